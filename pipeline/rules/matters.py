"""What was decided and what became of it: which report tells of which decision, and what is still open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model.values import Scalar

DONE, LATE, OPEN = "已办结", "逾期办结", "未办结"
ANSWERED, UNANSWERED = "已答复", "未答复"

_SIGNS: Final = re.compile(r"[\W_]+")
_LEAST: Final = 6
"""Characters: of a shorter matter a part says too little."""
_SAYS_DONE: Final = re.compile(
    r"(?:完成|办结|办完|落实|整改)(?:到位|完毕)?[。.！!]?$|已(?:经|全部)?(?:完成|办结|办完|落实|整改)"
)
_SAYS_OPEN: Final = re.compile(
    "未|没|待|正在|部分|尚|拟|计划|推进|将|准备|逐步|抓紧|继续|争取|力争|前[应要须]?(?:完|办|落|整)"
)
_NO_ANSWER: Final = re.compile("^(?:暂|尚)?(?:未|无|没有?|待)(?:有|经)?(?:答复|回复|研究|处理|办理)?[。.]?$")


@dataclass(frozen=True, slots=True)
class Decision:
    """A matter and the day on which it was decided."""

    matter: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported of a matter on `day`; `decided` is the day of the decision. None where it is not told."""

    matter: str
    day: dt.date | None
    decided: dt.date | None


def same_matter(first: str, second: str) -> bool:
    """The same words, however they are spaced and pointed; or one is a good part of the other."""
    short, long = sorted((essence(first), essence(second)), key=len)
    return bool(short) and (short == long or (len(short) >= _LEAST and short in long))


def essence(matter: str) -> str:
    return _SIGNS.sub("", matter).casefold()


def matched(decisions: Sequence[Decision], reports: Sequence[Report]) -> list[int | None]:
    """For each report the place of the decision that it tells of: of the day that it names, else the last one by then.

    The very words win over a part of them.
    """
    return [_match(decisions, report) for report in reports]


def _match(decisions: Sequence[Decision], report: Report) -> int | None:
    alike = [place for place, decision in enumerate(decisions) if same_matter(decision.matter, report.matter)]
    if report.decided:
        alike = [place for place in alike if decisions[place].day == report.decided]
    elif report.day:
        alike = [place for place in alike if decisions[place].day <= report.day]
    equal = [place for place in alike if essence(decisions[place].matter) == essence(report.matter)]
    return max(equal or alike, key=lambda place: (decisions[place].day, -place), default=None)


def says_done(progress: str) -> bool:
    """已完成, 已落实到位; not 正在落实 or 部分完成."""
    return bool(_SAYS_DONE.search(progress)) and not _SAYS_OPEN.search(progress)


def says_open(progress: str) -> bool:
    """It denies that the matter is done."""
    return bool(re.search("未(?:完成|办结|落实|整改)|没有?(?:完成|办结|落实)|正在|部分完成|推进中", progress))


def standing(progress: str, done_on: dt.date | None, deadline: Scalar) -> str:
    """Of a decision. No clock: that a deadline has passed is seen by what was done after it."""
    if done_on and isinstance(deadline, dt.date) and done_on > deadline:
        return LATE
    return DONE if done_on or says_done(progress) else OPEN


def answer(reply: str, done_on: dt.date | None) -> str:
    """Of a suggestion."""
    if done_on or says_done(reply):
        return DONE
    return UNANSWERED if not reply.strip() or _NO_ANSWER.search(reply.strip()) else ANSWERED
