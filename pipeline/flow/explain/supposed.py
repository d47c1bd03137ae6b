"""What a document would say if cells said something else: its records with other values, drafted once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from pipeline.flow.explain.cells import TOTAL, Cell, is_anchor, is_dating
from pipeline.ledger.entries import Held
from pipeline.model.periods import Period, first_day
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance, Month, PartialDate, Quarter, Rate, Scalar
from pipeline.packet.activity import Activity
from pipeline.packet.context import Context, Material
from pipeline.packet.drafts import Draft, records_of
from pipeline.packet.views import Views


class Gone(Enum):
    """What is not there, of what a cell stands for: the row whose anchor it is, the form whose date it is."""

    ROW = "row"
    FORM = "form"


Supposition = Callable[[Scalar, int], Scalar | Gone]
"""What a cell is supposed to say instead.

The number is another for each cell, so that what changes several of them does not cancel out.
"""

_SIGN: Final = "龘"
"""A character that no form has: a text with it is nobody's name and no word of a mapping."""


def more(value: Scalar, number: int) -> Scalar:
    """Another of the same type, and as near as tells: a date in the same month, an amount of another class."""
    other = _MORE.get(type(value))
    return other(value, number + 1) if other else value


def less(value: Scalar, number: int) -> Scalar:
    """As `more`, the other way: an amount that no longer suffices, an absence, a month of no year that is told of."""
    match value:
        case Month() | Quarter():
            return replace(value, year=value.year - number - 1)
        case Decimal():
            return value / (number + 2)
        case Attendance():
            return Attendance.ABSENT if value.is_present else Attendance.EXCUSED
        case _:
            return more(value, number)


def on_leave(value: Scalar, number: int) -> Scalar:
    return Attendance.EXCUSED if isinstance(value, Attendance) else value


def nothing(value: Scalar, number: int) -> Scalar:
    return BLANK


def no_row(value: Scalar, number: int) -> Gone:
    return Gone.ROW


def no_form(value: Scalar, number: int) -> Gone:
    return Gone.FORM


def _other_day(value: dt.date, number: int) -> dt.date:
    step = dt.timedelta(1 + number % 7)
    return value + step if (value + step).month == value.month else value - step


def _other_month(value: Any, number: int) -> Any:
    return replace(value, month=value.month % 12 + 1)


_MORE: Final[Mapping[type, Callable[[Any, int], Scalar]]] = {
    str: lambda value, number: value + _SIGN * number,
    bool: lambda value, number: not value,
    int: int.__add__,
    Decimal: lambda value, number: value * 2 + number,
    dt.date: _other_day,
    dt.time: lambda value, number: value.replace(minute=(value.minute + number) % 60),
    Month: _other_month,
    PartialDate: _other_month,
    Quarter: lambda value, number: replace(value, number=value.number % 4 + 1),
    Rate: lambda value, number: Rate(value.fraction + Decimal(number) / 100),
    Attendance: lambda value, number: value if value.is_present else Attendance.PRESENT,
    tuple: lambda value, number: (*value, _SIGN),
}


def drafted(draft: Draft, cells: Iterable[Cell], suppose: Supposition) -> Context | None:
    """What its template would see; None where the document could not be made of that."""
    material = draft.material
    whole = replace(material, sources=material.activity.sources, several=material.activity.several)
    subject = material.sources.get(material.packet.subject) if material.activity.each else None
    other = _Otherwise(cells, suppose, draft)
    try:
        return Views(other.material(whole)).of(draft.document, subject and other.record(subject))[1]
    except Exception:  # whatever a computation meets that no form can bring
        return None


def drafted_later(draft: Draft) -> Context | None:
    """What its template would see if its activity, with the records as they are, were of a later time."""
    material, activity = draft.material, draft.material.activity
    period = activity.period and Period.of(activity.period.last + dt.timedelta(1), activity.period.length)
    later = replace(activity, day=period.first if period else activity.day + dt.timedelta(32), period=period)
    whole = replace(material, activity=later, sources=activity.sources, several=activity.several)
    subject = material.sources.get(material.packet.subject) if activity.each else None
    try:
        return Views(whole).of(draft.document, subject)[1]
    except Exception:  # as above
        return None


