"""One file taken, or why it has to wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import DanganError
from pipeline.files.faults import in_words
from pipeline.files.inbox import reason_to_wait
from pipeline.files.originals import Original
from pipeline.flow.desk import Desk
from pipeline.flow.intake.intake import process
from pipeline.flow.intake.lying import shown
from pipeline.flow.withdrawing.by_folder import is_withdrawal, withdraw_file
from pipeline.model.outcome import Outcome, Waiting


def take(path: Path, desk: Desk, kept: Callable[[Original], object] = lambda original: None) -> Outcome:
    """A file that goes away or is locked meanwhile only waits. Raises DanganError, MemoryError.

    `kept` is told when the file's bytes are safe, before anyone looks into them.
    """
    name = shown(path, desk)
    if reason := reason_to_wait(path, desk.now().timestamp()):
        return Waiting(name, reason)
    try:
        if is_withdrawal(path, desk):
            return withdraw_file(path, desk)
        return process(path, desk, kept)
    except (DanganError, MemoryError):
        raise
    except OSError as error:
        return Waiting(name, f"暂时读不到这个文件（{in_words(error)}）")
    except Exception as error:
        # A fault of ours that one file brings to light shall not hold up the others.
        raise DanganError(
            f"{name} 没有收：程序内部出错（{type(error).__name__}：{error}）", "文件留在原处，请把它交给维护人员"
        ) from error
