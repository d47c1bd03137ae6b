"""文件材料登记表: what a person says of the files that were dropped. It wins over what their names tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.files.names import split_ending
from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping, Table
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Row, Value
from pipeline.model.values import BLANK
from pipeline.packet.papers.paper import Told


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of a register; `name` is the value that names the file."""

    name: Value
    kind: str
    told: Told
    person: str
    note: str
    held: Held

    def is_of(self, file: str) -> bool:
        """With or without its ending."""
        named, dropped = str(self.name.value).strip().casefold(), file.strip().casefold()
        return named in {dropped, split_ending(dropped)[0]}


def registered(held: Iterable[Held], forms: Mapping[str, FormMapping]) -> list[Registered]:
    """Every line of the branch's current registers."""
    return [
        _line(row, forms[one.form].tables[place[0]], one)
        for one in held
        if one.form in forms and (place := forms[one.form].table_with(Role.PAPER))
        for row in one.record.rows(place[0])
    ]


def line_of(file: str, folder: str, lines: Sequence[Registered]) -> Registered | None:
    """What was said of the file: where several lines name it that of a register beside it, else of the latest."""
    own = [line for line in lines if line.is_of(file)]
    return max(own, key=lambda line: (line.held.folder == folder, *line.held.order), default=None)


def unheard_of(lines: Iterable[Registered], files: Sequence[str]) -> Iterator[Registered]:
    """The lines whose file has not come."""
    return (line for line in lines if not any(map(line.is_of, files)))


def _line(row: Row, table: Table, held: Held) -> Registered:
    def value(role: Role) -> Value | None:
        name = table.by_role(role)
        told = row.get(name) if name else None
        return None if told is None or told.value is BLANK else told

    def text(role: Role) -> str:
        told = value(role)
        return str(told.value) if told else ""

    day = value(Role.PAPER_DAY)
    date = day.value if day and isinstance(day.value, dt.date) else None
    told = Told(date.year, date.month, date.day) if date else Told()
    name = row[table.by_role(Role.PAPER) or table.anchor]
    return Registered(name, text(Role.PAPER_KIND), told, text(Role.PAPER_OF), text(Role.REMARK), held)
