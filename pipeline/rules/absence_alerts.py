"""Who stayed away so often that a rule asks for a person's decision, with each time as evidence.

Nothing is concluded here. What no sheet tells of neither counts nor breaks a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.mapping.rules.book import BranchRules, RulesOfDay
from pipeline.mapping.rules.kinds import Measure, ThresholdRule
from pipeline.model.problem import Problem
from pipeline.model.values import Attendance, Month
from pipeline.rules.attendance_year import Entry
from pipeline.rules.finding import finding
from pipeline.rules.occasions import Occasion
from pipeline.rules.thresholds import Alert, absence_alert, month_alert

_CODES: Final[Mapping[Measure, str]] = {
    Measure.ABSENCES: "absent-three",
    Measure.ABSENCES_RUNNING: "absent-six",
    Measure.MONTHS_AWAY: "absent-months",
}
_SHOWN: Final = 12
_HINT: Final = "请核实每一次的情况，由支部研究；研究后请报送组织处理登记表"
MEASURES: Final = tuple(_CODES)


@dataclass(frozen=True, slots=True)
class Stayed:
    """A rule's case of one person: every absence that it counts, by date."""

    alert: Alert
    absences: tuple[Entry, ...]

    @property
    def rule(self) -> ThresholdRule:
        return self.alert.rule


def stayed_away(occasions: Iterable[Occasion]) -> set[str]:
    """Those who ever did so without a reason: of nobody else a rule has a case."""
    return {name for each in occasions for name, told in each.told.items() if told.is_unexcused}


def latest(measure: Measure, entries: Sequence[Entry], rules: RulesOfDay) -> Stayed | None:
    """The latest case that one person's entries (by date) make; None where no rule of the day speaks of it."""
    rule = rules.thresholds.get(measure)
    if rule is None:
        return None
    counted = [entry for entry in entries if entry.told and entry.occasion.is_of(rule.kinds)]
    alert = _of_months(counted, rules) if measure is Measure.MONTHS_AWAY else _of_days(measure, counted, rules)
    if alert is None:
        return None
    evidence = set(alert.evidence)
    absences = [entry for entry in counted if entry.told and entry.told.is_unexcused]
    return Stayed(alert, tuple(e for e in absences if {e.occasion.day, Month.of(e.occasion.day)} & evidence))


def reached(measure: Measure, entries: Sequence[Entry], rules: BranchRules) -> Iterator[Stayed]:
    """Each case as it stood on the day on which the bound was reached; a month is judged as a whole, at its end."""
    absences = [entry for entry in entries if entry.told and entry.told.is_unexcused]
    last = {_unit(measure, entry): entry for entry in absences}
    was_reached = False
    for entry in last.values():
        day = entry.occasion.day
        known = [each for each in entries if _unit(measure, each) <= _unit(measure, entry)]
        case = latest(measure, known, rules.on(day))
        is_reached = case is not None and case.absences[-1] is entry
        if case and is_reached and not was_reached:
            yield case
        was_reached = is_reached


def problem_of(name: str, case: Stayed) -> Problem:
    """At the mark of the last absence, with that of the first."""
    marks = [entry.told.mark for entry in case.absences if entry.told]
    days = [entry.occasion.day.isoformat() for entry in case.absences]
    shown = "、".join(days[:_SHOWN]) + (" 等" if len(days) > _SHOWN else "")
    message = f"签到表上{name}缺席 {len(days)} 次：{shown}，达到“{case.rule.id}”的情形（{case.rule.about}）"
    return finding(marks[-1], _CODES[case.rule.measure], message, _HINT, marks[0])


def _unit(measure: Measure, entry: Entry) -> tuple[int, ...]:
    day = entry.occasion.day
    return (day.year, day.month) if measure is Measure.MONTHS_AWAY else (day.year, day.month, day.day)


def _of_days(measure: Measure, entries: Sequence[Entry], rules: RulesOfDay) -> Alert | None:
    states = [(entry.occasion.day, entry.told.state) for entry in entries if entry.told]
    return absence_alert(measure, states, rules)


def _of_months(entries: Sequence[Entry], rules: RulesOfDay) -> Alert | None:
    """A month is spent away where something was expected and every absence in it was without a reason."""
    told = [(Month.of(entry.occasion.day), entry.told) for entry in entries if entry.told]
    expected = [(month, each) for month, each in told if each.state is not Attendance.OBSERVING]
    known = {month for month, _ in expected}
    kept = {month for month, each in expected if not each.is_unexcused}
    return month_alert(Measure.MONTHS_AWAY, known - kept, rules, known)
