"""What was decided about dues: the bases fixed for the year, with their changes, and the reductions of single members.

组电明字〔2017〕5号: the base is fixed at the start of the year. 中组发〔2008〕3号: a reduction needs a decision.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK, Month
from pipeline.rules.dues_owed import Base, Reduction
from pipeline.rules.finding import finding

_SPAN: Final = re.compile(
    r"(?:自|从)?(?:(\d{4})[年.\-/])?(\d{1,2})月?份?起?(?:至|到|—|–|-|~|～)+(?:(\d{4})[年.\-/])?(\d{1,2})月?份?止?"
)
_WHOLE_YEAR: Final = re.compile(r"(\d{4})年?(?:度|全年|1-12月)?")
_DASHES: Final = str.maketrans({"－": "-", "―": "—", "．": ".", "。": "."})

Reductions = Mapping[str, tuple[Reduction, ...]]
"""Name -> those of the member."""


@dataclass(frozen=True, slots=True)
class FixedBase:
    """A row of the year's base sheet; `base.decided` where it is a change within the year."""

    name: str
    base: Base
    category: str
    at: Value


def fixed_bases(record: Record, form: FormMapping) -> Iterator[FixedBase]:
    """None in what is no base sheet: a table with a base, and a month since when it holds."""
    place, year = form.table_with(Role.SINCE), record.value(form.by_role(Role.YEAR) or "")
    if place is None or not isinstance(year, int):
        return
    table, since = place
    columns = form.tables[table]
    base, category = columns.by_role(Role.BASE) or "", columns.by_role(Role.CATEGORY) or ""
    for row in record.rows(table):
        told, month = row.get(base), row[since].value if since in row else BLANK
        if told is None or not isinstance(told.value, Decimal):
            continue
        changes = isinstance(month, Month) and month > Month(year, 1)
        day = dt.date(month.year, month.month, 1) if isinstance(month, Month) and changes else dt.date(year, 1, 1)
        of_class = str(row[category].value) if category in row else ""
        yield FixedBase(str(row[columns.anchor].value), Base(day, told.value, changes), of_class, told)


def reduction_of(name: str, month: Month, reductions: Reductions) -> Reduction | None:
    """The one that holds in the month."""
    for each in reductions.get(name, ()):
        if each.first <= month <= each.last:
            return each
    return None


def reductions_in(records: Iterable[tuple[Record, FormMapping]]) -> Reductions:
    """The decided ones; of others nobody knows whether they hold."""
    found: dict[str, tuple[Reduction, ...]] = {}
    for record, form in records:
        months, after = _months(record, form), record.value("减免后")
        decision = decision_of(record)
        if months and decision and isinstance(after, Decimal):
            name = str(record.value("姓名"))
            found[name] = (*found.get(name, ()), Reduction(*months, after, decision))
    return found


def decision_of(record: Record) -> str:
    """支部党员大会 2026-03-20; empty where the meeting or its day is not told."""
    meeting, day = record.value("决定会议"), record.value("决定日期")
    return f"{meeting} {day.isoformat()}" if meeting and isinstance(day, dt.date) else ""


def check_reduction(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Of what is no reduction nothing."""
    if not is_reduction(form):
        return
    before, after = record.fields["原月应交"], record.fields["减免后"]
    if not decision_of(record):
        lacking = [name for name in ("决定会议", "决定日期") if record.value(name) is BLANK]
        message = f"{record.value('姓名')}的减免没有写{'、'.join(lacking)}"
        yield finding(after, "reduction-undecided", message, "减免要有支部的决定；作出决定以后请补填，重新报送")
    if _months(record, form) is None:
        at = next((record.fields[name] for name in _MONTHS if record.value(name) is not BLANK), after)
        message = f"看不出{record.value('姓名')}从哪个月到哪个月减免"
        yield finding(at, "reduction-unclear", message, "请写明起始月份和终止月份，例如 2026年4月、2026年9月")
    if isinstance(before.value, Decimal) and isinstance(after.value, Decimal) and after.value >= before.value:
        message = f"减免后 {after.value} 元，不比原来的 {before.value} 元少"
        yield finding(after, "reduction-unclear", message, "请核对减免前后每月应交的金额", before)


def is_reduction(form: FormMapping) -> bool:
    return form.by_role(Role.THROUGH) is not None


_MONTHS: Final = ("起始月份", "终止月份", "起止月份")


def _months(record: Record, form: FormMapping) -> tuple[Month, Month] | None:
    """First and last; None where they are not told, or the last comes before the first."""
    if not is_reduction(form):
        return None
    first, last, span = (record.value(name) for name in _MONTHS)
    decided = record.value("决定日期")
    if not isinstance(first, Month) or not isinstance(last, Month):
        told = months_in(str(span), decided.year if isinstance(decided, dt.date) else None)
        if told is None:
            return None
        first, last = told
    return (first, last) if first <= last else None


def months_in(text: str, year: int | None = None) -> tuple[Month, Month] | None:
    """2026年4月至9月, 2026.4-2026.9, 4—9月 of `year`; 2026年 is all of it."""
    plain = "".join(text.split()).translate(_DASHES)
    if whole := _WHOLE_YEAR.fullmatch(plain):
        return Month(int(whole[1]), 1), Month(int(whole[1]), 12)
    found = _SPAN.fullmatch(plain)
    if found is None or not (found[1] or year):
        return None
    first = Month(int(found[1] or year or 0), int(found[2]))
    last = Month(int(found[3] or first.year), int(found[4]))
    return (first, last) if all(1 <= each.month <= 12 for each in (first, last)) else None
