"""The one Jinja environment: sandboxed, escaping, strict, and with the forms' own names before Python's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any, Final

from jinja2 import StrictUndefined
from jinja2.filters import make_attrgetter
from jinja2.nodes import Concat, EvalContext, Filter, Template
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.model.picture import Picture
from pipeline.render.printing import FILTERS, FORMS, GLOBALS, as_text, inserted, printed

DRAW: Final = "__draw"
"""The name under which a compiled template's context turns a picture into its drawing in the part at hand."""


_OF_TEXT: Final = (
    "capitalize", "center", "e", "escape", "forceescape", "indent", "lower", "replace", "safe", "string", "striptags",
    "title", "trim", "truncate", "upper", "urlencode", "urlize", "wordcount", "wordwrap",
)  # fmt: skip
_OF_STR: Final = {name for name in dir(str) if name[0] != "_"} - {"format", "format_map"}
"""What a template may have any text do: these two could look into its values."""
_JOINED: Final = "~"
"""A filter that no template can name: what stands beside a `~` goes through it."""


class NeedsDocxtpl(Exception):
    """A value that only docxtpl itself can print: rich text, a sub-document, a tab that splits its run."""


class Environment(ImmutableSandboxedEnvironment):
    """`row.items` is the row's entry named items; a method only where there is no such entry.

    What makes text gets a value as it is printed: a date in Chinese, no list in Python's words.
    """

    intercepted_binops = frozenset({"%"})
    forms: Final[Mapping[type, Callable[[Any], str]]] = {**FORMS, int: str}
    """A value of these is a text at once; what the text holds is looked at with that of all others (see `compiled`)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, **options)
        self.filters |= {name: _of_text(self.filters[name]) for name in _OF_TEXT}
        self.filters |= {"join": _of_texts(self.filters["join"]), "format": _inserting(self.filters["format"])}
        self.filters |= {_JOINED: as_text, **FILTERS}
        self.globals |= GLOBALS
        del self.filters["pprint"]  # for programmers: Python's words for a value

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        elif type(obj) is str and attribute in _OF_STR:
            return getattr(obj, attribute)  # to look into what a text cannot do takes ten times as long
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        formatted = super().wrap_str_format(value)
        return _inserting(formatted) if formatted else None

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            right = tuple(map(inserted, right)) if isinstance(right, tuple) else inserted(right)
        return super().call_binop(context, operator, left, right)

    def _generate(self, source: Template, *names: Any, **options: Any) -> str:
        """Jinja's hook between parsing and making code."""
        for node in source.find_all(Concat):
            node.nodes = [
                Filter(each, _JOINED, [], [], None, None, lineno=each.lineno, environment=self) for each in node.nodes
            ]
        return super()._generate(source, *names, **options)

    def piece(self, value: Any, context: Context) -> str | bytes:
        """What a compiled template yields for a value: its text, not escaped yet, or ready XML."""
        if type(value) is str:
            return value
        if form := self.forms.get(type(value)):
            return form(value)
        if type(value) is Picture:
            drawn: str = context[DRAW](value)
            return drawn.encode()
        text = printed(value)
        if type(text) is not str and hasattr(text, "__html__"):
            raise NeedsDocxtpl(type(value).__name__)
        return str(text)


@cache
def environment() -> Environment:
    """Made once for the process."""
    return Environment(undefined=StrictUndefined, finalize=printed)


def _of_text(function: Callable[..., Any]) -> Callable[..., Any]:
    # Jinja marks filters that want their environment or context before the value.
    at = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def filtered(*args: Any, **options: Any) -> Any:
        given = {name: _setting(value) for name, value in options.items()}
        return function(*args[:at], printed(args[at]), *map(_setting, args[at + 1 :]), **given)

    return filtered


def _setting(value: Any) -> Any:
    """What a filter gets beside the value: a switch or a number as it is, all else is text."""
    return value if value is None or isinstance(value, (bool, int)) else printed(value)


def _inserting(function: Callable[..., str]) -> Callable[..., str]:
    @wraps(function)
    def formatted(*args: Any, **options: Any) -> str:
        return function(*map(inserted, args), **{name: inserted(value) for name, value in options.items()})

    return formatted


def _between(value: Any) -> Any:
    if type(value) is Picture:
        raise NeedsDocxtpl("a picture among others")
    return printed(value)


def _of_texts(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def join(context: EvalContext, values: Any, between: str = "", attribute: Any = None) -> Any:
        each = values if attribute is None else map(make_attrgetter(context.environment, attribute), values)
        return function(context, [_between(value) for value in each], between)

    return join
