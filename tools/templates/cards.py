"""Greeting cards: A5 across, two on an upright A4, red and gold, with marks at both edges where the sheet is cut.

A card keeps its height unless its text needs more; then the other one of the sheet moves on, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document

from templates.markup import append, paragraph_xml, twips, write
from templates.page import text_width
from templates.styles import BRONZE, CREAM, CRIMSON

PANEL = 46
BODY_HEIGHT, FOOT_HEIGHT = 97, 33
MARK = 6
BEYOND = 8
"""How far the marks reach into the margin."""
TO_CUT = 7.1
"""From the gap under the upper card to the middle of the sheet."""

Lines = Iterable[tuple[str, str]]


def card(document: Document, panel: Lines, body: Lines, foot: Lines) -> None:
    """A red panel at the left; at the right the text, and the signature below it. Lines are of text and style."""
    total, left = text_width(document), twips(PANEL)
    red = _cell(panel, left, CRIMSON, '<w:vMerge w:val="restart"/>', align="center", sides=1)
    below = _cell((("", "card_gap"),), left, CRIMSON, "<w:vMerge/>", align="center", sides=1)
    rows = _row(BODY_HEIGHT, red, _cell(body, total - left, CREAM, align="top", sides=9, keep=True))
    rows += _row(FOOT_HEIGHT, below, _cell(foot, total - left, CREAM, align="center", sides=9))
    _table(document, (left, total - left), rows, _edges("double", 12))


def cut(document: Document) -> None:
    """Between the two cards of a sheet."""
    mark, whole = twips(MARK), text_width(document) + 2 * twips(BEYOND)
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="808080"/></w:tcBorders>'
    widths = (mark, whole - 2 * mark, mark)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}</w:tcPr>{paragraph_xml("", "gap")}</w:tc>'
        for width, borders in zip(widths, (line, "", line), strict=True)
    )
    write(document, "", "gap")
    _table(document, widths, _row(TO_CUT, cells, rule="exact"), indent=-twips(BEYOND))
    write(document, "", "card_gap")


def _table(document: Document, widths: tuple[int, ...], rows: str, borders: str = "", indent: int = 0) -> None:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    append(
        document,
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>',
    )


def _row(height: float, *cells: str, rule: str = "atLeast") -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="{rule}"/></w:trPr>'
        f"{''.join(cells)}</w:tr>"
    )


def _cell(lines: Lines, width: int, fill: str, merge: str = "", *, align: str, sides: float, keep: bool = False) -> str:
    margin = f'<w:{{}} w:w="{twips(sides)}" w:type="dxa"/>'
    extra = "<w:keepNext/>" if keep else ""
    paragraphs = "".join(
        paragraph_xml(text, "tag" if text.startswith("{%p") else style, extra) for text, style in lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        f"<w:tcMar>{margin.format('left')}{margin.format('right')}</w:tcMar>"
        f'<w:vAlign w:val="{align}"/></w:tcPr>{paragraphs}</w:tc>'
    )


def _edges(kind: str, eighths: int) -> str:
    sides = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:color="{BRONZE}"/>' for side in ("top", "left", "bottom", "right")
    )
    return f"<w:tblBorders>{sides}</w:tblBorders>"
