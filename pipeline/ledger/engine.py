"""Opening the ledger: SQLite in WAL mode, brought up to date by its migrations before anyone uses it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Column, Connection, Engine, MetaData, String, Table, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from pipeline.errors import LedgerError
from pipeline.files.private import make_private
from pipeline.ledger.faults import ledger_fault, ledger_lost
from pipeline.ledger.tables import metadata

HEAD: Final = "0006"
"""The newest migration; a test proves that it is."""

BUSY_S: Final = 15.0
_STEP_S: Final = 0.01

_VERSION: Final = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def open_engine(path: Path, busy_s: float = BUSY_S, may_be_new: bool = True) -> Engine:
    """Creates the file and its folder when missing (private to the user); raises LedgerError.

    A writer waits `busy_s` seconds for another. Unless it `may_be_new`, a file that is missing or empty is lost.
    """
    if not (may_be_new or path.exists()):
        raise ledger_lost(path)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": busy_s})
    event.listen(engine, "connect", _on_connect)
    try:
        make_private(path.parent)
        version = _version(engine)
        refusal = _refusal(version, path, may_be_new)
        if refusal is None and version is None:
            _create(engine)
        elif refusal is None and version != HEAD:
            _upgrade(engine)
    except (DatabaseError, sqlite3.Error, OSError) as error:
        engine.dispose()
        raise ledger_fault(error, path) from error
    if refusal:
        engine.dispose()
        raise refusal
    return engine


def _refusal(version: str | None, path: Path, may_be_new: bool) -> LedgerError | None:
    if version is None:
        return None if may_be_new else ledger_lost(path)
    if version > HEAD:
        return LedgerError(f"台账库 {path} 是更新版本的程序建立的", "请升级本程序后再用")
    return None


def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
    # The driver's own transactions start late and never for reads (see _transaction).
    connection.isolation_level = None
    _use_wal(connection)
    # 16 MB instead of 4: the pages that every branch writes to are moved to the file once for many branches.
    connection.execute("PRAGMA wal_autocheckpoint=4000")
    connection.execute("PRAGMA foreign_keys=ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Where several open a new file at once, SQLite refuses the change of mode without waiting for the others."""
    end = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_STEP_S)
        else:
            return


def reading(connection: Connection) -> AbstractContextManager[Connection]:
    """Several questions see one state, whatever others write meanwhile. Raises what the driver raises."""
    return _transaction(connection, "BEGIN DEFERRED")


def writing(connection: Connection, flushed: bool = True) -> AbstractContextManager[Connection]:
    """Takes the lock at once, so that two writers wait for each other instead of failing half-way.

    What is not `flushed` survives the end of the process, but a power cut only when a later write is flushed.
    """
    return _transaction(connection, f"PRAGMA synchronous={'FULL' if flushed else 'NORMAL'}", "BEGIN IMMEDIATE")


@contextmanager
def _transaction(connection: Connection, *beginning: str) -> Iterator[Connection]:
    # The driver is told directly: as an event of SQLAlchemy, BEGIN would take longer than what follows it.
    with connection.begin():
        driver: Any = connection.connection.driver_connection
        for statement in beginning:
            driver.execute(statement)
        yield connection


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _create(engine: Engine) -> None:
    """What the migrations would make, as a test proves; to load what runs them takes as much memory as the rest."""
    with engine.connect() as connection, writing(connection):
        if not inspect(connection).has_table(_VERSION.name):  # another process may have been quicker
            metadata.create_all(connection)
            _VERSION.create(connection)
            connection.execute(_VERSION.insert(), {"version_num": HEAD})


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection, writing(connection):
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
