"""Names in braces, as file and folder names hold them: {活动日期} {活动主题}."""

from __future__ import annotations

import string
from typing import Final

BRACES: Final = "要填的名称写成 {活动日期} 的样子"


def placeholders(pattern: str) -> list[str] | None:
    """What stands in braces, in order, a format (`月份:>3`) with it; None where the braces do not pair."""
    try:
        parts = [part for part in string.Formatter().parse(pattern) if part[1] is not None]
    except ValueError:
        return None
    return [f"{name}{f'!{sign}' if sign else ''}{f':{form}' if form else ''}" for _, name, form, sign in parts]
