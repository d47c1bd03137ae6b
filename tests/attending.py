"""A branch's year of sign-in sheets: each member's marks, one for each activity, in one workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builders import drop, registration, sign_in

from pipeline.flow.desk import Desk

WORDS = {"假": "请假", "网": "线上", "送": "送学", "迟": "迟到", "退": "早退", "补": "补课", "代": "代签", "列": "列席"}
NOT_LISTED = " "
SCHOOL = '[rules]\nsets = ["条例", "第一个星期五"]\n'


def day_of(number: int, year: int = 2026) -> str:
    """The day of the activity with that number (from 0): the 6th of each month, running on into the next year."""
    return f"{year + number // 12}-{number % 12 + 1:02d}-06"


def sign_in_year(marks: Mapping[str, str], *, year: int = 2026) -> dict[str, list[list[Any]]]:
    """Name -> a sign for each activity; of a space the sheet does not list the person."""
    sheets = {}
    for number in range(max(map(len, marks.values()))):
        there = [(name, signs[number]) for name, signs in marks.items() if signs[number : number + 1].strip()]
        rows = [(name, WORDS.get(sign, sign)) for name, sign in there]
        if rows:
            sheets[f"第{number + 1}次"] = sign_in(rows, date=day_of(number, year), theme=f"第{number + 1}课")
    return sheets


def drop_year(desk: Desk, marks: Mapping[str, str], kinds: Sequence[str] = (), *, year: int = 2026) -> None:
    """`kinds` of the activities in their order; those without are theme days by their sheet alone."""
    for number, kind in enumerate(kinds):
        if kind:
            form = registration(date=day_of(number, year), theme=f"第{number + 1}课", 活动类型=kind)
            drop(desk, form, f"登记{year}-{number}.xlsx")
    drop(desk, sign_in_year(marks, year=year), f"签到{year}.xlsx")


def leave_row(name: str, **told: Any) -> dict[str, Any]:
    return {"姓名": name, **told}
