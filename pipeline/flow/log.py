"""logs/dangan.log: one line for each event, for who runs the program. Codes and places, not what the cells say."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from contextlib import closing, suppress
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Final

from pipeline.errors import DanganError
from pipeline.model.outcome import Accepted, Duplicate, Outcome, Returned, Updated, Waiting, Withdrawn
from pipeline.settings.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.flow.ingest import IngestReport

_MOST_BYTES: Final = 2_000_000
_KEPT: Final = 9
"""Older files beside the newest: some 20 MB in all."""
_PERSONAL: Final = re.compile(
    r"\d{11,}[Xx]?"
    r"|1\d{2}[- ]\d{4}[- ]\d{4}"  # a telephone
    r"|\d{6}[- ]\d{8}[- ]?\d{3}[\dXx]"  # an identity card
    r"|\d{4}(?:[- ]\d{4}){3,}\d*"  # a bank card
)
"""Numbers of identity cards, bank cards and telephones, which people put into file names."""


def log_report(workspace: Workspace, report: IngestReport) -> None:
    """Every file and packet of one run; its faults are logged by who knows whether they are new."""
    resumed = [f"上次没有做完的已接着做完：{folder}" for folder in report.resumed]
    log_lines(workspace, [*resumed, *map(_of, report.outcomes), *map(_packet, report.published)])


def log_fault(workspace: Workspace, fault: DanganError) -> None:
    log_lines(workspace, [f"失败 {fault.message}"])


def log_lines(workspace: Workspace, lines: Sequence[str]) -> None:
    """Opened for these lines alone: rotation must not meet a file that another process holds open.

    A log that cannot be written holds up nothing.
    """
    if not lines:
        return
    with suppress(OSError):
        workspace.logs.mkdir(exist_ok=True)
        handler = RotatingFileHandler(
            workspace.logs / "dangan.log", "a", _MOST_BYTES, _KEPT, encoding="utf-8", errors="backslashreplace"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        handler.handleError = lambda record: None  # type: ignore[method-assign]
        with closing(handler):
            for text in lines:
                handler.handle(logging.makeLogRecord({"msg": _PERSONAL.sub(_masked, " ".join(text.split()))}))


def _masked(number: re.Match[str]) -> str:
    return f"{number[0][:3]}…"


def _packet(updated: Updated) -> str:
    return f"材料 {updated.folder}：{updated.files} 个文件"


def _of(outcome: Outcome) -> str:
    match outcome:
        case Accepted():
            forms = "、".join(dict.fromkeys(form.form for form in outcome.forms))
            beside = "".join(f"；{problem.code} {problem.at.sheet}" for problem in outcome.not_read)
            return f"收下 {outcome.file}：第 {outcome.submission} 号，{forms}{beside}"
        case Returned():
            places = "；".join(f"{problem.code} {problem.at.sheet} {problem.at.cell}" for problem in outcome.problems)
            return f"退回 {outcome.file} → {outcome.copy}：{places}"
        case Duplicate():
            return f"重复 {outcome.file}：同 {outcome.of}"
        case Withdrawn():
            forms = "、".join(dict.fromkeys(form.form for form in outcome.forms))
            return f"撤回 {outcome.of}：第 {outcome.submission} 号，{forms}"
        case Waiting():
            return f"等待 {outcome.file}：{outcome.reason}"
