"""dangan withdraw: named, ordered, carried out, and the documents brought up to date."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Alone
from pipeline.flow.ingest import IngestReport, bring_up_to_date, carry_out_orders, show
from pipeline.flow.intake.lying import inbox_view
from pipeline.flow.log import log_report
from pipeline.flow.withdrawing.named import named
from pipeline.flow.withdrawing.orders import Order, place


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person said: `text` names it, `file` is what lies there where it is a path."""

    text: str
    file: Path | None = None
    sheets: tuple[str, ...] = ()
    reason: str = ""


def withdraw(wish: Wish, desk: Desk) -> IngestReport:
    """Raises SetupError where it cannot be told what is meant; then nothing has happened.

    Can be broken off anywhere: the order lies there until it is done, and the next run of any kind does it. One that
    cannot be done yet is a failure in the report.
    """
    report = IngestReport()
    try:
        target = named(wish.text, wish.sheets, wish.file, desk)
        records = None if target.only is None else tuple(held.id for held in target.only)
        place(Order(target.sent.id, records, _user(), wish.reason), desk)
    except OSError as error:
        raise SetupError(f"没有撤回：{in_words(error)}", "请检查磁盘空间和文件夹的权限，再试一次") from error
    carry_out_orders(desk, report)
    bring_up_to_date(desk, Alone(), report)
    show(desk, report, inbox_view(desk))
    log_report(desk.workspace, report)
    return report


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such name: in a container, on Windows
        return ""
