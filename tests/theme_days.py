"""Forms around a theme day: notice, leave and make-up, progress of decisions, suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builders import BRANCH

Rows = Sequence[Sequence[Any]]


def notice(noticed: Any = "2026-03-16", *, date: Any = "2026-03-20", **fields: Any) -> list[list[Any]]:
    known: dict[str, Any] = {
        "支部": BRANCH,
        "活动日期": date,
        "活动地点": "会议室",
        "活动主题": "学党章",
        "通知日期": noticed,
    }
    return [["活动通知"], *([label, value] for label, value in (known | fields).items())]


def leave(rows: Sequence[dict[str, Any]], *, date: Any = "2026-03-20") -> list[list[Any]]:
    """Rows by header; the headers are those that one of the rows has."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    head: list[list[Any]] = [["请假补课登记表"], ["支部", BRANCH], ["活动日期", date], heads]
    return head + [[row.get(name) for name in heads] for row in rows]


def progress(rows: Rows, *, day: Any = "2026-06-30") -> list[list[Any]]:
    """Matter, day of the decision, progress, day of completion."""
    head: list[list[Any]] = [["议定事项落实情况表"], ["支部", BRANCH], ["填报日期", day]]
    return [*head, ["事项", "议定日期", "落实情况", "完成日期"], *map(list, rows)]


def suggestions(rows: Rows, *, day: Any = "2026-03-31") -> list[list[Any]]:
    """Day, person, suggestion, answer, day of completion."""
    head: list[list[Any]] = [["意见建议征集表"], ["支部", BRANCH], ["填报日期", day]]
    return [*head, ["提出日期", "提出人", "意见建议", "答复", "办结日期"], *map(list, rows)]


def resolutions(rows: Rows) -> list[list[Any]]:
    """To stand below an activity form: matter, who, by when."""
    return [["决议事项"], ["序号", "事项", "责任人", "完成时限"], *([None, *row] for row in rows)]
