"""Rendering to bytes in memory: our renderer as the product uses it, and docxtpl as its documentation does."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.render.pictures import PictureShop
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

PROPERTIES = Properties("会议记录", "机关第一党支部", dt.date(2026, 3, 20))


def renderer(folder: Path, original: Callable[[str], bytes] | None = None) -> Renderer:
    """Of the templates in `folder`; plans and prepared photos are kept under it."""
    shop = PictureShop(original or _no_original, folder / "photos")
    return Renderer(folder, shop, PlanStore(folder / "plans"))


def _no_original(digest: str) -> bytes:
    raise KeyError(digest)


def by_docxtpl(template: Path, context: Mapping[str, Any]) -> bytes:
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
