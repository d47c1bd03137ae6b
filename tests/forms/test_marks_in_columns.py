"""A mark that is spread over columns: a tick under 出席, 请假 or 缺席; one for the morning, one for the afternoon."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, make_form, read_form, record_of, shipped_mappings

from pipeline.forms.read import WorkbookReading, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Sessions
from pipeline.model.values import Attendance

TICKS = ["姓名", "出席", "请假", "缺席"]
SESSIONS = ["姓名", "上午签到", "下午签到"]
PRESENT, EXCUSED, ABSENT = Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT


def sheet(heads: Sequence[str], *rows: Sequence[Any]) -> Grid:
    return [["2026年3月20日签到表"], ["支部", BRANCH], heads, *rows]


def marks(reading: WorkbookReading) -> list[tuple[object, str]]:
    """Each person's mark and the cell that says so."""
    return [(row["签到"].value, row["签到"].origin.cell) for row in record_of(reading).rows("签到")]


READ = {
    "a tick": (TICKS, ["冯伟", "√"], (PRESENT, "B4")),
    "a tick in the last": (TICKS, ["冯伟", "", "", "√"], (ABSENT, "D4")),
    "a word of the column's own": (TICKS, ["冯伟", "", "病假"], (EXCUSED, "C4")),
    "a cross for absent": (TICKS, ["冯伟", "", "", "×"], (ABSENT, "D4")),
    "crossed out": (TICKS, ["冯伟", "×", "√"], (EXCUSED, "C4")),
    "a signature": (TICKS, ["冯伟", "冯伟"], (PRESENT, "B4")),
    "strokes": (TICKS, ["冯伟", "√", "—", "/"], (PRESENT, "B4")),
    "late is more precise": (["姓名", "出席", "迟到"], ["冯伟", "√", "√"], (Attendance.LATE, "C4")),
    "an own column beside": (["姓名", "签到", "请假"], ["冯伟", "", "√"], (EXCUSED, "C4")),
    "both times": (SESSIONS, ["冯伟", "√", "√"], (PRESENT, "B4")),
    "neither time": (SESSIONS, ["冯伟", "请假", "请假"], (EXCUSED, "B4")),
    "only the name of the reason": (SESSIONS, ["冯伟", "", "请假"], (EXCUSED, "C4")),
}


@pytest.mark.parametrize("case", READ)
def test_a_mark_in_columns(tmp_path: Path, case: str) -> None:
    heads, row, mark = READ[case]
    assert marks(read_form(tmp_path, sheet(heads, row))) == [mark]


WRONG = {
    "two ticks": (TICKS, ["冯伟", "√", "√"], ("marks-several", "C4")),
    "no tick": (TICKS, ["冯伟"], ("mark-missing", "B4")),
    "a cross alone": (TICKS, ["冯伟", "×"], ("mark-missing", "B4")),
    "no mark": (TICKS, ["冯伟", "喝茶"], ("mark-unreadable", "B4")),
    "one time of two": (SESSIONS, ["冯伟", "√"], ("marks-differ", "C4")),
    "excused for one": (SESSIONS, ["冯伟", "√", "请假"], ("marks-differ", "C4")),
    "excused and absent": (SESSIONS, ["冯伟", "请假", "缺席"], ("marks-several", "C4")),
}


@pytest.mark.parametrize("case", WRONG)
def test_marks_that_contradict(tmp_path: Path, case: str) -> None:
    heads, row, problem = WRONG[case]
    assert codes(read_form(tmp_path, sheet(heads, row))) == [problem]


def test_both_places_are_told(tmp_path: Path) -> None:
    (problem,) = read_form(tmp_path, sheet(TICKS, ["冯伟", "√", "", "√"])).all_problems()
    assert problem.other is not None
    assert (problem.at.cell, problem.other.cell) == ("D4", "B4")


@pytest.mark.parametrize(("counts", "mark"), [(Sessions.ONCE, (PRESENT, "B4")), (Sessions.ALWAYS, (EXCUSED, "C4"))])
def test_the_mapping_decides(tmp_path: Path, counts: Sessions, mark: tuple[Attendance, str]) -> None:
    form = shipped_mappings().forms["签到表"]
    table = form.tables["签到"]
    column = table.columns["签到"].model_copy(update={"of_sessions": counts})
    other = form.model_copy(
        update={"tables": {"签到": table.model_copy(update={"columns": {**table.columns, "签到": column}})}}
    )
    assert marks(read_with(tmp_path, other, sheet(SESSIONS, ["冯伟", "√", "请假"]))) == [mark]


def read_with(folder: Path, form: FormMapping, grid: Grid) -> WorkbookReading:
    path = make_form(folder / "表.xlsx", grid)
    return read_workbook(WorkbookFile(path), path.name, {form.form: form}, BRANCH)


def test_two_blocks_of_columns(tmp_path: Path) -> None:
    heads = ["序号", "姓名", "出席", "请假"] * 2
    grid = sheet(heads, [1, "冯伟", "√", "", 2, "尤静", "", "√"])
    assert marks(read_form(tmp_path, grid)) == [(PRESENT, "C4"), (EXCUSED, "H4")]


def test_columns_under_one_head(tmp_path: Path) -> None:
    head = ["序号", "姓名", "出勤情况", "", "", "备注"]
    grid = sheet(head, ["", "", "出席", "请假", "缺席"], [1, "冯伟", "", "√"])
    assert marks(read_form(tmp_path, grid)) == [(EXCUSED, "D5")]
    merged = ["A3:A4", "B3:B4", "C3:E3", "F3:F4"]
    assert marks(read_form(tmp_path, grid, merged=merged)) == [(EXCUSED, "D5")]
