"""The one Jinja environment: sandboxed, escaping, strict, and with the forms' own names before Python's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from pipeline.model.picture import Picture
from pipeline.render.printing import FILTERS, GLOBALS, printed


class NeedsDocxtpl(Exception):
    """A value that only docxtpl itself can print: rich text, a sub-document, a tab that splits its run."""


class Environment(SandboxedEnvironment):
    """`row.items` is the row's entry named items; a method only where there is no such entry."""

    draw: Callable[[Picture], str]
    """Turns a picture into its drawing in the document at hand; set for each."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)

    def piece(self, value: Any) -> str | bytes:
        """What a compiled template yields for a value: its text, not escaped yet, or ready XML."""
        if type(value) is str:
            return value
        if type(value) is Picture:
            return self.draw(value).encode()
        text = printed(value)
        if type(text) is not str and hasattr(text, "__html__"):
            raise NeedsDocxtpl(type(value).__name__)
        return str(text)


@cache
def environment() -> Environment:
    """Made once for the process."""
    made = Environment(autoescape=True, undefined=StrictUndefined, finalize=printed)
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made
