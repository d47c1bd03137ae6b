"""Whether a workbook may hold some words is told from its packed text, however a program has written them there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from builders import make_form, roster, sign_in

from pipeline.forms.mention import may_mention

TITLES = {"党员花名册", "党员名册"}


def packed(path: Path, text: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<worksheet><c><is>" + text + b"</is></c></worksheet>")
    return path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<t>党员花名册</t>", True),
        ("<t>党 员　花名</t></r><r><t>册</t>", True),
        ("<t>党员签到表</t>", False),
    ],
)
@pytest.mark.parametrize("handler", ["strict", "xmlcharrefreplace"])
def test_words_in_letters_and_in_references(text: str, found: bool, handler: str, tmp_path: Path) -> None:
    encoding = "utf-8" if handler == "strict" else "ascii"
    assert may_mention(packed(tmp_path / "表.xlsx", text.encode(encoding, handler)), TITLES) is found


@pytest.mark.parametrize("text", [b"<t>&#x515A;</t>", b"<t>&#020826;</t>", "<t>党&#21592;</t>".encode()])
def test_what_is_written_otherwise_may_be_anything(text: bytes, tmp_path: Path) -> None:
    assert may_mention(packed(tmp_path / "表.xlsx", text), TITLES)


def test_as_openpyxl_writes_them(tmp_path: Path) -> None:
    assert may_mention(make_form(tmp_path / "名册.xlsx", roster()), TITLES)
    assert not may_mention(make_form(tmp_path / "签到.xlsx", sign_in()), TITLES)


def test_no_workbook_may_be_anything(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"PK")
    assert may_mention(path, TITLES)
