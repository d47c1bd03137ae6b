"""谈心谈话: who talked with whom in a year, and who still has to.

支部工作条例 (试行) 2018, ch. 4: 支部委员之间, 支部委员和党员之间, 党员和党员之间, each normally once a year at least.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations


class Pairing(Enum):
    """The value is the tag by which rules ask for it, and is printed."""

    COMMITTEE = "支委与支委"
    WITH_COMMITTEE = "支委与党员"
    MEMBERS = "党员与党员"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people's talk on a day; which of the two held it makes no difference."""

    day: dt.date
    one: str
    other: str

    def with_(self, name: str) -> str:
        """The other one of the two; empty where the name is neither's."""
        return {self.one: self.other, self.other: self.one}.get(name, "")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of the committee, and their talks by day; none: they have not talked yet."""

    one: str
    other: str
    talks: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What a member of the branch has had: talks with the committee, and with other members, by day."""

    name: str
    with_committee: tuple[Meeting, ...]
    with_members: tuple[Meeting, ...]


def pairing_of(one: str, other: str, committee: Collection[str], members: Collection[str] | None) -> Pairing | None:
    """None where one of the two is neither of the committee nor, as far as `members` are known, of the branch."""
    if one == other or any(
        members is not None and name not in committee and name not in members for name in (one, other)
    ):
        return None
    of_committee = (one in committee) + (other in committee)
    return (Pairing.MEMBERS, Pairing.WITH_COMMITTEE, Pairing.COMMITTEE)[of_committee]


def pairs_of(committee: Sequence[str], talks: Iterable[Meeting]) -> tuple[Pair, ...]:
    """Each two of the committee, in its order."""
    by_day = _by_day(talks)
    return tuple(
        Pair(one, other, tuple(talk for talk in by_day if {talk.one, talk.other} == {one, other}))
        for one, other in combinations(committee, 2)
    )


def shares_of(members: Sequence[str], committee: Collection[str], talks: Iterable[Meeting]) -> tuple[Share, ...]:
    """Each member who is not of the committee, in order."""
    by_day, known = _by_day(talks), {*members, *committee}
    return tuple(
        Share(
            name,
            tuple(talk for talk in by_day if talk.with_(name) in committee),
            tuple(talk for talk in by_day if talk.with_(name) in known and talk.with_(name) not in committee),
        )
        for name in members
        if name not in committee
    )


def _by_day(talks: Iterable[Meeting]) -> list[Meeting]:
    return sorted(talks, key=lambda talk: (talk.day, talk.one, talk.other))
