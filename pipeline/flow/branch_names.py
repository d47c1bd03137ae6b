"""Which branch does a name mean, in a cell or as a folder?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_LOOKS_LIKE_BRANCH = re.compile(r"支部|总支|党委")
_COMMITTEE = re.compile(r"(?<=支部|总支)委员会$")


def spelled(branch: str, known: Iterable[str]) -> str:
    """The known branch that is meant, else the name without what people add: 中共甲党支部委员会 is 甲党支部."""
    plain = _plain(branch)
    return next((name for name in known if _plain(name) == plain), plain)


def is_branch_folder(name: str, known: Collection[str]) -> bool:
    """Whether a folder of that name is a branch's: then nothing of another branch is taken from it."""
    return bool(name) and (name in known or _LOOKS_LIKE_BRANCH.search(name) is not None)


def _plain(branch: str) -> str:
    return _COMMITTEE.sub("", "".join(branch.split()).removeprefix("中共"))
