from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.choice import read_choice, read_choices, read_yes_no
from pipeline.forms.values.marks import DEFAULT_LEGEND, excuse_in, read_mark
from pipeline.forms.values.reading import Misread, Raw
from pipeline.model.values import Attendance

KINDS = ["主题党日", "党课", "党员大会", "支委会"]


@pytest.mark.parametrize("raw", ["是", " 是 ", "√", "✓", "✔", "∨", "V", "有", "已", "1", 1.0, 1, "Y", "y", True])
def test_yes(raw: Raw) -> None:
    assert read_yes_no(raw) is True


@pytest.mark.parametrize("raw", ["否", "×", "✗", "x", "无", "未", "0", 0.0, "N", "Ｎ", False])
def test_no(raw: Raw) -> None:
    assert read_yes_no(raw) is False


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "yes-no-missing"),
        ("—", "yes-no-missing"),
        ("部分", "yes-no-unreadable"),
        ("是/否", "yes-no-unreadable"),
        (2.0, "yes-no-unreadable"),
        (dt.date(2026, 3, 20), "yes-no-unreadable"),
    ],
)
def test_neither_yes_nor_no(raw: Raw, code: str) -> None:
    read = read_yes_no(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    ("raw", "choice"),
    [("党课", "党课"), (" 党 课\u3000", "党课"), ("支部党员大会", "党员大会"), ("ａ类", "A类"), ("无", "无")],
)
def test_choice(raw: Raw, choice: str) -> None:
    assert read_choice(raw, [*KINDS, "A类", "无"], {"支部党员大会": "党员大会"}) == choice


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "choice-missing"),
        ("—", "choice-missing"),
        ("主题党曰", "choice-unknown"),
        (1.0, "choice-unknown"),
    ],
)
def test_no_such_choice(raw: Raw, code: str) -> None:
    read = read_choice(raw, KINDS)
    assert isinstance(read, Misread)
    assert read.code == code
    assert all(kind in read.hint for kind in KINDS)


def test_where_a_box_is_ticked_none_is_offered() -> None:
    read = read_choice("党课√党员大会", KINDS)
    assert isinstance(read, Misread)
    assert "是否应为" not in read.hint


def test_the_nearest_choice_is_offered() -> None:
    read = read_choice("主题党曰", KINDS)
    assert isinstance(read, Misread)
    assert read.hint.endswith("“主题党日”？")


@pytest.mark.parametrize(
    ("raw", "chosen"),
    [
        ("党课", ("党课",)),
        ("主题党日、党课", ("主题党日", "党课")),
        ("党课，主题党日", ("党课", "主题党日")),
        ("党课+主题党日", ("党课", "主题党日")),
        ("党课＋主题党日", ("党课", "主题党日")),
        ("党课/主题党日", ("党课", "主题党日")),
        ("党课\n主题党日", ("党课", "主题党日")),
        ("党课 主题党日", ("党课", "主题党日")),
        ("党课、党 课、", ("党课",)),
    ],
)
def test_choices(raw: Raw, chosen: tuple[str, ...]) -> None:
    assert read_choices(raw, KINDS) == chosen


def test_a_choice_may_hold_a_separator() -> None:
    assert read_choices("党课/辅导", ["党课/辅导", "党课"]) == ("党课/辅导",)


@pytest.mark.parametrize(
    ("raw", "code"), [("", "choice-missing"), ("党课、茶话会", "choice-unknown"), ("、、", "choice-unknown")]
)
def test_choices_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_choices(raw, KINDS)
    assert isinstance(read, Misread)
    assert read.code == code


@given(st.lists(st.sampled_from(KINDS), min_size=1, unique=True), st.sampled_from("、,+/\n"))
def test_choices_read_back(chosen: list[str], separator: str) -> None:
    assert read_choices(separator.join(chosen), KINDS) == tuple(chosen)


