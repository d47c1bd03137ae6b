"""What an interrupted run left is finished first, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, outbox_of, sign_in, talk
from core import make_core_desk
from killing import Step, replaced

from pipeline.flow.ingest import ingest

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


def cut() -> None:
    raise KeyboardInterrupt


def test_packets_that_were_broken_off_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, sign_in())
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(*replaced(Step("pipeline.ledger.ledger:Ledger.publish"), cut))
        ingest(desk)
    report = ingest(desk)
    assert report.resumed == [FOLDER]
    assert f"上次没有做完的已接着做完：{FOLDER}" in (desk.workspace.logs / "dangan.log").read_text(encoding="utf-8")
    assert ingest(desk).resumed == []


def test_a_whole_run_and_an_edited_template_are_no_interruption(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, talk())
    assert ingest(desk).resumed == []
    settings = desk.workspace.templates / "谈心谈话记录.docx"
    settings.write_bytes((desk.workspace.templates / "活动方案.docx").read_bytes())
    assert ingest(desk).resumed == []


def test_rests_of_writing_are_swept_and_nothing_else(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, sign_in())
    ingest(desk)
    before = outbox_of(desk)
    ours = desk.workspace.outbox / FOLDER / ".~dangan-0123456789ab.tmp"
    theirs = desk.workspace.outbox / FOLDER / ".~dangan-我的.tmp"
    for path in (ours, theirs):
        path.write_bytes(b"half")
    ingest(desk)
    assert not ours.exists()
    assert theirs.exists()
    theirs.unlink()
    assert outbox_of(desk) == before
