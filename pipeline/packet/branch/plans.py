"""The rows of a plan, of a year or of a quarter, whatever the form calls its columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipeline.forms.values.dates import read_date
from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping, Table
from pipeline.mapping.packet import Join
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Row, Value
from pipeline.model.values import BLANK, Month, Scalar
from pipeline.packet.activity import Activity
from pipeline.packet.themes import alike
from pipeline.rules.plans import Outcome, is_month_alone, months_named, without_activity

_NAMES_DAY: Final = re.compile(r"[日号旬]|月\s*[0-9]|[0-9]{4}([-./])[0-9]{1,2}\1[0-9]")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`month` is None where the row tells none; `told` is the day that it names itself, BLANK where it leaves that."""

    row: Row
    month: Month | None
    told: Scalar
    theme: str
    at: Value

    def text(self, *columns: str) -> Any:
        """The first of the columns that says something."""
        return next((held.value for name in columns if (held := self.row.get(name)) and held.value), BLANK)


@lru_cache(maxsize=2)
def plan_rows(held: Held, form: FormMapping) -> tuple[PlanRow, ...]:
    """Of the table with planned days, in its order. Kept for a while: each month's papers ask for the year's plan."""
    place = form.table_with(Role.PLANNED_ON)
    if place is None:
        return ()
    table, planned_on = place
    return tuple(_plan_row(row, form.tables[table], planned_on, held) for row in held.record.rows(table))


def _plan_row(row: Row, table: Table, planned_on: str, held: Held) -> PlanRow:
    theme = row[table.by_role(Role.THEME) or table.anchor]
    of = table.by_role(Role.MONTH)
    own = row[of].value if of else BLANK
    month = own if isinstance(own, Month) else _month_of(row[planned_on].value, int(held.happened[:4]))
    return PlanRow(row, month, told_day(row, table), str(theme.value), row[table.anchor])


def _month_of(told: Scalar, year: int) -> Month | None:
    if isinstance(told, dt.date):
        return Month.of(told)
    named = months_named(str(told))
    return Month(year, named[0]) if named else None


def told_day(row: Row, table: Table) -> Scalar:
    """The day that the row itself names, or its words where they are no one day; BLANK for a month alone."""
    planned_on, of = table.by_role(Role.PLANNED_ON), table.by_role(Role.MONTH)
    told = row[planned_on].value if planned_on else BLANK
    if told is BLANK and of:
        return _day_beside_month(row[of])
    return BLANK if is_month_alone(str(told)) else told


def _day_beside_month(month: Value) -> Scalar:
    """3月20日 in the cell of the month."""
    if not _NAMES_DAY.search(month.written):
        return BLANK
    day = read_date(month.written, month.value.year if isinstance(month.value, Month) else None)
    return day if isinstance(day, dt.date) else month.written


@dataclass(frozen=True, slots=True)
class Followed:
    """A row of the plan, or None where an activity was not planned, and what was done of it."""

    planned: PlanRow | None
    activity: Activity | None
    outcome: Outcome


def followed(rows: Iterable[PlanRow], plan: str, activities: Iterable[Activity]) -> list[Followed]:
    """By the plan's order, then what it does not hold. `plan` is the form; `activities` those of its year, by date.

    The joining has put rows and activities of one month together.
    """
    own = [one for one in activities if _is_planned_by(one, plan) and one.packet.subject in one.sources]
    days = [one.day for one in own]
    free = [one for one in own if one.plan_row is None]
    result: list[Followed] = []
    for row in rows:
        joined = next((one for one in own if one.plan_row == row.row), None)
        if joined:
            same = alike(joined.theme, row.theme)
            result.append(Followed(row, joined, Outcome.DONE if same else Outcome.CHANGED))
        elif elsewhere := next((one for one in free if alike(one.theme, row.theme)), None):
            free.remove(elsewhere)
            result.append(Followed(row, elsewhere, Outcome.MOVED))
        else:
            result.append(Followed(row, None, without_activity(row.month, days) if row.month else Outcome.OPEN))
    return [*result, *(Followed(None, one, Outcome.UNPLANNED) for one in free)]


def _is_planned_by(activity: Activity, plan: str) -> bool:
    sources: Mapping[str, Any] = activity.packet.sources
    return any(source.join is Join.PLAN and source.form == plan for source in sources.values())
