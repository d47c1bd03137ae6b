"""A real watcher in a small workspace. Tests wait for what happens, never for a fixed time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, make_form, outbox_of, registration, sign_in, text_of
from core import make_core_desk
from watching import Watching, until

from pipeline.errors import LedgerError
from pipeline.flow.desk import Desk
from pipeline.flow.withdrawing.orders import Order, place
from pipeline.ledger.ledger import Ledger
from pipeline.model.outcome import Accepted, Returned, Waiting, Withdrawn
from pipeline.watch import sightings as module
from pipeline.watch.lookout import Lookout

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path, quick: Callable[[Desk], Desk]) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path / "ws")
    yield quick(desk)
    desk.close()


def test_dropped_before_and_while_watching(desk: Desk) -> None:
    drop(desk, sign_in(), "签到.xlsx")
    with Watching(desk) as watching:
        until(lambda: f"{FOLDER}/02 签到表.docx" in outbox_of(desk))
        drop(desk, registration(会议记录="一"), "登记.xlsx")
        until(lambda: f"{FOLDER}/03 会议记录.docx" in outbox_of(desk))
        drop(desk, registration(会议记录="二"), "登记.xlsx")
        until(lambda: len(watching.outcomes(Accepted)) == 3)
        until(lambda: "二" in text_of(desk.workspace.outbox / FOLDER / "03 会议记录.docx"))
    assert watching.faults == []


def test_status_page_is_there_at_once(desk: Desk) -> None:
    with Watching(desk):
        until(desk.workspace.status_page.is_file)


def test_file_that_grows_slowly_is_taken_whole(desk: Desk, tmp_path: Path) -> None:
    content = make_form(tmp_path / "表.xlsx", sign_in()).read_bytes()
    target = desk.workspace.inbox / BRANCH / "表.xlsx"
    target.parent.mkdir()
    with Watching(desk) as watching:
        with target.open("wb") as stream:
            for start in range(0, len(content), len(content) // 8):
                stream.write(content[start : start + len(content) // 8])
                stream.flush()
                time.sleep(0.05)
        until(lambda: watching.outcomes(Accepted))
    assert watching.outcomes(Returned) == []
    assert (desk.workspace.outbox / FOLDER / "原始表单" / "表.xlsx").read_bytes() == content


def test_open_file_waits_and_is_told_once(desk: Desk) -> None:
    owner = desk.workspace.inbox / BRANCH / "~$表.xlsx"
    owner.parent.mkdir()
    owner.touch()
    with Watching(desk) as watching:
        drop(desk, sign_in())
        until(lambda: watching.outcomes(Waiting))
        time.sleep(1)
        owner.unlink()
        until(lambda: watching.outcomes(Accepted))
    assert len(watching.outcomes(Waiting)) == 1


def test_file_that_vanishes(desk: Desk) -> None:
    with Watching(desk) as watching:
        drop(desk, sign_in()).unlink()
        drop(desk, sign_in(), "后.xlsx")
        until(lambda: watching.outcomes(Accepted))
    assert len(watching.outcomes(Accepted)) == 1


def test_returned_once_and_mended_in_place(desk: Desk) -> None:
    with Watching(desk) as watching:
        drop(desk, sign_in(date="三月"))
        copy = desk.workspace.returned / BRANCH / "表(需更正).xlsx"
        until(copy.is_file)
        time.sleep(1)
        make_form(copy, sign_in())
        until(lambda: watching.outcomes(Accepted))
    assert len(watching.outcomes(Returned)) == 1


def test_untouched_return_is_read_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    real = module.digest_of_file

    def counted(path: Path) -> str:
        read.append(path)
        return real(path)

    monkeypatch.setattr(module, "digest_of_file", counted)
    with Watching(desk) as watching:
        drop(desk, sign_in(date="三月"))
        until(lambda: watching.outcomes(Returned))
        until(lambda: read)
        for _ in range(5):
            watching.watcher.wake()
            time.sleep(0.05)
    assert len(read) == 1


def test_inbox_that_goes_and_comes_back(desk: Desk) -> None:
    with Watching(desk) as watching:
        until(desk.workspace.status_page.is_file)
        desk.workspace.inbox.rename(desk.workspace.root / "weg")
        time.sleep(0.6)
        (desk.workspace.root / "weg").rename(desk.workspace.inbox)
        drop(desk, sign_in())
        until(lambda: watching.outcomes(Accepted))


def test_ledger_that_is_busy_for_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    until_free = [8]
    real = Ledger.returned

    def busy(self: Ledger) -> Any:
        until_free[0] -= 1
        if until_free[0] > 0:
            raise LedgerError("台账库忙")
        return real(self)

    monkeypatch.setattr(Ledger, "returned", busy)
    with Watching(desk) as watching:
        drop(desk, sign_in())
        until(lambda: watching.outcomes(Accepted))
    assert [fault.message for fault in watching.faults].count("台账库忙") == 1


def test_template_mended_while_watching(desk: Desk) -> None:
    template = desk.workspace.templates / "签到表.docx"
    good = template.read_bytes()
    template.write_bytes(b"broken")
    with Watching(desk) as watching:
        drop(desk, sign_in())
        until(lambda: watching.faults)
        time.sleep(1)
        template.write_bytes(good)
        until(lambda: f"{FOLDER}/02 签到表.docx" in outbox_of(desk))
    assert len(watching.faults) == 1


def test_inbox_that_goes_away_is_told_and_keeps_the_returns(desk: Desk) -> None:
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    inbox = desk.workspace.inbox
    with Watching(desk) as watching:
        until(lambda: watching.outcomes(Returned))
        away = inbox.rename(inbox.with_name("away"))
        until(lambda: [fault for fault in watching.faults if "收件箱" in fault.message])
        away.rename(inbox)
        drop(desk, sign_in(), "好.xlsx")
        until(lambda: watching.outcomes(Accepted))
    assert len(desk.ledger.returned()) == 1


def test_system_that_gives_no_events_is_told_once_and_the_rescan_works(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.api import BaseObserver

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    with Watching(desk) as watching:
        until(desk.workspace.status_page.is_file)
        drop(desk, sign_in())
        until(lambda: watching.outcomes(Accepted))
    assert len(watching.faults) == 1


def test_listening_that_dies_is_begun_anew(desk: Desk) -> None:
    lookout = Lookout(desk.workspace.inbox, wake := threading.Event())
    lookout.keep()
    first = lookout._observer
    assert first is not None
    first.stop()
    first.join()
    lookout.keep()
    assert lookout._observer is not first
    drop(desk, sign_in())
    assert wake.wait(5)
    wake.clear()
    inbox = desk.workspace.inbox
    inbox.rename(inbox.with_name("away"))
    lookout.keep()
    inbox.mkdir()
    lookout.keep()
    drop(desk, sign_in())
    assert wake.wait(5)
    lookout.end()


def test_one_file_and_one_folder_that_cannot_be_read_hold_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = drop(desk, sign_in(date="2026-04-20"), "坏块.xlsx")
    closed = drop(desk, sign_in(date="2026-05-20"), "里面.xlsx", folder=f"{BRANCH}/锁着").parent
    refused = {bad: 5, closed: 13}
    real_stat, real_scan = Path.stat, os.scandir

    def stat(path: Path, **options: Any) -> os.stat_result:
        if path in refused:
            raise OSError(refused[path], "refused")
        return real_stat(path, **options)

    def scan(folder: Any) -> Any:
        path = Path(os.fsdecode(folder))
        if path in refused:
            raise OSError(refused[path], "refused")
        return real_scan(folder)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(os, "scandir", scan)
    with Watching(desk) as watching:
        drop(desk, sign_in(), "好.xlsx")
        until(lambda: watching.outcomes(Accepted))
        until(lambda: "坏块.xlsx" in desk.workspace.status_page.read_text(encoding="utf-8"))
        assert "锁着" in desk.workspace.status_page.read_text(encoding="utf-8")
        refused.clear()
        until(lambda: len(watching.outcomes(Accepted)) == 3)
    assert watching.faults == []


def test_fault_of_ours_ends_a_round_and_not_the_watcher(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = [ZeroDivisionError("oops")] * 3
    real = module.Sightings.look

    def faulty(self: Any, *arguments: Any) -> Any:
        if faults:
            raise faults.pop()
        return real(self, *arguments)

    monkeypatch.setattr(module.Sightings, "look", faulty)
    with Watching(desk) as watching:
        drop(desk, sign_in())
        until(lambda: watching.outcomes(Accepted))
    assert len(watching.faults) == 1


def test_taken_file_that_cannot_be_removed_yet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [True]
    real = Path.unlink

    def busy(path: Path, missing_ok: bool = False) -> None:
        if held[0] and path.name == "表.xlsx":
            raise OSError(16, "busy")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", busy)
    with Watching(desk) as watching:
        path = drop(desk, sign_in())
        until(lambda: watching.outcomes(Waiting))
        assert len(watching.outcomes(Accepted)) == 1
        held[0] = False
        until(lambda: not path.exists())
    assert len(desk.ledger.held(BRANCH)) == 1


def test_order_broken_off_after_the_copy_went(desk: Desk) -> None:
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    with Watching(desk) as watching:
        until(lambda: watching.outcomes(Returned))
    (returned,) = desk.ledger.returned()
    place(Order(returned.id, None, "张三", "报错了"), desk)
    (desk.workspace.root / returned.copy).unlink()
    with Watching(desk) as watching:
        until(lambda: watching.outcomes(Withdrawn))
    assert [(entry.who, entry.reason) for entry in desk.ledger.latest(1)] == [("张三", "报错了")]


def test_order_that_cannot_be_carried_out_is_told_once_and_holds_up_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [True]
    real = Path.unlink

    def busy(path: Path, missing_ok: bool = False) -> None:
        if held[0] and desk.workspace.returned in path.parents:
            raise PermissionError(13, "open")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", busy)
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    with Watching(desk) as watching:
        until(lambda: watching.outcomes(Returned))
        place(Order(desk.ledger.returned()[0].id, None, "", ""), desk)
        drop(desk, registration(), "登记.xlsx")
        until(lambda: watching.outcomes(Accepted))
        held[0] = False
        until(lambda: watching.outcomes(Withdrawn))
    assert len(watching.faults) == 1


def test_whole_folder_moved_in_replaced_and_renamed(desk: Desk, tmp_path: Path) -> None:
    deep = tmp_path / "三月" / "a" / "b" / "c"
    make_form(deep / "签到.xlsx", sign_in())
    make_form(tmp_path / "三月" / "登记.xlsx", registration(会议记录="一稿"))
    inbox = desk.workspace.inbox
    with Watching(desk) as watching:
        until(desk.workspace.status_page.is_file)
        (inbox / BRANCH).mkdir()
        (tmp_path / "三月").rename(inbox / BRANCH / "三月")
        make_form(tmp_path / "新.xlsx", registration(会议记录="二稿")).replace(inbox / BRANCH / "三月" / "登记.xlsx")
        owner = inbox / BRANCH / "~$等.xlsx"
        owner.touch()
        drop(desk, sign_in(date="2026-04-20"), "等.xlsx").rename(inbox / BRANCH / "改名.xlsx")
        until(lambda: len(desk.ledger.held(BRANCH)) == 3)
        until(lambda: not list(inbox.rglob("[!~]*.xlsx")))
    assert watching.outcomes(Returned) == []
    (minutes,) = [held for held in desk.ledger.held(BRANCH) if held.form == "活动登记表"]
    assert minutes.record.value("会议记录") == "二稿"
