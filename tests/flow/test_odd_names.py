"""Themes and file names as people write them make folders and files that every system can hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_form, outbox_of, registration, sign_in, text_of
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def packets(desk: Desk) -> set[str]:
    """Every packet's folder below the outbox."""
    return {path.rpartition("/")[0] for path in outbox_of(desk) if path.endswith("/manifest.json")}


@pytest.mark.parametrize(
    "theme",
    [
        "a/b\\c",
        '学"党章"<1>',
        "../../../etc/passwd",
        "..",
        "…",
        "学" * 400,
        "CON",
        "😀🏳️‍🌈",
        "a\nb",
        "?*|:",
        "学 . .",
        "{{ x }}",
    ],
)
def test_odd_themes_make_safe_folders(desk: Desk, theme: str) -> None:
    drop(desk, registration(theme=theme))
    report = ingest(desk)
    assert len(report.published) == 1
    (folder,) = packets(desk)
    year, branch, name = folder.split("/")
    assert (year, branch) == ("2026", BRANCH)
    assert name.startswith("2026-03-20")
    assert len(name.encode()) <= 200
    assert not set(name) & set('\\/:*?"<>|\n')
    assert name == name.strip(" .")
    written = text_of(desk.workspace.outbox / folder / "04 活动情况登记表.docx")
    assert "".join(theme.split()) in "".join(written.split())
    assert {path.name for path in desk.workspace.root.iterdir()} == {
        "inbox", "outbox", "mappings", "templates", "dangan.toml", "logs", ".dangan",
    }  # fmt: skip


def test_long_file_name_keeps_its_ending(desk: Desk) -> None:
    name = "三月份主题党日活动登记表" * 6 + ".xlsx"
    drop(desk, registration(), name)
    ingest(desk)
    (kept,) = [path for path in outbox_of(desk) if "原始表单" in path]
    assert kept.endswith(".xlsx")


def test_same_original_name_twice_in_a_packet(desk: Desk) -> None:
    drop(desk, registration(), "表.xlsx", f"{BRANCH}/登记")
    drop(desk, sign_in(), "表.XLSX", f"{BRANCH}/签到")
    ingest(desk)
    names = [path.rpartition("/")[2].casefold() for path in outbox_of(desk) if "原始表单" in path]
    assert len(names) == len(set(names)) == 2


@pytest.mark.skipif(os.name != "posix", reason="names in other encodings are a Unix matter")
def test_file_name_in_gbk(desk: Desk) -> None:
    folder = desk.workspace.inbox / BRANCH
    folder.mkdir()
    path = make_form(folder / "x.xlsx", sign_in())
    os.rename(os.fsencode(path), os.fsencode(folder) + b"/" + "签到".encode("gbk") + b".xlsx")  # noqa: PTH104
    (outcome,) = ingest(desk).outcomes
    assert outcome.file == f"{BRANCH}/签到.xlsx"
    assert [path for path in outbox_of(desk) if path.endswith("原始表单/签到.xlsx")]
