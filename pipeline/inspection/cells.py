"""What a branch's rules expect of a year, against what is there: a cell for each period, activity and deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from pipeline.inspection.evidence import KnownBranch
from pipeline.inspection.inspection import Cell, Link
from pipeline.inspection.wants import Wants
from pipeline.mapping.rules.kinds import DeadlineRule
from pipeline.model.periods import Length, Period
from pipeline.rules.deadlines import Due, due_before, due_in
from pipeline.rules.facts import Evidence, Fact
from pipeline.rules.requirements import Answer, answers_of_year
from pipeline.rules.standing import Standing

_OPEN: Final = {Standing.MISSING, Standing.NOT_YET}


def required_cells(branch: KnownBranch, year: int, evidence: Evidence, wants: Wants) -> Iterator[Cell]:
    """By the rules' order, then by time."""
    return (_of_answer(answer, branch, wants) for answer in answers_of_year(year, branch.rules, evidence))


def deadline_cells(branch: KnownBranch, year: int, evidence: Evidence, wants: Wants) -> Iterator[Cell]:
    """Those of the calendar by day, then what is due before each activity."""
    for due in due_in(year, branch.rules):
        if not due.rule.office:
            yield _of_deadline(due, branch, evidence, wants)
    yield from _before_activities(branch, year, evidence, wants)


def _of_answer(answer: Answer, branch: KnownBranch, wants: Wants) -> Cell:
    rule, event, period = answer.rule, answer.event, answer.period
    label = _label(period) if period else _of_activity(event) if event else ""
    first = period.first if period else event.day if event else answer.due
    wanted = ""
    if answer.standing in _OPEN:
        wanted = wants.of_things(answer.missing) if event else wants.of_period(rule, answer.wanting)
        wanted += f"（{'、'.join(answer.empty)}已有文件，没有填内容）" if answer.empty else ""
    elif half := dict.fromkeys(fact.what for fact in answer.found if (fact.what, fact.id) in branch.half_taken):
        wanted = f"{'、'.join(half)}里退回的几行（还没有改好重报）"
    return Cell(
        rule=rule.id,
        about=rule.about,
        basis=rule.basis,
        layer=rule.layer,
        label=label,
        first=first,
        standing=answer.standing,
        due=answer.due,
        found=_links(answer.found),
        wants=wanted,
        missing=answer.missing,
        is_event=event is not None,
    )


def _of_deadline(due: Due, branch: KnownBranch, evidence: Evidence, wants: Wants) -> Cell:
    """In time by the day that the thing itself tells, else by that on which it first came: no day to come counts."""
    thing, today = _thing(due.rule), evidence.today
    found = [fact for fact in evidence.facts if fact.what == thing and not fact.is_made and _is_for(fact, due)]
    told = [(fact.handed_in, branch.received(thing, fact.id), fact.day_by(today)) for fact in found]
    there = evidence.branch_on(min(due.start, today))
    outside = (there.since and due.start < there.since) or (there.until and there.until < due.start)
    standing = Standing.NOT_APPLICABLE if outside and not found else due.standing(_first_done(told, today), today)
    label = str(due.period or due.start)
    return _cell(due, standing, label, found, wants)


def _before_activities(branch: KnownBranch, year: int, evidence: Evidence, wants: Wants) -> Iterator[Cell]:
    """What bears no day of its own is there, and not called late: that its day is missing is told by a check."""
    today = evidence.today
    of_event: dict[str, list[Fact]] = {}
    for fact in evidence.facts:
        of_event.setdefault(fact.event, []).append(fact)
    seen: set[tuple[str, str]] = set()
    for event in (fact for fact in evidence.facts if fact.event and fact.day.year == year):
        for due in due_before(event.day, (event.what,), branch.rules):
            if (due.rule.id, event.event) in seen:
                continue
            seen.add((due.rule.id, event.event))
            found = [fact for fact in of_event[event.event] if fact.what == _thing(due.rule) and not fact.is_made]
            told = [(fact.handed_in, branch.received(fact.what, fact.id)) for fact in found if fact.handed_in]
            undated = min(due.day or today, today) if found and not told else None
            standing = due.standing(undated or _first_done(told, today), today)
            yield _cell(due, standing, _of_activity(event), found, wants)


def _first_done(told: Iterable[tuple[dt.date | None, ...]], today: dt.date) -> dt.date | None:
    """`told` are the days of each, the surest first: the first of them that is not to come counts."""
    days = (next((day for day in each if day and day <= today), None) for each in told)
    return min((day for day in days if day), default=None)


def _cell(due: Due, standing: Standing, label: str, found: Iterable[Fact], wants: Wants) -> Cell:
    rule, thing = due.rule, _thing(due.rule)
    return Cell(
        rule=rule.id,
        about=rule.about,
        basis=rule.basis,
        layer=rule.layer,
        label=label,
        first=due.start,
        standing=standing,
        due=due.day,
        found=_links(found),
        wants=wants.of_thing(thing) if standing in _OPEN else "",
        missing=(thing,) if standing in _OPEN else (),
        is_event=rule.days_before is not None,
    )


def _thing(rule: DeadlineRule) -> str:
    return rule.form or rule.paper


def _is_for(fact: Fact, due: Due) -> bool:
    """What does not say of which period it is belongs to that in which it was made, or was due."""
    if fact.period or due.period is None:
        return fact.period == due.period
    return fact.day in due.period or fact.day in Period.of(due.start, due.period.length)


def _links(facts: Iterable[Fact]) -> tuple[Link, ...]:
    """Each file or folder once."""
    return tuple(dict.fromkeys(Link(PurePosixPath(fact.path).name or fact.what, fact.path) for fact in facts))


def _of_activity(event: Fact) -> str:
    return f"{event.day.isoformat()} {event.what}"


def _label(period: Period) -> str:
    """Within its year: 3月, 3—4月, 第一季度, 上半年, 全年."""
    return "全年" if period.length is Length.YEAR else str(period).removeprefix(f"{period.year}年")
