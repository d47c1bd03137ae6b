"""A document on its way into the book: without its own page numbers, and where its margins are."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

_FOOTER: Final = re.compile(r"word/footer\d*\.xml")
_INSIDE: Final = re.compile(rb"(<(?:\w+:)?ftr\b[^>]*>).*(</(?:\w+:)?ftr>)", re.DOTALL)
_EMPTY: Final = rb'\1<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>\2'
_MARGINS: Final = re.compile(rb"<w:pgMar\b[^>]*>")
_TWIPS: Final = 1440 / 25.4
_OFFICIAL: Final = 25.1
"""How far from the edge an official paper's page number stands, in millimetres."""
_OTHERS: Final = 11.0
"""The same of a sheet, and of what is not ours."""


@dataclass(frozen=True, slots=True)
class Margins:
    """As `pipeline.pdf.book.Part` has them, in millimetres."""

    wider_left: float = 0
    number_lower: float = _OFFICIAL - _OTHERS


@dataclass(frozen=True, slots=True)
class Leaf:
    content: bytes
    margins: Margins = Margins()


def leaf_of(name: str, content: bytes) -> Leaf:
    """Of a Word document; anything else, and what cannot be opened, is taken as it is."""
    if not name.lower().endswith(".docx"):
        return Leaf(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = [(info, package.read(info)) for info in package.infolist()]
    except (zipfile.BadZipFile, OSError, EOFError):
        return Leaf(content)
    body = next((data for info, data in members if info.filename == "word/document.xml"), b"")
    left, right, footer = _margins(body)
    official = footer > (_OFFICIAL + _OTHERS) / 2
    return Leaf(_unnumbered(members), Margins(left - right, 0 if official else _OFFICIAL - _OTHERS))


def _margins(body: bytes) -> tuple[float, float, float]:
    """Left, right, and the footer's distance, in millimetres; of a wide page left and right do not count."""
    found = _MARGINS.search(body)
    told = dict(re.findall(rb'w:(\w+)="(\d+)"', found[0])) if found else {}
    left, right, footer = (float(told.get(key, b"0")) / _TWIPS for key in (b"left", b"right", b"footer"))
    return (0.0, 0.0, footer) if b'w:orient="landscape"' in body else (left, right, footer)


def _unnumbered(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in members:
            package.writestr(info, _INSIDE.sub(_EMPTY, data) if _FOOTER.fullmatch(info.filename) else data)
    return target.getvalue()
