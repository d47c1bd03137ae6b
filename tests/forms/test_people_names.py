"""Names as people write them: padded, noted, several to a cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import codes, column_of, read_form, record_of, registration, sign_in

NAMES: list[tuple[Any, str]] = [
    ("张 三", "张三"),
    ("张　三", "张三"),
    ("张\u00a0三", "张三"),
    ("张\u200b三", "张三"),
    ("买买提·艾力", "买买提·艾力"),
    ("买买提•艾力", "买买提·艾力"),
    ("买买提．艾力", "买买提·艾力"),
    ("张伟大", "张伟大"),
    ("张伟2", "张伟2"),
    ("张䶮", "张䶮"),
    ("张㛃", "张㛃"),
    ("张𬱖", "张𬱖"),
    ("张𬀩", "张𬀩"),
    ("张𫖯", "张𫖯"),
]


@pytest.mark.parametrize(("written", "name"), NAMES, ids=[ascii(written) for written, _ in NAMES])
def test_names(tmp_path: Path, written: str, name: str) -> None:
    assert column_of(record_of(read_form(tmp_path, sign_in([(written, "√")]))), "签到", "姓名") == [(name, "B6")]


@pytest.mark.parametrize(
    ("written", "code"), [("张三、李四", "name-several"), ("〃", "name-unreadable"), (12, "name-unreadable")]
)
def test_names_that_are_none(tmp_path: Path, written: Any, code: str) -> None:
    assert codes(read_form(tmp_path, sign_in([("冯伟", "√"), (written, "√")]))) == [(code, "B7")]


def test_a_note_behind_the_name_is_kept_as_a_remark(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, sign_in([("张三(预备)", "√"), ("冯伟（支部书记）", "√")])))
    assert column_of(record, "签到", "姓名") == [("张三", "B6"), ("冯伟", "B7")]
    assert column_of(record, "签到", "备注") == [("预备", "B6"), ("支部书记", "B7")]


def test_a_note_that_has_no_room_is_told(tmp_path: Path) -> None:
    reading = read_form(tmp_path, sign_in([("张三(预备)", "√", None, "转入")]))
    assert codes(reading) == [("note-unread", "B6")]
    assert codes(read_form(tmp_path, registration(主持人="冯伟（支部书记）"))) == [("note-unread", "B6")]
