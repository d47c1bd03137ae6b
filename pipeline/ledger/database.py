"""The ledger's SQLite file: every write is one transaction, and what the driver raises becomes a LedgerError."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from pipeline.errors import LedgerError
from pipeline.ledger.engine import BUSY_S, open_engine


class Database:
    """Safe for several processes: a writer waits `busy_s` seconds for another."""

    def __init__(self, path: Path, busy_s: float = BUSY_S) -> None:
        self._engine = open_engine(path, busy_s)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except (DatabaseError, sqlite3.Error) as error:
            message = f"台账库写不进去：{getattr(error, 'orig', error)}"
            raise LedgerError(message, "请检查磁盘空间，稍后会自动再试") from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except (DatabaseError, sqlite3.Error) as error:
            message = f"台账库读不出来：{getattr(error, 'orig', error)}"
            raise LedgerError(message, "请检查磁盘，必要时从备份恢复") from error
