"""The ledger's SQLite file: every write is one transaction, and what the driver raises becomes a LedgerError."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select
from sqlalchemy.exc import DatabaseError

from pipeline.errors import LedgerError
from pipeline.files.disk import flush
from pipeline.files.faults import in_words
from pipeline.files.journal import Journal
from pipeline.ledger.engine import BUSY_S, open_engine, reading, writing
from pipeline.ledger.faults import ledger_fault, ledger_lost
from pipeline.ledger.retelling import Told, line_of


class Database:
    """Safe for several processes: a writer waits `busy_s` seconds for another.

    What comes in is told to `journal` as well, before it counts. Statements are prepared once, beside their users:
    to build one takes longer than to run it.
    """

    def __init__(
        self, path: Path, busy_s: float = BUSY_S, journal: Journal | None = None, may_be_new: bool = True
    ) -> None:
        self._path = path
        self._engine = open_engine(path, busy_s, may_be_new)
        self._opened = _identity(path)
        self._journal = journal
        self._of_thread = threading.local()

    def close(self) -> None:
        if kept := self._kept():
            kept.close()
        self._of_thread = threading.local()
        self._engine.dispose()

    @contextmanager
    def _writing(self, flushed: bool = True) -> Iterator[Connection]:
        """Not `flushed`: what is made again where a power cut took it, and what is flushed with others."""
        self._find_file()
        try:
            with writing(self._connection(), flushed) as connection:
                yield connection
        except (DatabaseError, sqlite3.Error) as error:
            raise ledger_fault(error, self._path) from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._find_file()
        try:
            with reading(self._connection()) as connection:
                yield connection
        except (DatabaseError, sqlite3.Error) as error:
            raise ledger_fault(error, self._path) from error

    def _rows(self, query: Select[Any], **asked: Any) -> Sequence[Row[*tuple[Any, ...]]]:
        """Without a transaction: a single question sees one state by itself."""
        self._find_file()
        try:
            connection = self._connection()
            with connection.begin():  # SQLAlchemy's alone: the driver begins nothing by itself
                return connection.execute(query, asked).all()
        except (DatabaseError, sqlite3.Error) as error:
            raise ledger_fault(error, self._path) from error

    def _write(self, change: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        """Not flushed."""
        with self._writing(flushed=False) as connection:
            connection.execute(change, values)

    def _find_file(self) -> None:
        """A file that was deleted or put aside while we held it open would take our writes with it, silently."""
        there = _identity(self._path)
        if there is None:
            raise ledger_lost(self._path)
        if there != self._opened:
            self.close()
            self._opened = there

    def _connection(self) -> Connection:
        """The thread's own, which stays: to fetch one for each question takes longer than to ask it."""
        kept = self._kept()
        if kept is None:
            kept = self._of_thread.connection = self._engine.connect()
        return kept

    def _kept(self) -> Connection | None:
        return getattr(self._of_thread, "connection", None)

    def flush(self) -> None:
        """Everything that was told and entered is on disk; the journal first, which the ledger is made anew from."""
        with _journaling():
            if self._journal:
                self._journal.flush()
        # What is not in this file any more is in the ledger's own: SQLite flushes both when it moves it there.
        log = self._path.with_name(f"{self._path.name}-wal")
        for fault in flush([log] if log.exists() else []).values():
            hint = "请检查磁盘空间和 .dangan 文件夹的权限，稍后会自动再试"
            raise LedgerError(f"台账库写不进去：{in_words(fault)}", hint) from fault

    def _tell(self, told: Told, flushed: bool = True) -> None:
        """Inside the transaction: what cannot be told is not entered."""
        with _journaling():
            if self._journal:
                self._journal.append(line_of(told), flushed=flushed)


@contextmanager
def _journaling() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"收件日志写不进去：{in_words(error)}"
        raise LedgerError(message, "请检查磁盘空间和 .dangan 文件夹的权限，稍后会自动再试") from error


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
