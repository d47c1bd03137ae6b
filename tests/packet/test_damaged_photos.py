"""A photo that is damaged: the clerk gets it back; one that breaks later is named in the packet and in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, make_photo, outbox_of, registration, text_of
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted, Returned
from pipeline.packet.report import PacketReport

FORM = [*registration(), ["照片"], ["序号", "文件名"], [1, "a.jpg"]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + b"\xff\xd9")


def test_it_comes_back_at_once(desk: Desk) -> None:
    damage(make_photo(desk.workspace.inbox / BRANCH / "a.jpg", size=(640, 480)))
    (outcome,) = ingest(desk).of(Returned)
    assert [problem.code for problem in outcome.problems] == ["photo-broken"]


def test_broken_later(desk: Desk) -> None:
    photo = make_photo(desk.workspace.inbox / BRANCH / "a.jpg", size=(640, 480))
    content = photo.read_bytes()
    assert len(ingest(desk).of(Accepted)) == 1
    (kept,) = [path for path in desk.workspace.originals.rglob("*") if path.is_file() and path.read_bytes() == content]
    damage(kept)
    drop(desk, FORM)
    ingest(desk)
    (entry,) = (each for each in desk.ledger.activities(BRANCH) if each.packet == "主题党日")
    checks = PacketReport.from_text(entry.report).checks
    assert [(code, "a.jpg" in message) for _, message, _, code in checks] == [("photo-broken", True)]
    shown = [text_of(body) for name, body in outbox_of(desk).items() if "剪影" in name]
    assert ["照片损坏：a.jpg" in text for text in shown] == [True]
