"""Opening the ledger: SQLite in WAL mode, brought up to date by its migrations before anyone uses it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from pipeline.errors import LedgerError

HEAD: Final = "0001"
"""The newest migration; a test proves that it is."""

_BUSY_S: Final = 15


def open_engine(path: Path) -> Engine:
    """Creates the file and its folder when missing (private to the user); raises LedgerError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_S})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    try:
        if _version(engine) != HEAD:
            _upgrade(engine)
    except DatabaseError as error:
        raise LedgerError(
            f"台账库打不开：{path}（{error.orig}）", "请检查磁盘空间和文件夹权限；库损坏时请从备份恢复"
        ) from error
    return engine


def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
    # The driver's own transactions start late and never for reads; SQLAlchemy's begin does it (see _on_begin).
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _on_begin(connection: Any) -> None:
    # A writer takes the lock at once, so that two writers wait for each other instead of failing half-way.
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
