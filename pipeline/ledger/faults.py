"""What SQLite says when it refuses, in the words of our users."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from pipeline.errors import LedgerError

_BROKEN: Final = ("台账库坏了", "请先运行 dangan recover：它从收到的原件重建台账库，坏的那份会留着")
_SAYINGS: Final = {
    sqlite3.SQLITE_BUSY: ("台账库正被别的程序占用", "请关掉占用它的程序（备份、同步、查看工具），稍后会自动再试"),
    sqlite3.SQLITE_LOCKED: ("台账库正被别的程序占用", "请关掉占用它的程序（备份、同步、查看工具），稍后会自动再试"),
    sqlite3.SQLITE_FULL: ("台账库写不进去：磁盘已满", "请腾出磁盘空间，稍后会自动再试"),
    sqlite3.SQLITE_READONLY: ("台账库是只读的", "请检查 .dangan 文件夹的权限，稍后会自动再试"),
    sqlite3.SQLITE_PERM: ("没有权限打开台账库", "请检查 .dangan 文件夹的权限"),
    sqlite3.SQLITE_CANTOPEN: ("台账库打不开", "请检查 .dangan 文件夹的权限和磁盘空间"),
    sqlite3.SQLITE_IOERR: ("台账库读写出错", "请检查磁盘和剩余空间，稍后会自动再试"),
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
}
_RECOVER: Final = "请检查磁盘；一直这样时，请运行 dangan recover 从收到的原件重建台账库"


def ledger_fault(error: Exception, path: Path) -> LedgerError:
    """`error` is the driver's, or SQLAlchemy's around it."""
    cause = getattr(error, "orig", None) or error
    # The lower eight bits are the kind of the fault, the others say more of it.
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    message, hint = _SAYINGS.get(code, (f"台账库用不了（{cause}）", _RECOVER))
    return LedgerError(f"{message}：{path}", hint)


def ledger_lost(path: Path) -> LedgerError:
    """It is gone, or empty, while the originals are there."""
    hint = "误删或移走了的，请放回来；找不回来的，请运行 dangan recover：它从收到的原件重建台账库"
    return LedgerError(f"台账库不见了：{path}", hint)
