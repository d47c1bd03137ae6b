"""The one Jinja environment: sandboxed, escaping, strict, and with the forms' own names before Python's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

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

    def print(self, value: Any) -> Any:
        """Text is looked at once for the whole document, not here (see `compiled`)."""
        if type(value) is str:
            return value
        if type(value) is Picture:
            return Markup(self.draw(value))
        text = printed(value)
        if hasattr(text, "__html__") and type(text) is not Markup:
            raise NeedsDocxtpl(type(value).__name__)
        return text


@cache
def environment() -> Environment:
    """Made once for the process."""
    made = Environment(autoescape=True, undefined=StrictUndefined)
    made.finalize = made.print
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made
