"""What strangers write and drop: it stays text, stays within the workspace, and runs nothing."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest
from builders import (
    BRANCH,
    drop,
    dues,
    make_template,
    outbox_of,
    registration,
    roster,
    sign_in,
    talk,
    text_of,
)
from click.testing import CliRunner
from core import make_core_desk

from pipeline.cli.main import cli
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Returned

CALC = "=cmd|' /C calc'!A0"
FORMULAS = [CALC, "@SUM(1)", "+1+1", "-2+3", '=HYPERLINK("http://x","y")', "\t=1"]
OUTSIDE = ["../../../../外", "..\\..\\外", "/etc/passwd", "C:\\外", "..", "con", "a\x00b", "\u202e外"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "上" / "工作区")


def as_text(path: Path) -> None:
    """openpyxl takes a text with an equals sign for a formula: here it is what a person typed behind an apostrophe."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    for sheet in book:
        for row in sheet:
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"
    book.save(path)


def formulas_in(path: Path) -> list[str]:
    """Of every sheet: what stands in formula elements, and what would be run by an application."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode(errors="replace") for name in package.namelist() if name.endswith(".xml")]
        assert not [name for name in package.namelist() if "externalLink" in name or "vba" in name.lower()]
    return [found for part in parts for found in re.findall(r"<(?:\w+:)?f[ >].*?</(?:\w+:)?f>", part)]


@pytest.mark.parametrize("name", FORMULAS)
def test_formula_like_names_are_text_in_blank_forms(name: str, desk: Desk) -> None:
    as_text(drop(desk, roster((name, "冯伟")), "名册.xlsx"))
    ingest(desk)
    out = desk.workspace.root / "空白"
    desk.close()
    ran = CliRunner().invoke(cli, ["forms", str(out), "--branch", BRANCH, "-w", str(desk.workspace.root)])
    assert ran.exit_code == 0, ran.output
    books = list(out.rglob("*.xlsx"))
    assert books
    plain = name.strip().split("(")[0]
    assert not [found for book in books for found in formulas_in(book) if plain in found]


@pytest.mark.parametrize("name", FORMULAS)
def test_formula_like_names_are_text_in_returned_workbooks(name: str, desk: Desk) -> None:
    as_text(drop(desk, sign_in(((name, "√"), ("冯伟", name)), date=name, theme=name)))
    ingest(desk)
    copies = list(desk.workspace.returned.rglob("*.xlsx"))
    assert len(copies) == 1
    assert [formulas_in(copy) for copy in copies] == [[]]


def test_formula_like_texts_are_text_in_documents(desk: Desk) -> None:
    as_text(drop(desk, registration(theme=CALC, 会议记录=CALC), "登记.xlsx"))
    report = ingest(desk)
    assert (report.of(Returned), report.failures) == ([], [])
    documents = {path: held for path, held in outbox_of(desk).items() if path.endswith(".docx")}
    assert sum(CALC in text_of(held) for held in documents.values()) >= 2
    for path in desk.workspace.outbox.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            parts = "".join(package.read(each).decode(errors="replace") for each in package.namelist())
        fields = re.findall(r"<w:instrText[^>]*>.*?</w:instrText>|w:instr=\"[^\"]*\"", parts)
        assert not [field for field in fields if "cmd" in field or "DDE" in field]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leaves_the_workspace(name: str, desk: Desk, tmp_path: Path) -> None:
    written = name.replace("\x00", "")
    drop(desk, registration(theme=written, branch=written), "登记.xlsx", folder="")
    drop(desk, talk(member=written, talker=written, branch=written), "谈话.xlsx", folder="")
    photos = [["照片"], ["序号", "文件名"], [1, f"{written}/../../外.jpg"]]
    drop(desk, [*registration(date="2026-02-20"), *photos], "登记2.xlsx")
    drop(desk, dues(), f"{written.replace('/', '_')}.xlsx")
    before = _outside(tmp_path, desk)
    ingest(desk)
    assert _outside(tmp_path, desk) == before
    assert not any(part in {"..", "."} for path in outbox_of(desk) for part in path.split("/"))


def _outside(root: Path, desk: Desk) -> list[str]:
    inside = desk.workspace.root
    return sorted(str(path) for path in root.rglob("*") if inside not in path.parents)


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.system('touch 外') }}",
        "{{ 活动主题.__class__ }}",
        "{% for x in range(999999999) %}x{% endfor %}",
    ],
)
def test_templates_reach_nothing(code: str, desk: Desk, tmp_path: Path) -> None:
    make_template(desk.workspace.templates / "活动方案.docx", code)
    drop(desk, registration())
    report = ingest(desk)
    assert len(report.failures) == 1
    assert report.failures[0].hint
    assert not [path for path in outbox_of(desk) if "方案" in path]


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_what_is_private_is_closed_to_others(desk: Desk) -> None:
    desk.close()
    desk.workspace.private.chmod(0o755)
    open_desk(desk.workspace).close()
    assert desk.workspace.private.stat().st_mode & 0o777 == 0o700
