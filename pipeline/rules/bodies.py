"""Who may vote, who is on the committee, who is of a group: by the roster and the branch's own sheet, on a day.

支部工作条例: candidates (预备党员) have no vote; a 支委会 is of the committee's members, a 党小组会 of one group's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.rules.kinds import Measure
from pipeline.rules.roster import Member, Roster
from pipeline.rules.spans import Span
from pipeline.rules.thresholds import months_before

_PROBATION: Final = 12
"""Months: 党章 art. 7."""
_FULL: Final = "正式"
_CANDIDATE: Final = re.compile("预备(?!役)")
_CONFIRMED: Final = re.compile("(?<![未待拟])转正")
_DUTY: Final = (
    "组织|组宣|组纪|宣传|宣教|纪律检查|纪律|纪检监察|纪检|监察|青年|青工|妇女|统一战线|统战|生活|群众|群工|群团|保密|保卫"
    "|治保|学习|教育|文教|文体|文化|文娱|文艺|体育|党建|联络|信息|安全|服务|后勤|福利|老干部|民兵|武装"
)
_POST: Final = re.compile(
    f"(?:现任?)?(?:中共)?党?(?:支部|支委会?)?(?:委员会)?(?:副?书记|(?:(?:{_DUTY}){{1,2}}(?:工作)?)?委员)"
    "|[^团总原前曾离卸]{1,4}支部委员|支委"
)
"""Of the branch's own committee: a 委员 of anything else, and who was one, is none."""
_FORMER: Final = re.compile(r"[(（]([^()（）]*(?:离任|卸任)|原|前|曾任)[)）]|(原|前|曾任)[\s:：]+")
_POSTS: Final = re.compile(r"[、,，;；/兼和()（）\s]+")
_TENS: Final = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_DIGITS: Final = str.maketrans("一二三四五六七八九", "123456789")
_GROUP_WORDS: Final = re.compile(r"[第党小组\s]")


@dataclass(frozen=True, slots=True)
class Body:
    """A part of the branch that meets by itself: its name, and its members on the day in the roster's order."""

    name: str
    members: tuple[Member, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(str(member.name.value) for member in self.members)


@dataclass(frozen=True, slots=True)
class Parts:
    """Names of the committee, and of each group, as the branch's own sheet tells them; empty where it does not."""

    committee: Collection[str] = ()
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)


def may_vote(member: Member, day: dt.date) -> bool | None:
    """Belongs and is no candidate on the day; None where the roster leaves it open."""
    return False if _is_candidate(member, day) else member.belonged(Span(day, day))


def _is_candidate(member: Member, day: dt.date) -> bool:
    if confirmed := member.confirmed_in:
        return confirmed.first > day
    admitted = member.admitted_in
    category = str(member.category.value) if member.category else ""
    return _says_candidate(category, member.name.written, member.remark) or (
        admitted is not None and admitted.first > months_before(day, _PROBATION)
    )


@lru_cache(maxsize=512)
def _says_candidate(category: str, name: str, remark: str) -> bool:
    """By the category; where that says nothing of it, by the words beside the name and in the remark."""
    if _FULL in category:
        return False
    words = (category, name, "" if _CONFIRMED.search(remark) else remark)
    return any(_CANDIDATE.search(each) for each in words)


def is_on_committee(member: Member) -> bool:
    return member.post is not None and is_post(str(member.post.value))


@lru_cache(maxsize=256)
def is_post(words: str) -> bool:
    """One of the branch's committee: 书记, 组织委员; not of the youth league, no 书记员, no 原组织委员."""
    return any(_POST.fullmatch(post) for post in _POSTS.split(_FORMER.sub(r"\1\2", words)))


def is_same_group(first: str, second: str) -> bool:
    """第一党小组 and 1组, 第十一党小组 and 11组."""
    plain = [_TENS.sub(_in_digits, _GROUP_WORDS.sub("", text)).translate(_DIGITS) for text in (first, second)]
    return bool(plain[0]) and plain[0] == plain[1]


def _in_digits(tens: re.Match[str]) -> str:
    return f"{tens[1] or 1}{tens[2] or 0}"


def committee_on(day: dt.date, roster: Roster, parts: Parts) -> Body | None:
    """`parts` go before the posts of the roster. None where neither names anybody who may belong on the day."""
    named = [each for each in roster.members if str(each.name.value) in parts.committee]
    return _body("支部委员会", named or filter(is_on_committee, roster.members), day)


def group_on(name: str, day: dt.date, roster: Roster, parts: Parts) -> Body | None:
    """`parts` go before the groups of the roster. None where neither names anybody of it who may belong on the day."""
    own = {person for group, people in parts.groups.items() if is_same_group(group, name) for person in people}
    named = [each for each in roster.members if str(each.name.value) in own]
    return _body(name, named or (each for each in roster.members if _is_of(each, name)), day)


def is_of_committee(kinds: Collection[str], rules: RulesOfDay) -> bool:
    """A meeting of these kinds is the committee's alone, as the rules name its kinds."""
    rule = rules.thresholds.get(Measure.COMMITTEE_QUORUM)
    return bool(kinds) and rule is not None and set(kinds) <= set(rule.kinds)


def is_of_group(kinds: Collection[str], rules: RulesOfDay) -> bool:
    """A meeting of these kinds is one group's alone."""
    of_groups = {kind for rule in rules.requirements.values() if rule.with_groups for kind in rule.kinds}
    return bool(kinds) and set(kinds) <= of_groups


def _is_of(member: Member, group: str) -> bool:
    return member.group is not None and is_same_group(str(member.group.value), group)


def _body(name: str, members: Iterable[Member], day: dt.date) -> Body | None:
    """Who is certain not to belong on the day is left out."""
    there = tuple(member for member in members if member.belonged(Span(day, day)) is not False)
    return Body(name, there) if there else None
