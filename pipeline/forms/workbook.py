"""A workbook as it was dropped: what kind of file it is, its sheets, and the lists of ours among them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from pipeline.files.kinds import Kind, Known, known
from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.marked.number import number_on
from pipeline.forms.survey.facts import SheetFacts, TooLarge, TooManyPictures
from pipeline.forms.survey.survey import survey
from pipeline.forms.values.reading import UNCALCULATED, Raw

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


_WHOLE: Final = 1 << 17
"""Bytes that hold most forms."""


class UnreadableWorkbook(Exception):
    """The bytes are no workbook that can be read."""


class OversizedWorkbook(UnreadableWorkbook):
    """It holds more than a form does; `sheet` and `cell` (A1) say where, as far as that is known."""

    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(f"{sheet} {cell}")
        self.sheet = sheet
        self.cell = cell


@dataclass(slots=True)
class _Content:
    """What is in the file, or why it cannot be read."""

    kind: Kind
    grids: list[Grid] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)
    fault: UnreadableWorkbook | None = None


class WorkbookOfPictures(UnreadableWorkbook):
    """It holds more pictures, or larger ones, than a form has any use for."""


class WorkbookFile:
    """Nothing is looked at before it is asked for, and nothing twice.

    Raises OSError for a file that cannot be opened, and nothing else for what is in it, save where that is said.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def kind(self) -> Kind:
        return self._content.kind

    @property
    def grids(self) -> list[Grid]:
        """Every sheet in the workbook's order, hidden ones too, without a list of ours; raises UnreadableWorkbook."""
        if self._content.fault:
            raise self._content.fault
        return self._content.grids

    @property
    def lists(self) -> Mapping[str, str]:
        """The sheets that are lists of ours, by name, and the 退回编号 of each; none in what cannot be read."""
        return self._content.lists

    @property
    def return_number(self) -> str:
        """The 退回编号 of a workbook that bears our list, "" otherwise."""
        return next(filter(None, self.lists.values()), "")

    @cached_property
    def _content(self) -> _Content:
        with _opened(self._path) as stream:
            file = known(stream)
            try:
                return _read(stream, file)
            except TooManyPictures as error:
                return _Content(file.kind, fault=WorkbookOfPictures(str(error)))
            except TooLarge as error:
                cell = address(error.cell) if error.cell else ""
                return _Content(file.kind, fault=OversizedWorkbook(error.sheet, cell))
            except (KeyboardInterrupt, SystemExit, MemoryError):
                raise
            except BaseException as error:
                # A damaged file can make the reader panic, which comes as a BaseException of its own.
                return _Content(file.kind, fault=UnreadableWorkbook(str(error)))


def _opened(path: Path) -> IO[bytes]:
    """Whole where it is small: its parts are read from the end to the beginning, and twice."""
    file = path.open("rb", buffering=_WHOLE)
    content = file.read(_WHOLE)
    if len(content) == _WHOLE:
        file.seek(0)
        return file
    file.close()
    return io.BytesIO(content)


def _read(stream: IO[bytes], file: Known) -> _Content:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    content = _Content(file.kind)
    facts = survey(stream, file)
    stream.seek(0)
    workbook = CalamineWorkbook.from_filelike(stream)
    for listed in workbook.sheets_metadata:
        if listed.typ is not SheetTypeEnum.WorkSheet:
            continue
        name = listed.name
        about = facts.sheets.get(name) or SheetFacts()
        sheet = workbook.get_sheet_by_name(name)
        rows = cast("list[list[Raw]]", sheet.to_python(skip_empty_area=False))
        _put_in_faults(rows, about)
        if (number := number_on(name, rows)) is not None:
            content.lists[name] = number
            continue
        hidden = listed.visible is not SheetVisibleEnum.Visible
        content.grids.append(Grid(name, rows, _spans(sheet), hidden, about, facts.is_1904))
    return content


def _spans(sheet: CalamineSheet) -> dict[Cell, Cell]:
    try:
        return dict(sheet.merged_cell_ranges or [])
    except (ValueError, NotImplementedError):
        return {}


def _put_in_faults(rows: list[list[Raw]], facts: SheetFacts) -> None:
    """What the person sees in a cell whose formula failed; calamine gives such cells as empty."""
    if not facts.faults:
        return
    height = 1 + max(row for row, _ in facts.faults)
    width = max(1 + max(column for _, column in facts.faults), len(rows[0]) if rows else 0)
    rows += [[] for _ in range(height - len(rows))]
    for line in rows:
        if len(line) < width:
            line.extend([None] * (width - len(line)))
    for (row, column), error in facts.faults.items():
        rows[row][column] = error or UNCALCULATED
