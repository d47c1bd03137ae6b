"""Files as people send them: each kind is known by what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import (
    Grid,
    column_of,
    fields_of,
    make_form,
    make_ods,
    make_template,
    make_xls,
    read_file,
    record_of,
    sign_in,
)
from odd_workbooks import (
    cut_off,
    locked_ods,
    locked_xls,
    locked_xlsx,
    text_file,
    with_macros,
)

from pipeline.files.kinds import kind_of
from pipeline.flow.returning.foreign import foreign_problem

DAY = dt.date(2026, 3, 20)
SIGN_IN = sign_in(date=DAY)


WORKBOOKS: list[tuple[str, Callable[[Path, Grid], Path]]] = [
    ("表.xlsx", make_form),
    ("表.xls", make_xls),
    ("WPS的.et", make_xls),
    ("表.ods", make_ods),
    ("新格式却叫.xls", make_form),
    ("旧格式却叫.xlsx", make_xls),
    ("带宏.xlsm", with_macros),
    ("签到表 - 副本.xlsx", make_form),
    ("签到表(最终版2).xlsx", make_form),
]


@pytest.mark.parametrize(("name", "make"), WORKBOOKS, ids=[name for name, _ in WORKBOOKS])
def test_files_that_are_read(tmp_path: Path, name: str, make: Callable[[Path, Grid], Path]) -> None:
    record = record_of(read_file(make(tmp_path / name, SIGN_IN)))
    assert fields_of(record)["活动日期"] == (DAY, "B3")
    assert column_of(record, "签到", "姓名") == [("冯伟", "B6"), ("姜淑芬", "B7")]


HTML = "<html><table><tr><td>党员签到表</td></tr></table></html>".encode("gb18030")
XML_SHEET = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
FOREIGN: list[tuple[str, Callable[[Path], Path], str]] = [
    ("密码.xlsx", locked_xlsx, "workbook-locked"),
    ("密码.xls", lambda path: locked_xls(path, SIGN_IN), "workbook-locked"),
    ("密码.ods", lambda path: locked_ods(path, SIGN_IN), "workbook-locked"),
    ("半截.xlsx", lambda path: cut_off(path, SIGN_IN), "workbook-broken"),
    ("网页.xls", lambda path: text_file(path, HTML), "workbook-html"),
    (
        "单个网页文件.xls",
        lambda path: text_file(path, b"MIME-Version: 1.0\r\nX-Document-Type: Workbook"),
        "workbook-html",
    ),
    ("XML表格.xls", lambda path: text_file(path, XML_SHEET), "workbook-xml"),
    ("文本.xls", lambda path: text_file(path, "序号,姓名\n1,冯伟".encode("gb18030")), "workbook-csv"),
    ("Unicode文本.xls", lambda path: text_file(path, "序号\t姓名".encode("utf-16")), "workbook-csv"),
    ("空.xlsx", lambda path: text_file(path, b""), "file-empty"),
    ("方案.xlsx", lambda path: make_template(path, "活动方案"), "file-word"),
    ("扫描件.xlsx", lambda path: text_file(path, b"%PDF-1.7\n"), "file-pdf"),
    ("全部.xlsx", lambda path: text_file(path, b"Rar!\x1a\x07\x00"), "file-archive"),
    ("照片.heic", lambda path: text_file(path, b"\x00\x00\x00\x18ftypheic"), "photo-format"),
    ("别的.xlsx", lambda path: text_file(path, b"\x00\x01\x02"), "file-foreign"),
]


@pytest.mark.parametrize(("name", "make", "code"), FOREIGN, ids=[name for name, _, _ in FOREIGN])
def test_files_that_are_sent_back_with_what_they_are(
    tmp_path: Path, name: str, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path / name)
    problem = foreign_problem(kind_of(path), path.name)
    assert (problem.code, problem.at.file, bool(problem.hint)) == (code, name, True)
