"""发展党员: how far a person has come, which papers belong to that step, and whether the days are in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row
from pipeline.model.values import BLANK, Scalar
from pipeline.rules.finding import finding
from pipeline.rules.spans import Span

TABLE: Final = "发展"
STEPS: Final = {
    "申请入党日期": "入党申请人",
    "积极分子日期": "入党积极分子",
    "发展对象日期": "发展对象",
    "接收日期": "预备党员",
    "转正日期": "正式党员",
}
"""The day of each step, in the order of 中国共产党发展党员工作细则, and what the person is from then on."""
PAPERS: Final = {"入党申请书": "申请入党日期", "入党志愿书": "接收日期", "票决记录": "接收日期", "会议记录": "接收日期"}
"""What a step must leave (关于规范党内组织生活的通知（2020）, 附件1 发展党员), and that step."""


def stage_of(row: Mapping[str, Scalar]) -> str:
    """The last step that bears a day; nothing where none does."""
    return next((stage for step, stage in reversed(STEPS.items()) if row.get(step, BLANK) is not BLANK), "")


def lacking(row: Mapping[str, Scalar]) -> tuple[str, ...]:
    """The papers of the steps taken that are not said to be there. Who took a step took those before it."""
    steps = list(STEPS)
    last = max((steps.index(step) for step in steps if row.get(step, BLANK) is not BLANK), default=-1)
    due = (paper for paper, step in PAPERS.items() if steps.index(step) <= last)
    return tuple(paper for paper in due if row.get(paper, BLANK) is not True)


def check_development(record: Record, today: dt.date | None = None) -> Iterator[Problem]:
    """Without `today` nothing is said of days that are still to come."""
    for row in record.rows(TABLE):
        if not {"姓名", *STEPS, *PAPERS} <= row.keys():
            continue  # another form's table of that name
        yield from _order(row)
        yield from _probation(row)
        yield from _ahead(row, today) if today else ()
        values = {name: held.value for name, held in row.items()}
        if wanting := lacking(values):
            message = f"{row['姓名'].value}填到了{stage_of(values)}这一步，缺{'、'.join(wanting)}"
            yield finding(row["姓名"], "development-paper-missing", message, "有的请在表里写“有”，没有的请补齐")


def _order(row: Row) -> Iterator[Problem]:
    """Each pair of steps once: a step too early for several before it is told with the nearest."""
    told = [(step, held, span) for step in STEPS if step in row and (span := Span.of((held := row[step]).value))]
    wrong: set[str] = set()
    for (first, one, before), (second, other, after) in sorted(combinations(told, 2), key=lambda pair: _gap(*pair)):
        if after.last < before.first and second not in wrong:
            wrong.add(second)
            message = f"{row['姓名'].value}的{second} {other.value} 早于{first} {one.value}"
            yield finding(other, "development-order", message, "请核对这两个日期", one)


def _ahead(row: Row, today: dt.date) -> Iterator[Problem]:
    """The day of a step says that it was taken."""
    for step, stage in STEPS.items():
        span = Span.of(row[step].value)
        if span and span.first > today:
            message = f"{row['姓名'].value}的{step}是 {row[step].value}，今天是 {today.isoformat()}，还没有到"
            hint = f"还没有成为{stage}的，这一格请空着，到时再填；材料里会写成{stage}"
            yield finding(row[step], "development-date-ahead", message, hint)


def _gap(first: tuple[str, object, Span], second: tuple[str, object, Span]) -> int:
    steps = list(STEPS)
    return steps.index(second[0]) - steps.index(first[0])


def _probation(row: Row) -> Iterator[Problem]:
    """党章第七条: 预备党员的预备期为一年. However the days are taken where only a month is given."""
    admitted, confirmed = (row.get(step) for step in ("接收日期", "转正日期"))
    since, until = (Span.of(held.value) if held else None for held in (admitted, confirmed))
    if admitted is None or confirmed is None or since is None or until is None or until.last < since.first:
        return
    if until.last < _a_year_after(since.first):
        message = f"{row['姓名'].value} {admitted.value} 接收为预备党员，{confirmed.value} 转正，不满一年"
        yield finding(confirmed, "probation-short", message, "请核对这两个日期", admitted)


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 2, 28)
