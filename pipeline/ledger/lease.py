"""Who watches the inbox: one `dangan watch` is on duty, the others stand by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from pipeline.ledger.database import Database
from pipeline.ledger.entries import WatcherEntry
from pipeline.ledger.tables import watchers


class Lease(Database):
    """Says who should work. What keeps two from working at the same moment is the lock of `flow/turn.py`."""

    def watchers(self) -> list[WatcherEntry]:
        """Who is on duty first, then those that stand by, the longest first; dead ones too, until another one comes."""
        order = (watchers.c.on_duty.desc(), watchers.c.since, watchers.c.holder)
        with self._reading() as connection:
            rows = connection.execute(select(watchers).order_by(*order))
            return [WatcherEntry(**row._mapping) for row in rows]

    def stand(self, me: WatcherEntry, dead: Collection[str] = ()) -> bool:
        """Says that `me` lives and forgets the `dead`; true when `me` is on duty, because no other one is."""
        with self._writing() as connection:
            connection.execute(delete(watchers).where(watchers.c.holder.in_(list(dead))))
            other = select(watchers.c.holder).where(watchers.c.on_duty, watchers.c.holder != me.holder)
            on_duty = connection.execute(other).first() is None
            values = asdict(me) | {"on_duty": on_duty}
            statement = insert(watchers).values(**values)
            connection.execute(statement.on_conflict_do_update(index_elements=["holder"], set_=values))
            return on_duty

    def leave(self, holder: str) -> None:
        """The duty is free for the next one."""
        with self._writing() as connection:
            connection.execute(delete(watchers).where(watchers.c.holder == holder))
