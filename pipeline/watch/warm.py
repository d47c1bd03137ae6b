"""Imports before the first drop what is imported late elsewhere, so that the drop does not pay for it."""

from __future__ import annotations

from importlib import import_module
from typing import Final

_HEAVY: Final = ("chinese_calendar", "docxtpl", "PIL.JpegImagePlugin", "python_calamine")


def load_what_is_heavy() -> None:
    for name in _HEAVY:
        import_module(name)
