"""A value whose words are a label of the form: it is read where it stands, and nothing in its stead."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import filled
import pytest
from blanks import beside, blank_sheet, fill, find, read, saved
from builders import codes, fields_of, read_form, record_of, registration, shipped_mappings
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.forms.values.text import is_blank_mark
from pipeline.mapping.vocabulary import Type

FORMS = shipped_mappings().forms
TITLE = ["主题党日活动登记表"]
HELD = [["活动主题", "誓词教育", "活动日期", "2026-05-20"], ["活动地点", "会议室", "主持人", "刘伟"]]

READ: dict[str, tuple[list[list[Any]], dict[str, str]]] = {
    "a value alone in its line": ([*HELD, ["活动形式", "集中学习"], ["记录人", "陈静"]], {"活动形式": "集中学习"}),
    "above a line of no label": ([*HELD, ["活动内容", "活动小结"], ["备注", "无"]], {"活动内容": "活动小结"}),
    "above the heads of photos": (
        [*HELD, ["活动小结", "小结。"], ["照片文件", "说明"], ["P1.jpg、P2.jpg", "合影"]],
        {"活动小结": "小结。"},
    ),
    "two beside each other": (
        [
            *HELD[:1],
            ["活动地点", "支部", "主持人", "刘伟"],
            ["活动形式", "集中学习", "学习内容", "总结"],
            ["记录人", "陈静"],
        ],
        {"活动地点": "支部", "活动形式": "集中学习", "学习内容": "总结"},
    ),
    "before a label with a value": (
        [["活动主题", "重温入党誓词", "活动日期", "2026-04-20"], *HELD[1:]],
        {"活动主题": "重温入党誓词"},
    ),
    "labels in a row, two values below": (
        [["活动主题", "学党章"], ["活动日期", "2026-05-20"], ["活动地点", "主持人"], ["会议室", "刘伟"]],
        {"活动地点": "会议室", "主持人": "刘伟"},
    ),
}


TALKS: dict[str, list[list[Any]]] = {
    "both in one line": [["谈话人：冯伟", None, "谈话对象：姜淑芬"]],
    "with posts below": [["谈话人：冯伟", None, "谈话对象：姜淑芬"], ["职务：书记"]],
    "one below the other": [["谈话人：冯伟"], ["谈话对象：姜淑芬"]],
}


@pytest.mark.parametrize("case", TALKS)
def test_below_a_label_another_with_its_value_is_no_value(tmp_path: Path, case: str) -> None:
    head = [["谈心谈话记录表"], ["支部", "机关第一党支部", "时间", "2026-03-12"], ["地点", "203室", "主题", "年度"]]
    record = record_of(read_form(tmp_path, [*head, *TALKS[case], ["谈话内容", "谈了学习"]]))
    told = {name: record.value(name) for name in ("谈话主题", "谈话人", "谈话对象")}
    assert told == {"谈话主题": "年度", "谈话人": "冯伟", "谈话对象": "姜淑芬"}


@pytest.mark.parametrize("name", READ)
def test_it_is_the_value_of_the_label_before_it(tmp_path: Path, name: str) -> None:
    grid, expected = READ[name]
    reading = read_form(tmp_path, [TITLE, *grid])
    record = reading.readings[0].record
    assert record is not None
    assert {field: record.value(field) for field in expected} == expected
    assert all(record.value(field) is not True for field in ("集中学习", "重温入党誓词"))


def test_beside_a_label_that_the_form_does_not_know_it_takes_no_value_of_another(tmp_path: Path) -> None:
    grid = [*registration(), ["联系电话", "活动形式", "记录人", "陈静"], ["活动小结", "好", "承办科室", "人教科"]]
    record = read_form(tmp_path, grid).readings[0].record
    assert record is not None
    fields = fields_of(record)
    assert fields["记录人"] == ("陈静", "D7")
    assert fields["活动小结"] == ("好", "B8")
    assert "好" not in [value for name, (value, _) in fields.items() if name != "活动小结"]


@settings(max_examples=2, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
@pytest.mark.parametrize("name", FORMS)
def test_a_blank_filled_with_labels_reads_back(name: str, seed: int) -> None:
    """Each text of the form says any label of it; none is lost, and none is taken for another."""
    form, dice = FORMS[name], random.Random(seed)
    words = [each for name, entry in form.fields.items() for each in (name, *entry.labels) if not is_blank_mark(each)]
    printed = [field for field, entry in form.fields.items() if entry.printed]
    typed, meant = filled.fields(form, printed, dice)
    texts = [each for each in printed if form.fields[each].type is Type.TEXT and form.fields[each].role is None]
    told = {field: dice.choice(words) for field in texts}
    tables = {table: filled.rows(entry.columns, 2, dice) for table, entry in form.tables.items()}
    sheet = blank_sheet(form)
    places = {field: beside(sheet, *find(sheet, field)) for field in told}
    fill(sheet, form, typed, tables)
    for field, place in places.items():
        sheet.cell(*place).value = told[field]
    with tempfile.TemporaryDirectory() as folder:
        reading = read(saved(sheet, Path(folder)), FORMS)
    assert codes(reading) == []
    record = record_of(reading)
    assert {field: record.value(field) for field in told} == told
    kept = [field for field in meant if field not in told and meant[field] and form.fields[field].default is None]
    assert {field: record.value(field) for field in kept} == {field: meant[field] for field in kept}


@pytest.mark.parametrize("word", ["重温入党誓词", "主题", "会议", "支部"])
def test_a_theme_of_such_words_is_taken_from_the_blank(tmp_path: Path, word: str) -> None:
    form = FORMS["活动登记表"]
    dice = random.Random(word)
    typed, _ = filled.fields(form, [field for field, entry in form.fields.items() if entry.printed], dice)
    sheet = blank_sheet(form)
    fill(sheet, form, typed, {})
    sheet.cell(*beside(sheet, *find(sheet, "活动主题"))).value = word
    record = record_of(read(saved(sheet, tmp_path), FORMS))
    assert record.value("活动主题") == word
