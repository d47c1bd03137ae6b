"""A blank form that the program wrote, filled in by a person, reads back without a problem and the same."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import filled
import pytest
from blanks import beside, blank, blank_sheet, by_libreoffice, fill, find, header_of, insert_row, read, saved
from builders import codes, shipped_mappings
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.forms.blank.prefill import Prefill
from pipeline.forms.read import WorkbookReading
from pipeline.mapping.form import Column, FieldOf, FormMapping, Table
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.values import Attendance

CHOICES = {Type.CHOICE: ("甲,乙", "丙"), Type.CHOICES: ("甲", "乙", "丙")}
LONG_CHOICES = tuple(f"第{number}种情况的名称写得很长很长" for number in range(40))


def _entry(kind: Type) -> dict[str, Any]:
    return {"type": kind, "optional": True, "choices": CHOICES.get(kind, ())}


MADE_UP = FormMapping(
    form="每样都有的登记表",
    title=("每样都有的登记表",),
    key=("日期栏",),
    signed=("经办", "负责人"),
    fields={
        "党支部": FieldOf(type=Type.BRANCH, role=Role.BRANCH),
        "日期栏": FieldOf(type=Type.DATE, role=Role.DATE),
        **{f"{kind.value}栏": FieldOf(**_entry(kind)) for kind in Type if kind not in {Type.BRANCH, Type.DATE}},
        "很多选项": FieldOf(type=Type.CHOICE, choices=LONG_CHOICES),
        "经过": FieldOf(optional=True, wide=True),
    },
    tables={
        "一": Table(
            columns={
                "名目": Column(anchor=True),
                **{f"{kind.value}列": Column(**_entry(kind)) for kind in Type if kind is not Type.MARK},
            },
            section="第一张",
        ),
        "二": Table(columns={"书名": Column(anchor=True, width=40), "页数": Column(type=Type.COUNT)}, section="第二张"),
    },
)
NARROW = FormMapping(
    form="借书单",
    title=("借书单",),
    key=(),
    fields={"支部": FieldOf(type=Type.BRANCH, role=Role.BRANCH)},
    tables={"书": Table(columns={"书名": Column(anchor=True), "单价": Column(type=Type.MONEY, total=True)})},
)
FORMS = shipped_mappings().forms
ALL = {**FORMS, MADE_UP.form: MADE_UP, NARROW.form: NARROW}


def contents(
    form: FormMapping, dice: random.Random
) -> tuple[dict[str, Any], dict[str, Any], dict[str, list[filled.Told]]]:
    printed = [field for field, entry in form.fields.items() if entry.printed]
    typed, meant = filled.fields(form, printed, dice)
    tables = {
        table: filled.rows(entry.columns, dice.randint(1, min(8, entry.blank_rows)), dice)
        for table, entry in form.tables.items()
    }
    return typed, meant, tables


def check_same(reading: WorkbookReading, form: FormMapping, meant: dict[str, Any], tables: dict[str, Any]) -> None:
    assert codes(reading) == []
    (sheet,) = reading.readings
    record = sheet.record
    assert record is not None
    assert record.form == form.form
    left_to_default = {name for name, entry in form.fields.items() if entry.default is not None and not meant.get(name)}
    expected = {name: value for name, value in meant.items() if name not in left_to_default}
    assert {name: record.value(name) for name in expected} == expected
    for table, told in tables.items():
        got = [{column: held.value for column, held in row.items()} for row in record.rows(table)]
        assert got == [row for _, row in told]


@settings(max_examples=3, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), gaps=st.dictionaries(st.integers(0, 7), st.integers(0, 1)))
@pytest.mark.parametrize("name", ALL)
def test_filled_in_it_reads_back_the_same(name: str, seed: int, gaps: dict[int, int]) -> None:
    form, dice = ALL[name], random.Random(seed)
    typed, meant, tables = contents(form, dice)
    sheet = blank_sheet(form)
    lines = sum(map(len, tables.values())) + sum(gaps.values())
    has_room = len(tables) == 1 and lines <= next(iter(form.tables.values())).blank_rows
    fill(sheet, form, typed, tables, gaps if has_room else {})
    with tempfile.TemporaryDirectory() as folder:
        check_same(read(saved(sheet, Path(folder)), ALL), form, meant, tables)


@pytest.mark.parametrize("name", ["签到表", "党费收缴表", "党员花名册", "年度活动安排表"])
def test_a_row_put_in_between_is_read(tmp_path: Path, name: str) -> None:
    form, dice = FORMS[name], random.Random(name)
    typed, meant = filled.fields(form, [field for field, entry in form.fields.items() if entry.printed], dice)
    ((table, entry),) = form.tables.items()
    told = filled.rows(entry.columns, 5, dice)
    sheet = blank_sheet(form)
    header = header_of(sheet, form, table)
    fill(sheet, form, typed, {table: told[:4]})
    insert_row(sheet, header + 3)
    for column, content in told[4][0].items():
        sheet.cell(header + 3, find(sheet, column, header - 1)[1]).value = content
    check_same(read(saved(sheet, tmp_path), FORMS), form, meant, {table: [*told[:2], told[4], *told[2:4]]})


def test_filled_in_and_saved_by_libreoffice_it_reads_back_the_same(tmp_path: Path) -> None:
    workbook = blank(*ALL.values())
    told = {name: contents(form, random.Random(name)) for name, form in ALL.items()}
    for name, (typed, _, tables) in told.items():
        fill(workbook[name], ALL[name], typed, tables)
    reading = read(by_libreoffice(saved(workbook, tmp_path), tmp_path), ALL)
    for sheet, (name, (_, meant, tables)) in zip(reading.readings, told.items(), strict=True):
        check_same(WorkbookReading([sheet], reading.problems), ALL[name], meant, tables)


@pytest.mark.parametrize("name", ALL)
def test_what_was_filled_in_beforehand_is_read(tmp_path: Path, name: str) -> None:
    """Every value comes back as it went in; the branch is then typed over, so that the form is a filled one."""
    form, dice = ALL[name], random.Random(name)
    _, meant, _ = contents(form, dice)
    tables = {table: filled.rows(entry.columns, 2, dice) for table, entry in form.tables.items()}
    sheet = blank_sheet(form, Prefill(meant, {table: [row for _, row in told] for table, told in tables.items()}))
    branch = form.by_role(Role.BRANCH)
    assert branch
    sheet.cell(*beside(sheet, *find(sheet, branch))).value = "另一个党支部"
    check_same(read(saved(sheet, tmp_path), ALL), form, meant | {branch: "另一个党支部"}, tables)


@pytest.mark.parametrize("name", ALL)
def test_untouched_it_is_known_as_blank(tmp_path: Path, name: str) -> None:
    assert codes(read(saved(blank_sheet(ALL[name]), tmp_path), ALL)) == [("form-untouched", "")]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_untouched_it_is_known_as_blank_whatever_saved_it(tmp_path: Path, ending: str) -> None:
    prefill = Prefill({}, {"党费": [{"姓名": "冯伟", "应交": filled.Decimal("0.1")}] * 3})
    forms = [FORMS[name] for name in ("党费收缴表", "活动登记表", "谈心谈话记录")]
    path = by_libreoffice(saved(blank(*forms, prefill=prefill), tmp_path), tmp_path, ending)
    assert codes(read(path, FORMS)) == [("form-untouched", "")]


def test_one_cell_makes_it_a_filled_one(tmp_path: Path) -> None:
    people = Prefill({"支部": "机关第一党支部", "活动日期": "2026-03-20"}, {"签到": [{"姓名": "冯伟"}]})
    sheet = blank_sheet(FORMS["签到表"], people)
    header = header_of(sheet, FORMS["签到表"], "签到")
    sheet.cell(header + 1, find(sheet, "签到", header - 1)[1]).value = "√"
    (reading,) = read(saved(sheet, tmp_path), FORMS).readings
    assert reading.record is not None
    assert [row["签到"].value for row in reading.record.rows("签到")] == [Attendance.PRESENT]


@pytest.mark.parametrize("wiped", ["支部", "活动日期"])
def test_what_was_wiped_out_is_asked_for(tmp_path: Path, wiped: str) -> None:
    """Nothing typed, but changed all the same: it is read, and what is missing is said."""
    fields = {"支部": "机关第一党支部", "活动日期": "2026-03-20", "活动主题": "学党章"}
    sheet = blank_sheet(FORMS["签到表"], Prefill(fields, {"签到": [{"姓名": "冯伟"}]}))
    sheet.cell(*beside(sheet, *find(sheet, wiped))).value = None
    place = sheet.cell(*beside(sheet, *find(sheet, wiped))).coordinate
    assert ("field-empty", place) in codes(read(saved(sheet, tmp_path), FORMS))


def test_of_a_months_workbook_only_what_is_filled_in_is_read(tmp_path: Path) -> None:
    names = ["签到表", "党费收缴表", "谈心谈话记录"]
    people = Prefill({"支部": "机关第一党支部"}, {"签到": [{"姓名": "冯伟"}], "党费": [{"姓名": "冯伟"}]})
    workbook = blank(*(FORMS[name] for name in names), prefill=people)
    typed, meant, tables = contents(FORMS["谈心谈话记录"], random.Random(1))
    fill(workbook["谈心谈话记录"], FORMS["谈心谈话记录"], typed, tables)
    check_same(read(saved(workbook, tmp_path), FORMS), FORMS["谈心谈话记录"], meant, tables)


def test_a_sheet_of_the_persons_own_beside_blanks_is_told(tmp_path: Path) -> None:
    workbook = blank(FORMS["签到表"])
    workbook.create_sheet("填表说明 2")["A1"] = "我写的"
    assert codes(read(saved(workbook, tmp_path), FORMS)) == [("form-unknown", "A1"), ("form-untouched", "")]


def test_without_its_notes_it_is_read_like_any_other(tmp_path: Path) -> None:
    workbook = blank(FORMS["签到表"])
    del workbook["填表说明"]
    told = {code for code, _ in codes(read(saved(workbook, tmp_path), FORMS))}
    assert told == {"field-empty"}
