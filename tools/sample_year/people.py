"""The members of the branch: who they are, when they came and left. All of them are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

BRANCH: Final = "机关第一党支部"
YEAR: Final = 2026

SECRETARY: Final = "冯伟"
ORGANISER: Final = "蒋欣怡"
FIRST, SECOND = "第一党小组", "第二党小组"


def day(month: int, number: int) -> dt.date:
    return dt.date(YEAR, month, number)


@dataclass(frozen=True, slots=True)
class Member:
    """`confirmed` is None as long as a member is on probation."""

    name: str
    sex: str
    born: str
    admitted: dt.date
    confirmed: dt.date | None
    post: str
    group: str
    base: Decimal
    nation: str = "汉"
    joined: dt.date | None = None
    left: dt.date | None = None

    def belongs_on(self, when: dt.date) -> bool:
        since = self.joined or self.admitted
        return since <= when and (self.left is None or when <= self.left)

    def votes_on(self, when: dt.date) -> bool:
        return self.belongs_on(when) and self.confirmed is not None and self.confirmed <= when


def _old(name: str, sex: str, born: str, admitted: dt.date, post: str, group: str, base: str) -> Member:
    """Confirmed a year after the admission, as nearly all are."""
    return Member(name, sex, born, admitted, admitted.replace(year=admitted.year + 1), post, group, Decimal(base))


MEMBERS: Final = (
    _old("冯伟", "男", "1972-12", dt.date(1997, 12, 2), "书记", FIRST, "3000"),
    _old("沈一鸣", "女", "1985-11", dt.date(2010, 11, 1), "副书记", SECOND, "7215.40"),
    _old("蒋欣怡", "男", "1985-02", dt.date(2010, 2, 16), "组织委员", FIRST, "4210.50"),
    _old("严一鸣", "女", "1990-07", dt.date(2015, 7, 24), "宣传委员", SECOND, "3000"),
    Member(
        "买买提·艾力",
        "男",
        "1999-07",
        dt.date(2024, 7, 4),
        dt.date(2025, 7, 4),
        "纪检委员",
        FIRST,
        Decimal("10000.01"),
        nation="维吾尔",
    ),
    _old("姜海涛", "男", "1993-04", dt.date(2018, 4, 19), "", SECOND, "3000.01"),
    _old("姜淑芬", "女", "1972-03", dt.date(1997, 3, 28), "", FIRST, "10000"),
    _old("尤俊杰", "男", "1995-06", dt.date(2020, 6, 28), "", SECOND, "6380"),
    _old("郑文博", "女", "1994-12", dt.date(2019, 12, 11), "", FIRST, "12650"),
    _old("尤静", "男", "1992-11", dt.date(2017, 11, 3), "", SECOND, "8890"),
    _old("尤建国", "女", "1981-04", dt.date(2006, 4, 9), "", FIRST, "2860"),
    _old("严春兰", "男", "1971-11", dt.date(1996, 11, 13), "", SECOND, "3000"),
    _old("蒋建国", "女", "1970-05", dt.date(1995, 5, 4), "", FIRST, "2860"),
    _old("华雪梅", "女", "1974-03", dt.date(1999, 3, 14), "", SECOND, "10000"),
    Member(
        "周海涛",
        "男",
        "1978-12",
        dt.date(2003, 12, 4),
        dt.date(2004, 12, 4),
        "",
        FIRST,
        Decimal("2860"),
        left=dt.date(2026, 6, 30),
    ),
    _old("张一鸣", "男", "1969-09", dt.date(1994, 9, 16), "", SECOND, "12650"),
    Member("蒋海涛", "男", "2000-09", dt.date(2025, 9, 12), dt.date(2026, 9, 14), "", FIRST, Decimal("6380")),
    Member(
        "秦晓岚",
        "女",
        "1987-06",
        dt.date(2012, 8, 15),
        dt.date(2013, 8, 15),
        "",
        SECOND,
        Decimal("5820"),
        joined=dt.date(2026, 4, 8),
    ),
    Member("林小满", "女", "1998-05", dt.date(2026, 6, 25), None, "", FIRST, Decimal("3650")),
)

BY_NAME: Final = {member.name: member for member in MEMBERS}
COMMITTEE: Final = tuple(member.name for member in MEMBERS if member.post)


def members_on(when: dt.date) -> list[Member]:
    return [member for member in MEMBERS if member.belongs_on(when)]


def of_group(group: str, when: dt.date) -> list[Member]:
    return [member for member in members_on(when) if member.group == group]


def category(member: Member, when: dt.date) -> str:
    return "在职" if member.votes_on(when) else "在职（预备党员）"
