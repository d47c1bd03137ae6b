"""民主评议党员: what single ballots come to, and what a count by hand must agree with. No grade is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK

GRADES: Final = ("优秀", "合格", "基本合格", "不合格")
"""中国共产党支部工作条例（试行）, best first."""

BALLOT: Final = "测评"
"""The table of a ballot, and of the count by hand: a row for each member."""

BALLOT_COLUMNS: Final = frozenset({"姓名", *GRADES, "等次"})
COUNT_COLUMNS: Final = frozenset({"姓名", *GRADES, "弃权", "评定等次", "处置措施"})
"""By which the two are known: another form's table may have the same name."""


@dataclass(frozen=True, slots=True)
class Count:
    """One member's votes by grade; `at` is the name on the first ballot that gave one."""

    at: Value
    votes: Mapping[str, int]


def grades_ticked(row: Row) -> tuple[str, ...]:
    """What one ballot says of one member: ticked under a grade's head or written as a word. One grade is a vote."""
    told = [grade for grade in GRADES if row[grade].value is True]
    word = row["等次"].value
    return tuple(dict.fromkeys([*told, *([str(word)] if word is not BLANK else [])]))


def counted(ballots: Iterable[Record]) -> dict[str, Count]:
    """By name, in the first ballot's order. Who has no grade, or several, on a ballot has no vote on it."""
    found: dict[str, Count] = {}
    for ballot in ballots:
        for row in ballot.rows(BALLOT):
            name = row["姓名"]
            before = found.get(str(name.value), Count(name, dict.fromkeys(GRADES, 0)))
            told = grades_ticked(row)
            added = {grade: before.votes[grade] + (told == (grade,)) for grade in GRADES}
            found[str(name.value)] = Count(before.at, added)
    return found


def votes_of(row: Row) -> dict[str, int]:
    """A member's votes as a count by hand gives them; an empty cell is none."""
    return {grade: number if isinstance(number := row[grade].value, int) else 0 for grade in GRADES}


def is_counted(row: Row) -> bool:
    """Whether a count by hand gives any votes in the row: a list of verdicts alone does not."""
    return any(isinstance(row[grade].value, int) for grade in GRADES)