class _Otherwise:
    """A document's material with some cells changed; what an activity took over from them changes with them."""

    def __init__(self, cells: Iterable[Cell], suppose: Supposition, draft: Draft) -> None:
        self._forms = draft.material.forms
        self._whole = draft.material.activity
        self._own = {held.id for held in records_of(draft)}
        """The document's own records, of all that its activity has."""
        self._changes: dict[int, list[tuple[Cell, Scalar | Gone]]] = {}
        for number, cell in enumerate(cells):
            self._changes.setdefault(cell.held.id, []).append((cell, suppose(cell.value.value, number % 97)))
        self._gone = {id_ for id_, changes in self._changes.items() if any(map(self._ends, changes))}
        self._others: dict[int, Held] = {}
        self._rows: dict[int, Row | None] = {}
        """Those that are another now, by the identity of the old ones."""

    def material(self, whole: Material) -> Material:
        measure, activity = whole.measure, self._activity(whole.activity)
        rosters, profiles = self._all(measure.past.rosters), self._all(measure.past.profiles)
        told = replace(measure, past=replace(measure.past, rosters=rosters, profiles=profiles))
        return replace(whole, activity=activity, measure=told, sources=activity.sources, several=activity.several)

    def record(self, held: Held) -> Held:
        if held.id not in self._changes:
            return held
        if id(held) not in self._others:
            self._others[id(held)] = self._with(held, self._changes[held.id])
        return self._others[id(held)]

    def _ends(self, change: tuple[Cell, Scalar | Gone]) -> bool:
        """Without its date there is no record."""
        cell, new = change
        return new is Gone.FORM and is_dating(cell, self._forms)

    def _all(self, records: Iterable[Held]) -> tuple[Held, ...]:
        return tuple(self.record(held) for held in records if held.id not in self._gone)

    def _activity(self, activity: Activity) -> Activity:
        if not any(held.id in self._changes for held in activity.drawn_on):
            return activity
        return replace(
            activity,
            **self._taken_over(activity),
            sources={name: self.record(held) for name, held in activity.sources.items() if held.id not in self._gone},
            each=self._all(activity.each),
            several={name: self._all(records) for name, records in activity.several.items()},
            within=self._activities(activity.within),
            before=self._activities(activity.before),
            plan_row=self._rows.get(id(activity.plan_row), activity.plan_row),
        )

    def _activities(self, activities: Iterable[Activity]) -> tuple[Activity, ...]:
        return tuple(self._activity(one) for one in activities if not self._lapses(one))

    def _lapses(self, activity: Activity) -> bool:
        """Without its form or its sign-in sheet there is no activity; without any other it only lacks that."""
        announced = activity.sources.get(activity.packet.subject), activity.sign_in
        return any(held is not None and held.id in self._gone for held in announced)

    def _taken_over(self, activity: Activity) -> dict[str, Any]:
        """An activity's day, theme, kinds and branch are those of its forms; of a period the first tells the branch."""
        own: dict[str, Any] = {}
        for number, held in enumerate(self._telling(activity)):
            of_branch = ["branch"] if number == 0 or not activity.period else []
            for cell, new in self._changes.get(held.id, ()):
                for name in ("day", "theme", "kinds", *of_branch) if not cell.table else ():
                    if cell.value.value == getattr(activity, name) and isinstance(new, type(cell.value.value)):
                        own[name] = new
        return own

    def _telling(self, activity: Activity) -> list[Held]:
        """Of the document's own activity only the forms that the document is made of, if it is made of any."""
        own = [held for held in activity.records if held.id in self._own] if activity is self._whole else []
        return own or [*activity.records]

    def _with(self, held: Held, changes: Iterable[tuple[Cell, Scalar | Gone]]) -> Held:
        fields = dict(held.record.fields)
        tables = {name: [dict(row) for row in rows] for name, rows in held.record.tables.items()}
        totals = {name: dict(row) for name, row in held.record.totals.items()}
        gone: set[tuple[str, int]] = set()
        happened = held.happened
        for cell, new in changes:
            table, number = cell.table, cell.row
            if isinstance(new, Gone):
                gone |= {(table, number)} if new is Gone.ROW and is_anchor(cell, self._forms) else set()
                continue
            row = fields if not table else totals[table] if number == TOTAL else tables[table][number]
            row[cell.column] = Value(new, cell.value.written, cell.value.origin)
            if not table and isinstance(new, dt.date) and cell.value.value == first_day(happened):
                happened = new.isoformat()
        left = {}
        for name, rows in tables.items():
            left[name] = tuple(row for number, row in enumerate(rows) if (name, number) not in gone)
            for number, (old, row) in enumerate(zip(held.record.rows(name), rows, strict=True)):
                self._rows[id(old)] = None if (name, number) in gone else row
        other = replace(held, happened=happened)
        vars(other)["record"] = Record(held.form, held.record.origin, fields, left, totals)  # not decoded from its body
        return other
