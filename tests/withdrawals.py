"""Builders for what is taken back."""

from __future__ import annotations

from pathlib import Path

from builders import BRANCH, drop

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import IngestReport, ingest
from pipeline.flow.withdrawing.command import Wish, withdraw
from pipeline.model.outcome import Withdrawn

PACKET = f"2026/{BRANCH}/2026-03-20 学党章"


def sent(desk: Desk, grid: object, name: str = "表.xlsx") -> bytes:
    """A form that was taken, as the bytes that came."""
    path = drop(desk, grid, name)  # type: ignore[arg-type]
    content = path.read_bytes()
    ingest(desk)
    return content


def put_away(path: Path, desk: Desk, below: str = "") -> Path:
    """The file moved into 撤回, as a person does."""
    folder = desk.workspace.withdrawals / below
    folder.mkdir(parents=True, exist_ok=True)
    return path.rename(folder / path.name)


def take_back(desk: Desk, text: str | int, *sheets: str, reason: str = "") -> IngestReport:
    """As `dangan withdraw` from the workspace's own folder."""
    path = desk.workspace.root / str(text)
    return withdraw(Wish(str(text), path if path.is_file() else None, sheets, reason), desk)


def taken_back(report: IngestReport) -> list[tuple[str, list[str]]]:
    return [(outcome.of.rpartition("/")[2], [form.form for form in outcome.forms]) for outcome in report.of(Withdrawn)]


def number_of(desk: Desk, name: str) -> int:
    """Of the latest file of that name."""
    return desk.ledger.sent_as(name)[0].id


def held(desk: Desk, branch: str) -> list[tuple[str, str]]:
    return [(each.form, each.happened) for each in desk.ledger.held(branch)]
