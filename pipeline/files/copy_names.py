"""Names of marked copies: 原名(需更正).xlsx goes back, and comes again under what people and programs make of it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.files.names import split_ending

_MARK: Final = "(需更正)"
_MOST_BYTES: Final = 200
"""Of 255 that file systems allow: room for the mark, the ending, and the signs of one copy among several."""

_RETURNED: Final = re.compile(r"(?:(?:副本|复件)\s*(?:[(（]\d+[)）]\s*)?)?(?P<name>.+?)\s*[(（]需更正[)）].*")
"""What stands behind the mark was put there by a file manager, a chat program or the person who mended it."""

_WORKBOOKS: Final = {".xlsx", ".xlsm", ".xls", ".et", ".ods"}


def copy_name(name: str) -> str:
    """What the marked copy of that file is called; the copy of a copy is called as the copy was."""
    stem, _ = split_ending(plain_name(name))
    return f"{stem.encode()[:_MOST_BYTES].decode(errors='ignore').strip()}{_MARK}.xlsx"


def plain_name(name: str) -> str:
    """The name that the file had before it went back; any other name as it is."""
    stem, ending = split_ending(name)
    found = _RETURNED.fullmatch(stem)
    return f"{found['name']}{ending}" if found else name


def is_same_file(later: str, earlier: str) -> bool:
    """Whether the names tell of one file. A marked copy may be of any workbook; else formats tell two files apart."""
    return _without_case(later) == _without_case(earlier) or (
        later != plain_name(later) and is_saved_anew(later, earlier)
    )


def is_saved_anew(later: str, earlier: str) -> bool:
    """Whether the names may tell of one workbook that was saved in another format."""
    (stem, ending), (earlier_stem, earlier_ending) = map(split_ending, map(_without_case, (later, earlier)))
    return stem == earlier_stem and {ending, earlier_ending} <= _WORKBOOKS


def _without_case(name: str) -> str:
    return plain_name(name).casefold()
