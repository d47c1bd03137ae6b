"""What the name of a dropped file, and those of the folders that it lies in, tell of a paper: kind, day, person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from pathlib import PurePosixPath
from typing import Final

from pipeline.forms.values.titles import find_parts
from pipeline.mapping.paper import PaperWords
from pipeline.model.periods import Length, Period
from pipeline.packet.papers.paper import Told

_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
"""A name may lack one, and have a dot all the same: 讲稿3.20."""


_PART_OF_YEAR: Final = re.compile(
    r"(?:(?P<year>20[0-9]{2})年?度?-?)?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)"
)
_TO: Final = "[-~～—–至到、,，和及]"
_SEVERAL_PARTS: Final = re.compile(
    rf"前第?[一二三四1-4两]个?季度|[一二三四](?:季度)?{_TO}{{0,2}}第?[一二三四]季度|"
    rf"(?<!20[0-9])[1-4](?:季度)?{_TO}{{1,2}}第?[1-4]季度|上(?:半年)?{_TO}{{0,2}}下半年"
)
"""前三季度 is no third one, 1-4季度 no fourth; 2024-4季度 is one."""


def kinds_named(name: str, folder: str, words: PaperWords) -> tuple[str, ...]:
    """The kind that the name speaks of, else the nearest folder's; several where that cannot be told, none of none.

    Of several words in one name the longest counts; a folder further out decides between two as long.
    """
    found: tuple[str, ...] = ()
    for place in _places(name, folder):
        spoken = _kinds_in(place, words.kinds)
        found = tuple(kind for kind in found if kind in spoken) or found or spoken
        if len(found) == 1:
            break
    return found


def is_said_of_photo(name: str, folder: str, words: PaperWords) -> bool:
    return any(word in place for place in _places(name, folder) for word in words.photos)


def told_by_names(name: str, folder: str) -> Told:
    """The day as far as the name tells it, the rest from the folders, the nearest first."""
    return reduce(Told.or_of, (Told(*find_parts(place)) for place in _places(name, folder)), Told())


def period_named(name: str, folder: str, year: int | None) -> Period | None:
    """The half-year or quarter that the name, else a folder, speaks of; of `year` where none stands with it.

    Nothing where it speaks of several.
    """
    for place in _places(name, folder):
        if _SEVERAL_PARTS.search(place):
            return None
        if found := _PART_OF_YEAR.search(place):
            of = int(found["year"]) if found["year"] else year
            half, quarter = found["half"], found["quarter"]
            number = "上下".index(half) if half else "一二三四1234".index(quarter) % 4
            return Period(of, number + 1, Length.HALF if half else Length.QUARTER) if of else None
    return None


def person_named(name: str, folder: str, people: Collection[str]) -> str:
    """The one of `people` whom the name speaks of, else the nearest folder; nothing where it speaks of several."""
    for place in _places(name, folder):
        if found := people_in(place, people):
            return found[0] if len(found) == 1 else ""
    return ""


def people_in(text: str, people: Iterable[str]) -> Sequence[str]:
    """In their order; of 张伟 and 张伟大 the longer one where both would do."""
    spoken = sorted({person for person in people if person and person in text}, key=len)
    return [one for at, one in enumerate(spoken) if not any(one in longer for longer in spoken[at + 1 :])]


def _places(name: str, folder: str) -> Iterator[str]:
    """Without the spaces that people put between the signs of a name."""
    yield "".join(_ENDING.sub("", name).split())
    yield from ("".join(part.split()) for part in reversed(PurePosixPath(folder).parts))


def _kinds_in(text: str, kinds: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    longest = {kind: max((len(word) for word in words if word in text), default=0) for kind, words in kinds.items()}
    most = max(longest.values(), default=0)
    return tuple(kind for kind, length in longest.items() if most and length == most)
