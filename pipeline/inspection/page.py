"""迎检总览.html: the matrix of an inspection, one file without a server or a network."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from pipeline.inspection.inspection import Inspection
from pipeline.inspection.page_data import as_script, page_data
from pipeline.inspection.words import LAYERS, LETTERS
from pipeline.rules.standing import Standing

PAGE: Final = "迎检总览.html"


def page(inspection: Inspection) -> bytes:
    """It lies two folders below the outbox: its links lead up from there."""
    counts = {standing: sum(branch.count(standing) for branch in inspection.branches) for standing in Standing}
    content: str = _template().render(
        i=inspection,
        counts=counts,
        letters=LETTERS,
        layers=LAYERS.values(),
        offices=list(dict.fromkeys(branch.office for branch in inspection.branches if branch.office)),
        findings=sum(len(branch.findings) for branch in inspection.branches),
        data=as_script(page_data(inspection)),
    )
    # A lone surrogate of a file's name is left as the escape that JSON knows for it.
    return content.encode(errors="backslashreplace")


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(Path(__file__).parent),
    )
    return environment.get_template("page.html")
