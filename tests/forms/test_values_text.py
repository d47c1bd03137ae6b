from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.reading import Misread, Raw, written
from pipeline.forms.values.text import is_blank, is_blank_mark, is_ditto, read_text
from pipeline.forms.values.widths import INVISIBLE, SPACES
from pipeline.model.values import BLANK


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (None, ""),
        ("", ""),
        (3.0, "3"),
        (-0.0, "0"),
        (0.015, "0.015"),
        (0.1 + 0.2, "0.3"),
        (0.00001, "0.00001"),
        (20220325.0, "20220325"),
        (7, "7"),
        (True, "TRUE"),
        (dt.date(2026, 3, 20), "2026-03-20"),
        (dt.datetime(2026, 3, 20), "2026-03-20"),
        (dt.datetime(2026, 3, 20, 14, 30), "2026-03-20 14:30"),
        (dt.time(14, 30), "14:30"),
        (dt.time(14, 30, 15), "14:30:15"),
        (dt.time(14, 29, 59, 942000), "14:30"),
        (dt.datetime(2026, 3, 20, 14, 29, 59, 942000), "2026-03-20 14:30"),
        (dt.timedelta(hours=26), "26:00"),
        (dt.timedelta(minutes=-90), "-01:30"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("一_x000D_\n二_x000D_三", "一\n二\n三"),
        (float("nan"), "nan"),
    ],
)
def test_written_is_what_a_person_sees(raw: Raw, seen: str) -> None:
    assert written(raw) == seen


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('A<B & "R&D"', 'A<B & "R&D"'),
        ("  两边\u3000", "两边"),
        ("\u200b\ufeff张三\u00a0", "张三"),
        ("第一段\r\n  第二段\t完", "第一段\n  第二段\t完"),
        ("全角ＡＢ，１２３", "全角ＡＢ，１２３"),
        ("䶮㛃𬱖𬀩𫖯", "䶮㛃𬱖𬀩𫖯"),
        ("{{ 姓名 }} {%", "{{ 姓名 }} {%"),
        (138.0, "138"),
        ("无", "无"),
        ("-5", "-5"),
        ("一", "一"),
    ],
)
def test_text_keeps_every_character(raw: Raw, text: str) -> None:
    assert read_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("坏\x07字", "text-control-character"),
        ("一\x0b二", "text-control-character"),
        ("\x1f", "text-control-character"),
        ("半个\ud83d", "text-control-character"),
        (float("nan"), "text-unreadable"),
        (float("inf"), "text-unreadable"),
    ],
)
def test_text_refuses(raw: Raw, code: str) -> None:
    read = read_text(raw)
    assert isinstance(read, Misread)
    assert read.code == code


def test_a_control_character_is_named_with_its_place() -> None:
    read = read_text("坏\x07字")
    assert isinstance(read, Misread)
    assert "U+0007" in read.message
    assert "第 2 个" in read.message
    assert "\x07" not in read.message


@pytest.mark.parametrize(
    "raw", [None, "", " ", "\u3000", "\u00a0\u200b\n", "—", "——", "-", "－－", "/", "／", "\\", "_"]
)
def test_blank(raw: Raw) -> None:
    assert is_blank(raw)
    assert is_blank_mark(raw)
    assert read_text(raw) is BLANK


@pytest.mark.parametrize("raw", ["无", " 无 ", "暂无", "没有", "N/A"])
def test_a_word_for_nothing_is_blank_only_where_asked(raw: Raw) -> None:
    assert not is_blank(raw)
    assert is_blank_mark(raw)


@pytest.mark.parametrize("raw", ["0", 0.0, "无故缺席", "一", "×", "√", False])
def test_not_blank(raw: Raw) -> None:
    assert not is_blank_mark(raw)


@pytest.mark.parametrize(
    ("raw", "ditto"),
    [
        ("同上", True),
        ("同 上", True),
        ("〃", True),
        ('"', True),
        ("″", True),
        ("＂", True),
        ("同上级", False),
        ("", False),
    ],
)
def test_ditto(raw: Raw, ditto: bool) -> None:
    assert is_ditto(raw) is ditto


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_text_in_equals_text_out(text: str) -> None:
    read = read_text(text)
    if read is BLANK or isinstance(read, Misread):
        assert is_blank(text) or "\ufffe" in text or "\uffff" in text
    else:
        assert read == text.replace("_x000D_", "\n").strip(SPACES + INVISIBLE)