@pytest.mark.parametrize(
    ("marks", "attendance"),
    [
        ("√ ✓ ✔ ∨ v V 1 签名 签到 到 已到 出席", Attendance.PRESENT),
        ("假 请假 病假 事假 公差 出差 公出 产假 年假", Attendance.EXCUSED),
        ("请假(出差) 请假（病假） 请假：探亲 请假(参加上级会议) 请假回乡", Attendance.EXCUSED),
        ("× ✗ x X 缺 缺席 旷 旷会 缺席(未请假)", Attendance.ABSENT),
        ("迟 迟到 √(迟到) 出席（迟到10分钟）", Attendance.LATE),
        ("退 早退 √（早退）", Attendance.LEFT_EARLY),
        ("线上 网上 视频 网上签到 √(线上)", Attendance.ONLINE),
        ("送学 送学上门 上门送学 √(送学)", Attendance.TAUGHT_AT_HOME),
        ("补课", Attendance.MADE_UP),
        ("代签", Attendance.BY_PROXY),
    ],
)
def test_marks(marks: str, attendance: Attendance) -> None:
    assert {mark: read_mark(mark) for mark in marks.split()} == dict.fromkeys(marks.split(), attendance)


def test_a_number_and_padding_in_a_mark() -> None:
    assert read_mark(1.0) is Attendance.PRESENT
    assert read_mark(" 请 假\u3000") is Attendance.EXCUSED


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "mark-missing"),
        ("/", "mark-missing"),
        ("○", "mark-ambiguous"),
        ("△", "mark-ambiguous"),
        ("O", "mark-ambiguous"),
        (0.0, "mark-ambiguous"),
        ("缺席(出差)", "mark-ambiguous"),
        ("请假(已补课)", "mark-ambiguous"),
        ("请假(未批准)", "mark-ambiguous"),
        ("√×", "mark-unreadable"),
        ("李四", "mark-unreadable"),
        ("假装", "mark-unreadable"),
        (True, "mark-unreadable"),
        (dt.date(2026, 3, 20), "mark-unreadable"),
    ],
)
def test_a_mark_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_mark(raw, None, own_name="张三")
    assert isinstance(read, Misread)
    assert read.code == code


def test_the_legend_decides() -> None:
    legend = {
        "○": Attendance.PRESENT,
        "△": Attendance.EXCUSED,
        "/": Attendance.ABSENT,
        "v": Attendance.ONLINE,
    }
    assert read_mark("○", legend) is Attendance.PRESENT
    assert read_mark("△", legend) is Attendance.EXCUSED
    assert read_mark("／", legend) is Attendance.ABSENT
    assert read_mark("V", legend) is Attendance.ONLINE
    assert read_mark("", {"": Attendance.PRESENT}) is Attendance.PRESENT
    assert isinstance(read_mark("长" * 100, {"": Attendance.PRESENT}), Misread)
    assert read_mark("请假", legend) is Attendance.EXCUSED


@pytest.mark.parametrize("raw", ["张三", "张 三", "张三（预备）"])
def test_ones_own_name_is_a_signature(raw: Raw) -> None:
    assert read_mark(raw, own_name="张三") is Attendance.PRESENT


def test_every_attendance_has_a_mark() -> None:
    assert set(DEFAULT_LEGEND.values()) == set(Attendance)


@pytest.mark.parametrize(
    ("remark", "excuse"),
    [
        ("请假(出差)", "出差"),
        ("请假（出差3天）", "出差3天"),
        ("请假：探亲", "探亲"),
        ("请假（出差，北京）", "出差，北京"),
        ("请假：" + "学习" * 100, "学习" * 100),
        ("请假 回乡", "回乡"),
        ("病假", "病假"),
        ("年休假", "年休假"),
        ("出差", "出差"),
        ("因公出差", "出差"),
        ("因病请假", "因病"),
        ("因孩子住院请假", "因孩子住院"),
        ("请假", None),
        ("请假(一天)", None),
        ("√", None),
        ("", None),
        ("缺席", None),
    ],
)
def test_the_excuse_in_a_remark(remark: str, excuse: str | None) -> None:
    assert excuse_in(remark) == excuse
