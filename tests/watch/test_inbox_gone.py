"""A share that goes away leaves nothing, or an empty folder: neither means that everything was deleted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, make_form, outbox_of, sign_in
from core import make_core_desk
from watching import Watching, until

from pipeline.errors import SetupError
from pipeline.files.inbox_tag import tag_of
from pipeline.flow.desk import Desk, set_up_anew
from pipeline.flow.ingest import ingest
from pipeline.flow.init import make_workspace
from pipeline.flow.intake.inbox_there import InboxGone, check_inbox
from pipeline.flow.intake.lying import inbox_view
from pipeline.model.outcome import Accepted, Returned


@pytest.fixture
def desk(tmp_path: Path, quick: Callable[[Desk], Desk]) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path / "ws")
    yield quick(desk)
    desk.close()


@pytest.fixture
def with_return(desk: Desk) -> Desk:
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    ingest(desk)
    assert len(desk.ledger.returned()) == 1
    return desk


def unmount(desk: Desk) -> Path:
    """Moves the inbox away and leaves an empty folder in its place; returns where it is."""
    away = desk.workspace.inbox.rename(desk.workspace.root / "away")
    desk.workspace.inbox.mkdir()
    return away


def mount(desk: Desk, away: Path) -> None:
    shutil.rmtree(desk.workspace.inbox)
    away.rename(desk.workspace.inbox)


def test_empty_mount_forgets_no_return(with_return: Desk) -> None:
    away = unmount(with_return)
    with pytest.raises(InboxGone):
        ingest(with_return)
    assert len(inbox_view(with_return).alarms) == 1
    assert len(with_return.ledger.returned()) == 1
    mount(with_return, away)
    assert ingest(with_return).outcomes == []
    assert len(with_return.ledger.returned()) == 1


def test_mount_point_that_bears_a_tag_of_its_own(with_return: Desk) -> None:
    """Adopted while nothing was in return, it is another inbox than the one in which the return lies."""
    inbox = with_return.workspace.inbox
    away = unmount(with_return)
    shutil.copytree(away, inbox, dirs_exist_ok=True)
    next(inbox.glob(".dangan-inbox-*")).rename(inbox / ".dangan-inbox-another")
    shutil.rmtree(inbox / "退回")
    with pytest.raises(InboxGone):
        check_inbox(with_return)


def test_empty_mount_is_told_without_returns_too(desk: Desk) -> None:
    check_inbox(desk)
    unmount(desk)
    with pytest.raises(InboxGone):
        check_inbox(desk)
    assert tag_of(desk.workspace.inbox) == ""


def test_folders_of_branches_are_not_made_in_an_empty_mount(desk: Desk) -> None:
    root = desk.workspace.root
    (root / "dangan.toml").write_text(f'branches = ["{BRANCH}"]', encoding="utf-8")
    check_inbox(desk)
    unmount(desk)
    set_up_anew(desk)
    assert list(desk.workspace.inbox.iterdir()) == []


def test_inbox_in_use_is_adopted(desk: Desk) -> None:
    check_inbox(desk)
    unmount(desk)
    drop(desk, sign_in())
    assert len(ingest(desk).of(Accepted)) == 1
    assert tag_of(desk.workspace.inbox)


def test_tag_alone_deleted_is_made_again(with_return: Desk) -> None:
    next(with_return.workspace.inbox.glob(".dangan-inbox-*")).rmdir()
    ingest(with_return)
    assert len(with_return.ledger.returned()) == 1
    assert tag_of(with_return.workspace.inbox)


def test_emptied_by_a_person_with_the_tag_left(with_return: Desk) -> None:
    shutil.rmtree(with_return.workspace.returned)
    ingest(with_return)
    assert with_return.ledger.returned() == []


def test_emptied_by_a_person_tag_and_all(with_return: Desk) -> None:
    unmount(with_return)
    make_workspace(with_return.workspace.root)
    ingest(with_return)
    assert with_return.ledger.returned() == []


def test_copy_out_of_sight_is_not_gone(with_return: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.lstat

    def stale(path: Path) -> os.stat_result:
        if "退回" in path.parts:
            raise OSError(116, "stale")
        return real(path)

    monkeypatch.setattr(Path, "lstat", stale)
    ingest(with_return)
    assert len(with_return.ledger.returned()) == 1


@pytest.mark.parametrize("leaves_a_folder", [True, False])
def test_watcher_says_so_on_the_page_and_goes_on(desk: Desk, leaves_a_folder: bool) -> None:
    page = desk.workspace.status_page
    with Watching(desk) as watching:
        drop(desk, sign_in(date="三月"), "坏.xlsx")
        until(lambda: watching.outcomes(Returned))
        away = unmount(desk)
        if not leaves_a_folder:
            desk.workspace.inbox.rmdir()
        until(lambda: [fault for fault in watching.faults if isinstance(fault, InboxGone)])
        until(lambda: "收件箱现在收不了" in page.read_text(encoding="utf-8"))
        desk.workspace.inbox.mkdir(exist_ok=True)
        mount(desk, away)
        until(lambda: "收件箱现在收不了" not in page.read_text(encoding="utf-8"))
        drop(desk, sign_in(), "好.xlsx")
        until(lambda: watching.outcomes(Accepted))
    assert len(desk.ledger.returned()) == 1
    assert len(watching.faults) == 1


def test_watcher_starts_before_the_inbox_is_there(desk: Desk) -> None:
    check_inbox(desk)
    away = desk.workspace.inbox.rename(desk.workspace.root / "away")
    with Watching(desk) as watching:
        until(lambda: watching.faults)
        make_form(away / BRANCH / "表.xlsx", sign_in())
        away.rename(desk.workspace.inbox)
        until(lambda: outbox_of(desk))


def test_inbox_that_cannot_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[Any], Any] = os.scandir

    def failing(folder: Any) -> Any:
        if Path(folder) == desk.workspace.inbox:
            raise OSError(5, "Input/output error")
        return real(folder)

    monkeypatch.setattr(os, "scandir", failing)
    with pytest.raises(SetupError):
        ingest(desk)
    assert len(inbox_view(desk).alarms) == 1
