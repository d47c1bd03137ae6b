"""Links of a page to the files beside it."""

from __future__ import annotations

import re
from typing import Final

_ELSE_READ: Final = re.compile(r'[\x00-\x20\x7f"#%:<>?\\^`{|}]')
"""What a browser would drop, or read as something else than a part of a name."""


def link_to(path: str) -> str:
    """`path` is from where the page lies, its parts divided by `/`. In HTML it is to be escaped like any other text.

    Chinese stays as it is, in a page that says that it is UTF-8: as %XX every sign would take nine.
    """
    return _ELSE_READ.sub(lambda sign: f"%{ord(sign[0]):02X}", path)
