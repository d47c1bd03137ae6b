"""The person's own workbook, marked: coloured cells with comments, and a first sheet that lists what to correct."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.files.kinds import Kind
from pipeline.forms.marked.book import Book, Sheet
from pipeline.forms.marked.colours import colour, take_colours_away
from pipeline.forms.marked.comments import comment, take_comments_away
from pipeline.forms.marked.content import xlsx_of_content
from pipeline.forms.marked.listing import ASK_COLOUR, HEADERS_ROW, MUST_COLOUR, Return, listing
from pipeline.forms.marked.number import SHEET
from pipeline.forms.marked.package import Package, Unpatchable, unpatchable_faults
from pipeline.forms.marked.places import merged_areas
from pipeline.forms.marked.styles import Styles
from pipeline.forms.marked.words import marks_of, may_hold_marks
from pipeline.forms.workbook import UnreadableWorkbook, WorkbookFile
from pipeline.model.problem import Problem

_CONTENT_ONLY: Final = (
    "这一份是按{}的内容另做的 xlsx：文字、数字和日期都在；格式、图片、批注和下拉选项没有带过来，公式成了算好的数{}。"
)
_NAMES: Final = {Kind.XLS: ("旧格式文件（xls、et）", ""), Kind.ODS: ("ods 文件", "，合并的格子要重新合并")}
_OTHER: Final = ("原文件", "，合并的格子可能要重新合并")
"""Of formats that are not told apart: .xlsb, the strict dialect."""
_NOT_KEPT: Final = "没有带过来：{}。"


class Unmarkable(Exception):
    """The workbook cannot be opened for writing: it goes back as it came."""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """`content` is an .xlsx whatever the original was; `lost` says in Chinese what of the original it does not hold."""

    content: bytes
    lost: tuple[str, ...] = ()


def marked_copy(
    original: Path, kind: Kind, problems: Sequence[Problem], taken: Sequence[str], number: str
) -> MarkedCopy:
    """The same bytes for the same arguments. Marks of an earlier return in the original are taken out first.

    `problems` are listed in their order, the stops before the warnings; `taken` are the names of the sheets whose
    forms were taken all right; `number` is the 退回编号 that `return_number` reads back. Raises Unmarkable.
    """
    told = Return(problems, taken, (), number)
    if kind is Kind.XLSX:
        with suppress(Unpatchable), unpatchable_faults():
            return _marked(original.read_bytes(), told, set(WorkbookFile(original).lists))
    told = replace(told, lost=(_CONTENT_ONLY.format(*_NAMES.get(kind, _OTHER)),))
    try:
        with unpatchable_faults():
            return _marked(xlsx_of_content(WorkbookFile(original).grids), told, set())
    except (UnreadableWorkbook, Unpatchable) as error:
        raise Unmarkable(str(error)) from error


def unmarked(path: Path) -> bytes | None:
    """The .xlsx without our list and marks, which do not belong to what is kept; None where that cannot be had."""
    with suppress(Unpatchable), unpatchable_faults():
        book = Book(Package(path.read_bytes()))
        _renew_marks(book, (), set(WorkbookFile(path).lists))
        return book.package.content() if book.sheets() else None
    return None


def _marked(content: bytes, told: Return, earlier: set[str]) -> MarkedCopy:
    book = Book(Package(content))
    lost = book.make_plain_xlsx()
    told = replace(told, lost=(*told.lost, *([_NOT_KEPT.format("、".join(lost))] if lost else [])))
    styles = _renew_marks(book, told.problems, earlier)
    names = [sheet.name for sheet in book.sheets()]
    book.put_first(_free_name(names), listing(told, names, styles), f"${HEADERS_ROW}:${HEADERS_ROW}")
    return MarkedCopy(book.package.content(), tuple(told.lost))


def _renew_marks(book: Book, problems: Sequence[Problem], earlier: set[str]) -> Styles:
    """`earlier` are the names of lists of ours: they go, as all old marks do."""
    styles = Styles(book.package, book.part)
    for sheet in book.sheets():
        if sheet.name in earlier:
            book.remove(sheet)
        elif sheet.holds_cells:
            _mark(book, sheet, problems, styles)
    return styles


def _mark(book: Book, sheet: Sheet, problems: Sequence[Problem], styles: Styles) -> None:
    """Old marks go, new ones come; a sheet with neither is not touched."""
    package = book.package
    if may_hold_marks(package.read(sheet.part)):
        take_colours_away(package.root(sheet.part))
    take_comments_away(package, sheet.part)
    wrong = [problem for problem in problems if problem.at.sheet == sheet.name]
    if marks := marks_of(wrong, merged_areas(package.look(sheet.part)) if wrong else ()):
        colour(package.root(sheet.part), marks, {True: styles.colour(MUST_COLOUR), False: styles.colour(ASK_COLOUR)})
        comment(package, sheet.part, marks)


def _free_name(taken: Sequence[str]) -> str:
    """A sheet of the person's own may have our name."""
    return next(name for name in (SHEET, *(f"{SHEET}({number})" for number in range(2, 99))) if name not in taken)
