"""Is there any of some words in a workbook? Its packed text is searched, which takes a tenth of reading its cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_MOST_BYTES: Final = 8 << 20
_BETWEEN: Final = re.compile(rb"<[^>]*>|\s+|\xe3\x80\x80|&#(?:9|10|13|32|160|12288);")
"""Tags and blanks: titles are spaced out, and set in several pieces."""
_OTHER_REFERENCE: Final = re.compile(rb"&#[x0]")


def may_mention(path: Path, words: Iterable[str]) -> bool:
    """False only of an .xlsx that holds none of them, blanks left aside. Never raises."""
    wanted = [form for word in words for form in (word.encode(), word.encode("ascii", "xmlcharrefreplace"))]
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
    if len(text) == _MOST_BYTES or _is_mixed(text) or text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = _BETWEEN.sub(b"", text)
    return any(word in text for word in words)


def _is_mixed(text: bytes) -> bool:
    """Whether a word may be written otherwise than in UTF-8 throughout, or in decimal references, as openpyxl does."""
    return b"&#" in text and (not text.isascii() or _OTHER_REFERENCE.search(text) is not None)
