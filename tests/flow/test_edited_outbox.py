"""What a person changed in the outbox stays: the new version lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, registration, text_of
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.answer import overview_answer
from pipeline.flow.overview.overview import look

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def test_edit_by_a_person_is_never_overwritten(desk: Desk) -> None:
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    target = desk.workspace.outbox / FOLDER / "03 会议记录.docx"
    beside = target.with_name("03 会议记录(系统新版).docx")
    target.write_bytes(b"mine")
    for text in ("二", "三", "四"):
        drop(desk, registration(会议记录=text))
        ingest(desk)
        assert target.read_bytes() == b"mine"
        assert text in text_of(beside)
    answer = overview_answer(look(desk))
    assert answer["branches"][0]["activities"][0]["edited"] == [f"{FOLDER}/03 会议记录.docx"]
    assert "新版" in desk.workspace.status_page.read_text(encoding="utf-8")


def test_edit_of_the_new_version_is_not_overwritten_either(desk: Desk) -> None:
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    target = desk.workspace.outbox / FOLDER / "03 会议记录.docx"
    beside = target.with_name("03 会议记录(系统新版).docx")
    target.write_bytes(b"mine")
    drop(desk, registration(会议记录="二"))
    ingest(desk)
    beside.write_bytes(b"merged")
    drop(desk, registration(会议记录="三"))
    ingest(desk)
    assert (target.read_bytes(), beside.read_bytes()) == (b"mine", b"merged")
    assert "三" in text_of(target.with_name("03 会议记录(系统新版2).docx"))


def test_new_version_taken_over_by_the_person_is_ours_again(desk: Desk) -> None:
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    target = desk.workspace.outbox / FOLDER / "03 会议记录.docx"
    target.write_bytes(b"mine")
    drop(desk, registration(会议记录="二"))
    ingest(desk)
    target.with_name("03 会议记录(系统新版).docx").replace(target)
    drop(desk, registration(会议记录="三"))
    ingest(desk)
    assert "三" in text_of(target)
    assert not list(target.parent.glob("*新版*"))


@pytest.mark.parametrize("same_folder", ["old-name", "person"])
def test_theme_corrected_leaves_what_a_person_changed(desk: Desk, same_folder: str) -> None:
    drop(desk, registration(theme="学党章"))
    ingest(desk)
    mine = desk.workspace.outbox / FOLDER / ("03 会议记录.docx" if same_folder == "old-name" else "我的.docx")
    mine.write_bytes(b"mine")
    drop(desk, registration(theme="学党史"))
    ingest(desk)
    assert [path.name for path in (desk.workspace.outbox / FOLDER).iterdir()] == [mine.name]
    assert mine.read_bytes() == b"mine"
