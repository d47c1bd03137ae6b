"""The ledger made anew from the originals and the journal beside them; the outbox and the inbox stay as they are."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.disk import flush_folder
from pipeline.files.faults import in_words
from pipeline.files.journal import Journal
from pipeline.files.originals import Originals
from pipeline.files.publish import free_name, make_folder
from pipeline.flow.assembly.shelf import published_before
from pipeline.flow.desk import Clock, open_desk
from pipeline.flow.hands.crew import Alone
from pipeline.flow.ingest import IngestReport, bring_up_to_date, show
from pipeline.flow.intake.lying import inbox_view
from pipeline.flow.turn import turn_in
from pipeline.forms.workbook import WorkbookFile
from pipeline.ledger.entries import Entry, Submission
from pipeline.ledger.health import submissions_in
from pipeline.ledger.ledger import Ledger
from pipeline.ledger.retelling import Told, standing, told_by
from pipeline.packet.publish.outbox import Outbox
from pipeline.settings.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Recovery:
    """`aside` is where the old ledger lies now. `unread` lines of the journal are damaged.

    `lost` are submissions whose original is missing or damaged, `unnamed` originals of which the journal knows nothing.
    """

    aside: Path | None
    submissions: int
    unread: int
    lost: tuple[Submission, ...]
    unnamed: tuple[Path, ...]
    report: IngestReport


def recover(workspace: Workspace, patience_s: float, even_if_whole: bool, now: Clock = dt.datetime.now) -> Recovery:
    """Raises SetupError where the ledger is whole, unless asked to, or where there is nothing to make it from.

    Can be broken off anywhere and begun again: until the new ledger is whole, the old one stays where it is.
    """
    originals = Originals(workspace.originals)
    report = IngestReport()
    with turn_in(workspace, patience_s):
        told, unread = _told(workspace)
        entries = [each for each in told if isinstance(each, Entry)]
        _refuse_needless(workspace, originals, len(entries), even_if_whole)
        try:
            new = _made_anew(workspace, told, seed=not unread)
            aside = _put_aside(workspace, now())
            new.replace(workspace.ledger)
            flush_folder(workspace.private)
            shutil.rmtree(new.parent)
        except OSError as error:
            hint = "请检查磁盘空间和 .dangan 文件夹的权限，停下 dangan watch，再运行一次 dangan recover"
            raise SetupError(f"台账库没有重建：{in_words(error)}", hint) from error
        desk = open_desk(workspace, now)
        try:
            bring_up_to_date(desk, Alone(), report)
            show(desk, report, inbox_view(desk))
        finally:
            desk.close()
    kept = set(originals.digests())
    return Recovery(
        aside=aside,
        submissions=len(entries),
        unread=unread,
        lost=tuple(each.submission for each in entries if not originals.holds(each.submission.digest)),
        unnamed=tuple(_unnamed(kept, entries, originals)),
        report=report,
    )


def _told(workspace: Workspace) -> tuple[list[Told], int]:
    lines, unread = Journal(workspace.journal).read()
    told: list[Told] = []
    for line in lines:
        try:
            told.append(told_by(line))
        except ValueError:
            unread += 1
    return standing(told), unread


def _refuse_needless(workspace: Workspace, originals: Originals, told: int, even_if_whole: bool) -> None:
    held = submissions_in(workspace.ledger)
    if held is not None and not even_if_whole:
        raise SetupError(
            f"台账库是好的（记着 {held} 次报送，收件日志里有 {told} 次），不用重建", "确实要重建，请加 --yes"
        )
    if not told and originals.is_empty():
        raise SetupError(
            f"没有可以用来重建的东西：{workspace.originals} 是空的", "请从备份恢复 .dangan 文件夹，再运行一次"
        )


def _made_anew(workspace: Workspace, told: Sequence[Told], seed: bool) -> Path:
    """A whole ledger beside the old one. `seed` with what the outbox says of itself: not where the journal has holes,

    for then what has no record any more would be taken for lapsed.
    """
    folder = workspace.private / "重建"
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
    make_folder(folder)
    ledger = Ledger(folder / workspace.ledger.name)
    try:
        ledger.retell(told)
        branches = set(ledger.asked())
        for packet in published_before(Outbox(workspace.outbox, workspace.bin)) if seed else ():
            if packet.branch in branches:
                ledger.publish(packet)
    finally:
        ledger.close()
    return folder / workspace.ledger.name


def _put_aside(workspace: Workspace, now: dt.datetime) -> Path | None:
    """With the files that SQLite keeps beside it. The ledger itself goes first: broken off here, it counts as lost."""
    path = workspace.ledger
    parts = [part for ending in ("", "-wal", "-shm") if (part := path.with_name(path.name + ending)).exists()]
    if not parts:
        return None
    folder = free_name(workspace.private / "旧台账库" / f"{now:%Y-%m-%d %H%M%S}")
    make_folder(folder)
    for part in parts:
        part.replace(folder / part.name)
    flush_folder(folder)
    return folder


_TOLD: Final = frozenset({"taken", "returned"})
"""States of submissions that tell what is in their original; a duplicate, or a withdrawal, only refers to it."""


def _unnamed(kept: set[str], entries: Sequence[Entry], originals: Originals) -> Iterator[Path]:
    """Marked copies that came back are known by their number: what they hold was kept without the marks."""
    named = [each.submission for each in entries if each.submission.state in _TOLD]
    known = {digest for sent in named for digest in (sent.digest, sent.copy_digest)}
    for digest in sorted(kept - known):
        path = originals.path(digest)
        if not (WorkbookFile(path).return_number):
            yield path
