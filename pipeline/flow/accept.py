"""A person has chosen between their version of a document and ours: the other one goes to the bin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DanganError, SetupError
from pipeline.files.faults import in_words
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Alone
from pipeline.flow.ingest import IngestReport, bring_up_to_date, show
from pipeline.flow.intake.lying import inbox_view
from pipeline.ledger.entries import PublishedDocument


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands now, below the outbox; `ours` tells that it is the system's version."""

    path: str
    ours: bool
    failures: tuple[DanganError, ...]


def accept(desk: Desk, chosen: Path) -> Choice:
    """`chosen` is one of the versions that lie there. Raises SetupError where there is nothing to choose.

    The files alone are moved: what has become of them is seen as after a deletion by hand, so that it can be broken
    off anywhere.
    """
    known, version = _found(chosen, desk)
    try:
        desk.outbox.choose(known, version)
    except OSError as error:
        hint = "请关闭打开着的材料，检查发件箱的权限，再试一次"
        raise SetupError(f"{known.path} 没有定下来：{in_words(error)}", hint) from error
    report = IngestReport()
    bring_up_to_date(desk, Alone(), report)
    show(desk, report, inbox_view(desk))
    now = next((each for each in _documents(desk) if each.path == known.path), known)
    return Choice(known.path, not now.edited, tuple(report.failures))


def _found(chosen: Path, desk: Desk) -> tuple[PublishedDocument, Path]:
    """The document, and the version of it that was chosen, by its path in the outbox."""
    if not chosen.is_file():
        raise SetupError(f"没有这个文件：{chosen}", "请照总览页上写的路径")
    for document in _documents(desk):
        versions = desk.outbox.versions(document)
        if version := next((version for version in versions if version.samefile(chosen)), None):
            if len(versions) > 1:
                return document, version
            raise SetupError(f"{chosen} 只有这一份，没有什么要定的", "旁边有“(系统新版)”时才需要定")
    raise SetupError(f"{chosen} 不是发件箱里的材料", "请给出发件箱里那份材料，或它旁边的“(系统新版)”")


def _documents(desk: Desk) -> list[PublishedDocument]:
    return [document for entry in desk.ledger.activities() for document in entry.documents]
