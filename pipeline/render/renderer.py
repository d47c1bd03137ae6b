"""Template + context -> the bytes of a document: the same bytes for the same input, and no character lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.render.compiled import Compiled
from pipeline.render.environment import NeedsDocxtpl
from pipeline.render.pictures import BrokenPicture, PictureShop, placeholder, printed_size
from pipeline.render.properties import Properties
from pipeline.render.store import PlanStore

_HINT = "请检查模板中的 {{ }} 名称是否与表单的栏目一致"


@dataclass(frozen=True, slots=True)
class _Template:
    """A template's file as it was read: `stamp` is its size and time then."""

    stamp: tuple[int, int]
    content: bytes
    digest: str


class Renderer:
    """Renders the templates of one folder. A template is read once, and again when its file has changed."""

    def __init__(self, folder: Path, shop: PictureShop, store: PlanStore) -> None:
        self._folder = folder
        self._shop = shop
        self._store = store
        self._plans: dict[str, Compiled] = {}
        self._read: dict[str, _Template] = {}

    def digest(self, template: str) -> str:
        """SHA-256 of the template's file."""
        return self._template(template).digest

    def reasons(self, template: str) -> tuple[str, ...]:
        """Why the template's documents take docxtpl's own, slower way; empty where text alone gives its result."""
        return self._compiled(template).reasons

    def render(self, template: str, context: Mapping[str, Any], properties: Properties) -> bytes:
        """Raises TemplateError naming the template and what does not fit; OSError where an original is gone."""
        try:
            compiled = self._compiled(template)
            if not compiled.reasons:
                try:
                    return compiled.render({**context, **properties.names()}, self._prepare)
                except NeedsDocxtpl:
                    pass
            return self._slowly(template, context, properties)
        except TemplateError as error:
            raise TemplateError(f"模板 {template}：{error.message}", error.hint) from error
        except OSError:
            raise
        except Exception as error:
            # Whatever a template makes jinja2, lxml and python-docx raise; people edit templates.
            raise TemplateError(f"模板 {template} 不能生成：{_in_words(error)}", _HINT) from error

    def _slowly(self, template: str, context: Mapping[str, Any], properties: Properties) -> bytes:
        from pipeline.render.by_docxtpl import render_by_docxtpl

        content = self._template(template).content
        return render_by_docxtpl(content, context, properties, self._prepare)

    def _compiled(self, template: str) -> Compiled:
        source = self._template(template)
        if source.digest not in self._plans:
            self._plans[source.digest] = Compiled(self._store.plan(source.digest, source.content))
        return self._plans[source.digest]

    def _prepare(self, picture: Picture) -> tuple[bytes, float, float]:
        try:
            content = self._shop.prepared(picture)
        except BrokenPicture:
            content = placeholder(picture.width_mm, picture.height_mm)
        return content, *printed_size(content, picture)

    def _template(self, name: str) -> _Template:
        path = self._folder / name
        try:
            status = path.stat()
            stamp = (status.st_size, status.st_mtime_ns)
            if name not in self._read or self._read[name].stamp != stamp:
                content = path.read_bytes()
                self._read[name] = _Template(stamp, content, digest_of(content))
        except OSError as error:
            raise TemplateError(
                f"缺少模板 {path}", "请从备份恢复，或用 dangan init 新建一个工作区后复制过来"
            ) from error
        return self._read[name]


def _in_words(error: Exception) -> str:
    """What jinja2 says most often, in Chinese; the rest as it comes."""
    from jinja2 import TemplateSyntaxError, UndefinedError

    if isinstance(error, UndefinedError):
        names = re.findall(r"'([^']*)'", str(error.message))
        return f"没有“{names[-1]}”这个名称" if names else str(error.message)
    if isinstance(error, TemplateSyntaxError):
        return f"标签写法有误：{error.message}"
    return f"{type(error).__name__} {error}".strip()
