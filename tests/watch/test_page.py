"""What the status page and `dangan status` say of each file that was dropped, and of the watcher itself."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, make_form, registration, sign_in
from core import make_core_desk
from watching import Watching, until

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.intake.lying import InboxView, inbox_view
from pipeline.flow.overview.answer import overview_answer
from pipeline.flow.overview.overview import look, write_overview
from pipeline.model.outcome import NotTaken, Waiting
from pipeline.watch import page as module
from pipeline.watch.page import HEARTBEAT_S, Page

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path, quick: Callable[[Desk], Desk]) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path / "ws")
    yield quick(desk)
    desk.close()


def page_of(desk: Desk) -> str:
    return desk.workspace.status_page.read_text(encoding="utf-8")


def states(desk: Desk) -> list[tuple[str, str, list[str], str | None]]:
    """Where each file went: its own packet, and what came back; not the registers that list it."""
    answer: dict[str, Any] = overview_answer(look(desk, inbox_view(desk)))
    return [
        (each["file"], each["state"], [to for to in each["went_to"] if to == FOLDER or to[0] == "."], each["same_as"])
        for each in answer["arrivals"]
    ]


def test_what_became_of_each_file(desk: Desk) -> None:
    bad = sign_in(date="三月")
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    drop(desk, sign_in(), "签到 (1).xlsx").write_bytes(desk.originals.read(desk.ledger.taken()[0].digest))
    drop(desk, bad, "坏.xlsx")
    drop(desk, {"好": registration(), "坏": bad}, "两张.xlsx")
    ingest(desk)
    name, sent_back = f"{BRANCH}/签到.xlsx", f"../inbox/退回/{BRANCH}"
    assert sorted(states(desk)) == sorted(
        [
            (name, "taken", [FOLDER], None),
            (f"{BRANCH}/签到 (1).xlsx", "duplicate", [FOLDER], name),
            (f"{BRANCH}/坏.xlsx", "returned", [f"{sent_back}/坏(需更正).xlsx"], None),
            (f"{BRANCH}/两张.xlsx", "partly", [FOLDER, f"{sent_back}/两张(需更正).xlsx"], None),
        ]
    )
    assert [state for _, state, _, _ in states(desk)][-1] == "taken"
    assert f"与已收的 {name} 相同" in page_of(desk)


def test_the_latest_fifty(desk: Desk) -> None:
    for day in range(1, 29):
        for month in (1, 2):
            drop(desk, sign_in(date=f"2026-{month:02}-{day:02}"), f"{month}月{day}日.xlsx")
    ingest(desk)
    assert len(states(desk)) == 50


def test_what_is_not_taken_is_told_once(desk: Desk) -> None:
    conflict = drop(desk, sign_in(), "签到 (冲突副本 2026-03-20).xlsx")
    with Watching(desk) as watching:
        until(lambda: conflict.name in page_of(desk) if desk.workspace.status_page.exists() else False)
        watching.watcher.wake()
        drop(desk, registration(), "登记.xlsx")
        until(lambda: watching.outcomes(object))
    told = [item for report in watching.reports for item in report.not_taken]
    assert [item.file for item in told] == [f"{BRANCH}/{conflict.name}"]
    assert conflict.is_file()


def test_file_that_is_being_written_is_on_the_page_within_two_seconds(desk: Desk) -> None:
    target = desk.workspace.inbox / BRANCH / "大.xlsx"
    target.parent.mkdir()
    with Watching(desk), target.open("wb") as stream:
        until(desk.workspace.status_page.is_file)
        began = time.monotonic()
        while "大.xlsx" not in page_of(desk):
            assert time.monotonic() - began < 5, "not shown"
            stream.write(b"PK")
            stream.flush()
            time.sleep(0.02)
        assert "还在写入" in page_of(desk)


def test_long_round_shows_what_comes_meanwhile(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.flow.hands import steps
    from pipeline.watch import watcher

    real = steps.take
    monkeypatch.setattr(watcher, "_PAGE_S", 0.0)
    seen: list[bool] = []

    def slow(path: Path, desk: Desk, *rest: Any) -> Any:
        if path.name == "二.xlsx":
            seen.append("一.xlsx" in page_of(desk))
        return real(path, desk, *rest)

    monkeypatch.setattr(steps, "take", slow)
    for name in ("一.xlsx", "二.xlsx"):
        drop(desk, sign_in(theme=name), name)
    with Watching(desk):
        until(lambda: seen)
    assert seen[0]


def test_heartbeat_rewrites_seldom(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    written: list[float] = []
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[-1])
    monkeypatch.setattr(module, "write_overview", lambda *_: written.append(clock[0]))
    page, nothing = Page(), InboxView()
    for second in range(int(HEARTBEAT_S) + 1):
        clock[0] = 100.0 + second
        page.show(desk, nothing, ())
    assert written == [100.0, 100.0 + HEARTBEAT_S]
    page.show(desk, InboxView((Waiting("a", "b"),)), ())
    page.show(desk, InboxView((Waiting("a", "b"),), (NotTaken("c", "d"),)), ())
    assert len(written) == 4


def test_page_tells_the_browser_when_the_watcher_last_looked(desk: Desk) -> None:
    with Watching(desk):
        until(desk.workspace.status_page.is_file)
        moment = round(desk.now().timestamp() * 1000)
        assert f'data-looked="{moment}"' in page_of(desk)
        assert watch_of(desk)["runs"] is True
    assert 'data-looked="0"' in page_of(desk)
    assert watch_of(desk)["runs"] is False


def watch_of(desk: Desk) -> dict[str, Any]:
    watch: dict[str, Any] = overview_answer(look(desk))["watch"]
    return watch


@pytest.mark.skipif(os.name != "posix", reason="Windows 没有这样的名字")
def test_names_that_are_no_text_break_nothing(desk: Desk) -> None:
    source = make_form(desk.workspace.root / "表.xlsx", sign_in()).read_bytes()
    folders = [os.fsencode(desk.workspace.inbox), os.fsencode(desk.workspace.returned / BRANCH)]
    for number, folder in enumerate(folders):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        for name in (
            b"\xff\xfe.xlsx",
            b"a\x1b[31m\n.xlsx",
            b"b\x80 ",
            "签到.xlsx".encode("gbk"),
            b"c\xff(\xb3\xe5.lnk",
        ):
            path = Path(os.fsdecode(folder + b"/" + name))
            path.write_bytes(source if number else b"\x00" + name)
        Path(os.fsdecode(folder + b"/\xff.sync-conflict-20260320-1.xlsx")).touch()
    report = ingest(desk)
    assert report.failures == []
    write_overview(desk, inbox_view(desk))
    assert "\x1b" not in page_of(desk)
    assert (desk.workspace.logs / "dangan.log").read_text(encoding="utf-8").count("\x1b") == 0
    assert len(report.not_taken) == 2
    ingest(desk)


def test_page_that_cannot_be_written_is_told_once_and_files_are_taken(desk: Desk) -> None:
    desk.workspace.status_page.mkdir(parents=True)
    (desk.workspace.status_page / "x").touch()
    with Watching(desk) as watching:
        drop(desk, sign_in())
        until((desk.workspace.outbox / FOLDER / "02 签到表.docx").is_file)
    assert [fault.message for fault in watching.faults if "总览页" in fault.message]
    assert len({fault.message for fault in watching.faults}) == len(watching.faults)


def test_clock_that_jumps_while_watching(desk: Desk) -> None:
    """An hour back, two years ahead: what is dropped is taken all the same."""
    moments = iter([dt.timedelta(hours=-1), dt.timedelta(days=700)] * 1000)
    jumping = replace(desk, now=lambda: dt.datetime(2026, 4, 1, 9, 30) + next(moments))
    with Watching(jumping):
        drop(desk, sign_in())
        until((desk.workspace.outbox / FOLDER / "02 签到表.docx").is_file)
