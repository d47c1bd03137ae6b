"""A sheet of which something could not be read: what can be said of the rest is said along with it.

A check that asks for what is unread gives up; what it found by then stands, for it did not need it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.attendance import counts_of, tally_attendance
from pipeline.rules.finding import finding

Check = Callable[[], Iterable[Problem]]


class Unread(Exception):
    """A check has asked for a value that could not be read."""


class Known(Mapping[str, Value]):
    """The values that could be read; to ask for one of the others, or whether it is there, raises Unread."""

    def __init__(self, held: Mapping[str, Value], unread: Collection[str]) -> None:
        self._held = held
        self._unread = unread

    def __getitem__(self, name: str) -> Value:
        if name in self._unread:
            raise Unread(name)
        return self._held[name]

    def __contains__(self, name: object) -> bool:
        if name in self._unread:
            raise Unread(name)
        return name in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def knows(self, name: str) -> bool:
        return name not in self._unread


def partly_read(record: Record, form: FormMapping, wrong: Collection[str]) -> Record:
    """`wrong` are the cells about which something was said already; what they hold counts as unread.

    Whole rows come first, so that a check that goes down them finds as much as it can. Where a line between them was
    no row at all, one follows of which nothing is known: no count is right then.
    """
    tables = {name: _rows(rows, form.tables[name].columns, wrong) for name, rows in record.tables.items()}
    totals = {table: _without(told, wrong) for table, told in record.totals.items()}
    fields = _without(record.fields, wrong)
    return replace(record, fields=Known(fields, form.fields.keys() - fields.keys()), tables=tables, totals=totals)


def with_known(record: Record, table: str, column: str) -> Record:
    """With those rows alone of which that column could be read."""
    rows = tuple(row for row in record.rows(table) if not isinstance(row, Known) or row.knows(column))
    return replace(record, tables={**record.tables, table: rows})


def with_whole_rows(record: Record, table: str) -> Record:
    """With those rows of the table alone of which everything could be read."""
    rows = tuple(row for row in record.rows(table) if not isinstance(row, Known))
    return replace(record, tables={**record.tables, table: rows})


def found_by(checks: Iterable[Check]) -> list[Problem]:
    found: list[Problem] = []
    for check in checks:
        with suppress(Unread):
            for problem in check():
                found.append(problem)  # not extend: what was found before it gave up stands
    return found


def check_bounds(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Counts of a sign-in sheet that no reading of the marks which could not be read would make right."""
    if (place := form.table_with(Role.MARK)) is None:
        return
    table, mark = place
    name = form.tables[table].member
    known = with_known(with_known(record, table, mark), table, name).rows(table)
    unknown = len(record.rows(table)) - len(known)
    marks = [(str(row[name].value), row[mark].value) for row in known]
    tally = tally_attendance((who, state) for who, state in marks if isinstance(state, Attendance))
    for role, counted, what in counts_of(tally) if unknown else ():
        field = form.by_role(role)
        told = record.fields.get(field) if field else None
        if told is None or told.value is BLANK or not isinstance(told.value, int):
            continue
        if not counted <= told.value <= counted + unknown:
            message = f"表中写{what} {told.value} 人，逐行数得 {counted} 人，另有 {unknown} 行看不懂"
            yield finding(told, "count-differs", message, "请核对签到栏和人数", known[0][mark] if known else None)


def _without(held: Mapping[str, Value], wrong: Collection[str]) -> dict[str, Value]:
    return {name: value for name, value in held.items() if value.origin.cell not in wrong}


def _rows(rows: Iterable[Row], columns: Collection[str], wrong: Collection[str]) -> tuple[Row, ...]:
    read = [_without(row, wrong) for row in rows]
    told = [Known(row, set(columns) - row.keys()) for row in read]
    whole = [row for row, known in zip(read, told, strict=True) if len(row) == len(columns)]
    torn = [known for row, known in zip(read, told, strict=True) if len(row) != len(columns)]
    lines = {line for row in read for value in row.values() if (line := _line(value.origin.cell))}
    lost = {line for cell in wrong if (line := _line(cell)) and lines and min(lines) < line <= max(lines) + 1} - lines
    return (*whole, *torn, *([Known({}, set(columns))] if lost else []))


def _line(cell: str) -> int:
    """1-based; 0 where no cell is named."""
    digits = re.sub(r"\D", "", cell)
    return int(digits) if digits else 0
