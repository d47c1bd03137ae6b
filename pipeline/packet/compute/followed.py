"""议定事项 and 意见建议 of a year: what was decided or suggested, what came of it, what the year before left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.branch.followed import Decided, Reported, decisions_of, reports_of
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.matters import OPEN, UNANSWERED, answer, matched, same_matter, standing
from pipeline.rules.progress_checks import Told, date_of

_MATTERS: Final = ("序号", "议定日期", "会议", "事项", "责任人", "完成时限", "落实情况", "完成日期", "状态")
_SUGGESTIONS: Final = ("序号", "提出日期", "提出人", "意见建议", "答复", "责任人", "办结日期", "状态")
_UNKNOWN: Final = "登记表中没有这项决议"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a register: since when, and the year in which it was closed or last told of, if it was."""

    row: Context
    day: dt.date
    closed: int | None
    is_open: bool

    def is_of(self, year: int) -> bool:
        """Of the year itself, or of one before it and still open when it began."""
        return self.day.year == year or (self.day.year < year and (self.is_open or (self.closed or 0) >= year))


def matters(material: Material, context: Context) -> Context:
    """A report that no decision fits stands in the table all the same, and says so."""
    decisions = decisions_of(material.activity, material.forms)
    reports = reports_of(material.activity, material.forms, Role.DECIDED_ON)
    places = matched([each.decision for each in decisions], [each.told.report() for each in reports])
    told = {place: [at for at, of in enumerate(places) if of == place] for place in range(len(decisions))}
    rows = [
        _matter(decided, material.forms[decided.held.form], [reports[at] for at in told[place]])
        for place, decided in enumerate(decisions)
    ]
    rows += [_loose(report) for report, at in zip(reports, places, strict=True) if at is None]
    shown = _of_year(rows, material.activity.day.year)
    return {"议定事项": shown, "未办结数": sum(row["状态"] == OPEN for row in shown)}


def _matter(decided: Decided, form: FormMapping, reports: Sequence[Reported]) -> _Entry:
    told = [each.told for each in reports]
    deadline = decided.told.deadline.value if decided.told.deadline else BLANK
    progress, done_on = _last(told, "progress"), _last(told, "done_on")
    row = {
        "议定日期": decided.decision.day,
        "会议": _meeting(decided, form),
        "事项": decided.decision.matter,
        "责任人": _column(told, "责任人") or _column([decided.told], "责任人"),
        "完成时限": deadline,
        "落实情况": progress,
        "完成日期": done_on,
        "状态": standing(str(progress), done_on or None, deadline),
    }
    return _Entry(row, decided.decision.day, _closed(reports, done_on), row["状态"] == OPEN)


def _meeting(decided: Decided, form: FormMapping) -> str:
    """Its kinds and its theme."""
    names = (form.by_role(role) for role in (Role.KINDS, Role.THEME))
    values = [decided.held.record.value(name) for name in names if name]
    return " ".join("、".join(value) if isinstance(value, tuple) else str(value) for value in values if value)


def _loose(report: Reported) -> _Entry:
    told = report.told
    progress, done_on = _last([told], "progress"), _last([told], "done_on")
    row = {
        "议定日期": date_of(told.since) or BLANK,
        "会议": _UNKNOWN,
        "事项": told.matter,
        "责任人": _column([told], "责任人"),
        "完成时限": BLANK,
        "落实情况": progress,
        "完成日期": done_on,
        "状态": standing(str(progress), done_on or None, BLANK),
    }
    return _Entry(row, date_of(told.since) or report.day, _closed([report], done_on), row["状态"] == OPEN)


def suggestions(material: Material, context: Context) -> Context:
    """The same suggestion of the same person, told again with its answer, is one."""
    groups: list[list[Reported]] = []
    for report in reports_of(material.activity, material.forms, Role.RAISED_ON):
        group = next((each for each in groups if _is_same(each[0].told, report.told)), None)
        if group is None:
            groups.append([report])
        else:
            group.append(report)
    rows = [_suggestion(group) for group in groups]
    shown = _of_year(rows, material.activity.day.year)
    return {"意见建议": shown, "未答复数": sum(row["状态"] == UNANSWERED for row in shown)}


def _is_same(first: Told, second: Told) -> bool:
    people = [_column([each], "提出人") for each in (first, second)]
    days = [date_of(each.since) for each in (first, second)]
    agree = all(not all(pair) or pair[0] == pair[1] for pair in (people, days))
    return agree and same_matter(first.matter, second.matter)


def _suggestion(group: Sequence[Reported]) -> _Entry:
    told = [each.told for each in group]
    reply, done_on = _last(told, "progress"), _last(told, "done_on")
    since = _last(told, "since")
    row = {
        "提出日期": since,
        "提出人": _column(told, "提出人"),
        "意见建议": told[0].matter,
        "答复": reply,
        "责任人": _column(told, "责任人"),
        "办结日期": done_on,
        "状态": answer(str(reply), done_on or None),
    }
    return _Entry(row, since or group[0].day, _closed(group, done_on), row["状态"] == UNANSWERED)


def _last(told: Iterable[Told], what: str) -> Any:
    """What was said last of it."""
    given = [held.value for each in told if (held := getattr(each, what))]
    return given[-1] if given else BLANK


def _column(told: Iterable[Told], name: str) -> Any:
    given = [each.row[name].value for each in told if name in each.row and each.row[name].value is not BLANK]
    return given[-1] if given else BLANK


def _closed(reports: Sequence[Reported], done_on: Any) -> int | None:
    """The year in which it was closed, if it was: that of its end, else that of the last report."""
    if isinstance(done_on, dt.date):
        return done_on.year
    return reports[-1].day.year if reports else None


def _of_year(entries: Iterable[_Entry], year: int) -> list[Context]:
    """By day."""
    ordered = sorted((entry for entry in entries if entry.is_of(year)), key=lambda entry: entry.day)
    return [{**entry.row, "序号": number} for number, entry in enumerate(ordered, 1)]


MATTERS: Final = Computed(matters, names=("未办结数",), tables={"议定事项": dict.fromkeys(_MATTERS)}, reads=("责任人",))
SUGGESTIONS: Final = Computed(
    suggestions, names=("未答复数",), tables={"意见建议": dict.fromkeys(_SUGGESTIONS)}, reads=("责任人", "提出人")
)
