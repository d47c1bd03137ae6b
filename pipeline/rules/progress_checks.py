"""What became of decisions and suggestions: against itself, and against the decisions of the activity forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK
from pipeline.rules.finding import finding
from pipeline.rules.matters import Decision, Report, matched, same_matter, says_done, says_open


@dataclass(frozen=True, slots=True)
class Told:
    """One row of decisions, reports or suggestions, by what its columns are; None for what the form left empty."""

    row: Row
    at: Value
    since: Value | None
    """When it was decided or raised."""
    progress: Value | None
    done_on: Value | None
    deadline: Value | None
    day: dt.date | None
    """Of the form."""

    @property
    def matter(self) -> str:
        return str(self.at.value)

    def report(self) -> Report:
        return Report(self.matter, self.day, date_of(self.since))


def date_of(held: Value | None) -> dt.date | None:
    return held.value if held and isinstance(held.value, dt.date) else None


def told_in(record: Record, form: FormMapping, role: Role = Role.MATTER) -> list[Told]:
    """The rows of the first table that has matters, if it has a column of that role too."""
    place = form.table_with(Role.MATTER)
    if place is None or form.tables[place[0]].by_role(role) is None:
        return []
    table, matter = place

    def held(row: Row, of: Role) -> Value | None:
        column = form.tables[table].by_role(of)
        value = row.get(column) if column else None
        return None if value is None or value.value is BLANK else value

    name = form.by_role(Role.DATE)
    day = record.value(name) if name else BLANK
    return [
        Told(
            row,
            row[matter],
            held(row, Role.DECIDED_ON) or held(row, Role.RAISED_ON),
            held(row, Role.PROGRESS),
            held(row, Role.DONE_ON),
            held(row, Role.DEADLINE),
            day if isinstance(day, dt.date) else None,
        )
        for row in record.rows(table)
    ]


def check_progress(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Each row of a form that reports progress, against itself and the day of the form."""
    for told in told_in(record, form, Role.PROGRESS):
        done_on, since, said = date_of(told.done_on), date_of(told.since), told.progress
        if done_on and since and done_on < since:
            yield _early(told, since, told.since or told.at)
        if said and done_on and says_open(str(said.value)):
            message = f"“{_short(told)}”写了完成日期 {done_on}，落实情况却写“{said.value}”"
            yield finding(said, "done-differs", message, "请核对是不是已经完成", told.done_on)
        if said and not done_on and says_done(str(said.value)):
            message = f"“{_short(told)}”写“{said.value}”，没有写完成日期"
            yield finding(said, "done-differs", message, "请补填完成日期")


def check_matters(decisions: Sequence[tuple[Decision, Value]], reports: Sequence[Told]) -> Iterator[Problem]:
    """Reports against all decisions of the branch, each of which stands somewhere."""
    places = matched([decision for decision, _ in decisions], [told.report() for told in reports])
    for told, place in zip(reports, places, strict=True):
        if place is None:
            yield _unknown(told, decisions)
            continue
        decision, at = decisions[place]
        done_on = date_of(told.done_on)
        if done_on and done_on < decision.day and not told.since:
            yield _early(told, decision.day, at)


def _early(told: Told, since: dt.date, other: Value) -> Problem:
    message = f"“{_short(told)}”的完成日期 {date_of(told.done_on)} 早于议定、提出的日期 {since}"
    return finding(told.done_on or told.at, "done-early", message, "请核对两个日期", other)


def _unknown(told: Told, decisions: Sequence[tuple[Decision, Value]]) -> Problem:
    same = [(decision, at) for decision, at in decisions if same_matter(decision.matter, told.matter)]
    message = f"“{_short(told)}”对不上登记表里的决议"
    hint = "请照登记表里决议的原话写，写明议定日期；登记表还没有报的请补报"
    if not same:
        return finding(told.at, "matter-unknown", message, hint)
    days = "、".join(str(decision.day) for decision, _ in same)
    message += f"：同一事项的议定日期是 {days}"
    return finding(told.since or told.at, "matter-unknown", message, "请核对议定日期", same[0][1])


def _short(told: Told) -> str:
    return told.matter if len(told.matter) <= 20 else f"{told.matter[:20]}…"
