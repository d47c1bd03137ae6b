"""What must always hold, whatever is dropped, in whatever order, at whatever time and place."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from builders import BRANCH, NOW, SAMPLES, drop, make_desk, make_form, outbox_of, sign_in, talk
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.intake import intake


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def test_original_is_kept_before_the_inbox_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drop(desk, sign_in())
    content = path.read_bytes()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "read_workbook", fail)
    with pytest.raises(KeyboardInterrupt):
        ingest(desk)
    assert path.read_bytes() == content
    assert content in [kept.read_bytes() for kept in desk.workspace.originals.rglob("*") if kept.is_file()]


@pytest.mark.parametrize("order", [0, 1, 2])
def test_order_clock_and_place_do_not_matter(tmp_path: Path, order: int) -> None:
    """Nor in the registers: all that is shipped is made."""
    sent = shutil.copytree(SAMPLES, tmp_path / "寄来")
    for member in ("沈一鸣", "古丽·买买提"):
        make_form(sent / f"谈话 {member}.xlsx", talk(member=member))
    first = make_desk(tmp_path / "甲")
    shutil.copytree(sent, first.workspace.inbox / BRANCH)
    ingest(first)
    second = make_desk(tmp_path / "乙 % 丙", NOW + dt.timedelta(days=900, seconds=7))
    names = sorted(path.name for path in sent.iterdir())
    names = [names, names[::-1], names[4:] + names[:4]][order]
    for name in names:
        (second.workspace.inbox / BRANCH).mkdir(exist_ok=True)
        shutil.copy(sent / name, second.workspace.inbox / BRANCH / name)
        ingest(second)
    assert outbox_of(second) == outbox_of(first)
    first.close()
    second.close()
