"""Alerts out of a member's dated attendance and months: the evidence for a person who decides.

Seed 002: three absences without a good reason, six in a row; 党章 art. 9: six months in a row without dues or without
taking part.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.rules.kinds import Measure, ThresholdRule
from pipeline.model.values import Attendance, Month

_NOT_BLAMED: Final = {Attendance.EXCUSED, Attendance.MADE_UP, Attendance.OBSERVING}


@dataclass(frozen=True, slots=True)
class Alert:
    """`evidence` are the days of the absences, or the months, ascending."""

    rule: ThresholdRule
    evidence: tuple[dt.date, ...] | tuple[Month, ...]

    @property
    def count(self) -> int:
        return len(self.evidence)


def absence_alert(measure: Measure, states: Iterable[tuple[dt.date, Attendance]], rules: RulesOfDay) -> Alert | None:
    """Of one member's states, each with its event's day, in any order; `measure` is ABSENCES or ABSENCES_RUNNING.

    An absence without a reason counts; one that was excused or made up for does not, and breaks the run, as being
    there does. Where the member only sat in (列席) nothing was expected. Of absences within a window the latest window
    that reaches the bound is told, of runs the latest run.
    """
    rule = rules.thresholds.get(measure)
    if rule is None:
        return None
    dated = sorted((pair for pair in states if pair[1] is not Attendance.OBSERVING), key=lambda pair: pair[0])
    if measure is Measure.ABSENCES:
        days = _crowded([day for day, state in dated if is_unexcused(state)], rule)
        return Alert(rule, days) if days else None
    runs = [run for run in _runs(dated) if _reaches(rule, len(run))]
    return Alert(rule, runs[-1]) if runs else None


def month_alert(
    measure: Measure, months: Iterable[Month], rules: RulesOfDay, held: Collection[Month] | None = None
) -> Alert | None:
    """`months` are those in which a member paid nothing, or took part in nothing, without a good reason.

    Told is the latest run of months that reaches the bound. Where only the months of `held` had something to take
    part in, the others neither count nor break a run.
    """
    rule = rules.thresholds.get(measure)
    if rule is None:
        return None
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and not any(held is None or between in held for between in _between(runs[-1][-1], month)):
            runs[-1].append(month)
        else:
            runs.append([month])
    reaching = [run for run in runs if _reaches(rule, len(run))]
    return Alert(rule, tuple(reaching[-1])) if reaching else None


def is_unexcused(state: Attendance) -> bool:
    """Who had another sign in (代签) was not there."""
    return not state.is_present and state not in _NOT_BLAMED


def _crowded(days: Sequence[dt.date], rule: ThresholdRule) -> tuple[dt.date, ...]:
    """The latest days that lie within the rule's window and reach its bound; none where there are none."""
    for last in reversed(days):
        first = months_before(last, rule.window_months) if rule.window_months else dt.date.min
        within = tuple(day for day in days if first < day <= last)
        if _reaches(rule, len(within)):
            return within
    return ()


def _runs(dated: Sequence[tuple[dt.date, Attendance]]) -> list[tuple[dt.date, ...]]:
    runs: list[list[dt.date]] = [[]]
    for day, state in dated:
        if is_unexcused(state):
            runs[-1].append(day)
        else:
            runs.append([])
    return [tuple(run) for run in runs if run]


def _reaches(rule: ThresholdRule, count: int) -> bool:
    """at_least 3, or more_than 2."""
    bound = rule.at_least if rule.at_least is not None else math.floor(rule.more_than or 0) + 1
    return count > 0 and count >= bound


def _between(first: Month, last: Month) -> Iterator[Month]:
    for number in range(_number(first) + 1, _number(last)):
        yield Month(number // 12, number % 12 + 1)


def _number(month: Month) -> int:
    """Months since the year 0."""
    return month.year * 12 + month.month - 1


def months_before(day: dt.date, count: int) -> dt.date:
    """The same day of the month so many months earlier, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
