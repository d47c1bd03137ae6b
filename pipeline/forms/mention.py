"""Is there any of some words in a workbook? Its packed text is searched, which takes a tenth of reading its cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_MOST_BYTES: Final = 8 << 20
_BETWEEN: Final = re.compile(rb"<[^>]*>|\s+|\xe3\x80\x80")
"""Tags and blanks: titles are spaced out, and set in several pieces."""


def may_mention(path: Path, words: Iterable[str]) -> bool:
    """False only of an .xlsx that holds none of them, blanks left aside. Never raises."""
    wanted = [word.encode() for word in words]
    try:
        with zipfile.ZipFile(path) as package:
            texts = [
                name for name in package.namelist() if name.startswith(("xl/sharedStrings", "xl/worksheets/sheet"))
            ]
            return not texts or any(_mentions(package, name, wanted) for name in texts)
    except Exception:  # whatever is wrong with it, others tell
        return True


def _mentions(package: zipfile.ZipFile, part: str, words: list[bytes]) -> bool:
    with package.open(part) as stream:
        text = stream.read(_MOST_BYTES)
    if len(text) == _MOST_BYTES or b"&#" in text or text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = _BETWEEN.sub(b"", text)
    return any(word in text for word in words)
