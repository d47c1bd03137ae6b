"""Ruled tables. A table is a stack of rows, each cut into cells as it likes; the grid is worked out here.

    ruled(doc,
        row(label("活动日期"), value("{{ 活动日期 }}"), label("活动地点"), value("{{ 活动地点 }}")),
        listing("项 in 议程", Column("序号", 12, "{{ 项.序号 }}"), Column("内容", None, "{{ 项.内容 }}")),
    )

Widths and heights are in millimetres; cells of width None share what the others leave of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile

from docx.document import Document

from templates.flow import lines_of
from templates.markup import append, paragraph_xml, twips, write
from templates.page import text_width
from templates.styles import TABLE_STYLE


@dataclass(frozen=True)
class Cell:
    """A box of lines, each a paragraph of a style (an id of templates.styles)."""

    lines: tuple[tuple[str, str], ...]
    width: float | None
    top: bool = False


@dataclass(frozen=True)
class Row:
    """A row is at least `height` high.

    Rows that `repeat`, and have none above that does not, stand on every page of the table. Only a row that
    `splits` may cross pages. One that `leads` is not left alone at the foot of a page.
    """

    cells: tuple[Cell, ...]
    height: float = 9
    repeats: bool = False
    splits: bool = False
    leads: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a list: its header, its width, and what each row prints."""

    heading: str
    width: float | None
    text: str
    style: str = "cell_center"


def row(*cells: Cell, height: float = 9, splits: bool = False) -> Row:
    return Row(cells, height, splits=splits)


def label(text: str, width: float | None = 26) -> Cell:
    return value(text, width, "label")


def value(text: str, width: float | None = None, style: str = "value") -> Cell:
    return Cell(((text, style),), width)


def passage(heading: str, *, name: str = "", height: float = 40, leads: bool = False) -> Row:
    """A row for a long text: label, and a paragraph for each line; it may cross pages. `name` where it is another."""
    texts = (f"{{%p for {lines_of(name or heading)} %}}", "{{ 段 }}", "{%p else %}", "", "{%p endfor %}")
    text = Cell(tuple((one, "passage") for one in texts), None, top=True)
    return Row((label(heading), text), height, splits=True, leads=leads)


def band(text: str) -> Row:
    """A row of one cell that heads the rows below it."""
    return Row((label(text, None),), height=8, leads=True)


def each(loop: str, *rows: Row, empty: str = "") -> list[Row]:
    """The rows for each item of `loop`; if there is none, one row that says `empty`."""
    nothing = row(value(empty, None, "cell_center"), height=8)
    return [_tag_row(f"for {loop}"), *rows, _tag_row("else"), nothing, _tag_row("endfor")]


def if_given(name: str, *parts: Row | Iterable[Row]) -> list[Row]:
    """Rows that are left out where the form says nothing under `name`."""
    return [_tag_row(f"if {name}"), *_rows(parts), _tag_row("endif")]


CLOSE = 6.5
"""Millimetres: the rows of a list whose last few would else stand on a page of their own in a branch of usual size."""


def listing(loop: str, *columns: Column, empty: str = "", height: float = 7.6) -> list[Row]:
    """A header, and a row for each item or one that says `empty`; the header repeats if all above it do."""
    header = tuple(value(column.heading, column.width, "column") for column in columns)
    cells = tuple(value(column.text, column.width, column.style) for column in columns)
    return [Row(header, height, repeats=True, leads=True), *each(loop, Row(cells, height), empty=empty)]


def repeated(*rows: Row) -> list[Row]:
    """The same rows, to stand at the top of every page that the table reaches."""
    return [replace(one, repeats=True) for one in rows]


def ruled(document: Document, *parts: Row | Iterable[Row], together: bool = False) -> None:
    """Write a table as wide as the type area; `together` keeps it on one page."""
    rows = _rows(parts)
    total = text_width(document)
    edges = [_edges(one.cells, total) for one in rows]
    grid = sorted(set().union(*edges))
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(grid))
    top = sum(1 for _ in takewhile(lambda one: one.repeats, rows))
    body = "".join(
        _row_xml(one, edges[at], grid, header=at < top, keep=one.leads or (together and one is not rows[-1]))
        for at, one in enumerate(rows)
    )
    append(
        document,
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{total}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>',
    )


def heading(document: Document, owner: str, title: str) -> None:
    """Whose sheet it is, and what."""
    write(document, owner, "sheet_owner")
    write(document, title, "sheet_title")


def section(document: Document, text: str) -> None:
    write(document, text, "sheet_section")


def gap(document: Document) -> None:
    """A sliver of space, so that two tables stay two."""
    write(document, "", "gap")


def _rows(parts: Iterable[Row | Iterable[Row]]) -> list[Row]:
    return [one for part in parts for one in ([part] if isinstance(part, Row) else part)]


def _tag_row(statement: str) -> Row:
    return row(value(f"{{%tr {statement} %}}", None, "tag"), height=4)


def _edges(cells: Sequence[Cell], total: int) -> list[int]:
    """Where the cells begin and end, in twips; the last one ends at `total`."""
    fixed = sum(twips(cell.width) for cell in cells if cell.width is not None)
    open_cells = sum(cell.width is None for cell in cells)
    rest = total - fixed
    if rest < 0 or (not open_cells and abs(rest) > len(cells) + 1):
        text = " | ".join(cell.lines[0][0] for cell in cells)
        raise ValueError(f"a row leaves {rest} of {total} twips: {text}")
    share = rest // open_cells if open_cells else 0
    widths = [share if cell.width is None else twips(cell.width) for cell in cells]
    return [0, *accumulate(widths[:-1]), total]


def _row_xml(one: Row, edges: list[int], grid: list[int], *, header: bool, keep: bool) -> str:
    properties = "" if one.splits else "<w:cantSplit/>"
    properties += f'<w:trHeight w:val="{twips(one.height)}" w:hRule="atLeast"/>'
    properties += "<w:tblHeader/>" if header else ""
    cells = "".join(
        _cell_xml(cell, right - left, grid.index(right) - grid.index(left), keep=keep)
        for cell, (left, right) in zip(one.cells, pairwise(edges), strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell_xml(cell: Cell, width: int, span: int, *, keep: bool) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    align = "top" if cell.top else "center"
    keep_next = "<w:keepNext/>" if keep else ""
    paragraphs = "".join(
        paragraph_xml(text, "tag" if text.startswith("{%p") else style, keep_next) for text, style in cell.lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="{align}"/></w:tcPr>'
        f"{paragraphs}</w:tc>"
    )
