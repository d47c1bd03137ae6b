"""Is the ledger's file there and whole? Looked at without changing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.ledger.faults import ledger_fault


def submissions_in(path: Path) -> int | None:
    """How many the file holds; None for one that is missing, empty or broken. Raises LedgerError while it is locked."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (count,) = connection.execute("SELECT count(*) FROM submissions").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise ledger_fault(error, path) from error
        return None
    return int(count) if found == "ok" else None
