"""A name that does not exist, told when it is used, as the strict kind does, but without stopping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.utils import missing

Told = Callable[[str, Any, bool], None]
"""Gets the name, what it was looked for in, and whether there was any such thing; no name where Jinja has a reason
of its own: no row before the first, no first of none."""

_ANSWERS: dict[str, Callable[..., Any]] = {
    "__str__": lambda self: "",
    "__iter__": lambda self: iter(()),
    "__len__": lambda self: 0,
    "__bool__": lambda self: False,
    "__eq__": lambda self, other: False,
    "__ne__": lambda self, other: True,
    "__lt__": lambda self, other: False,
    "__le__": lambda self, other: False,
    "__gt__": lambda self, other: False,
    "__ge__": lambda self, other: False,
    "__contains__": lambda self, other: False,
    "__hash__": lambda self: 0,
    "__int__": lambda self: 0,
    "__float__": lambda self: 0.0,
    "__complex__": lambda self: 0j,
}


def noting(tell: Told) -> type[Undefined]:
    """Whatever the strict kind refuses is told, and answered as by nothing; any other use gives the same again."""
    strict = {**vars(Undefined), **vars(StrictUndefined)}
    refused = [name for name, value in strict.items() if value is Undefined._fail_with_undefined_error]

    def told(answer: Callable[..., Any]) -> Callable[..., Any]:
        def use(self: Any, *args: Any, **kwargs: Any) -> Any:
            there = self._undefined_obj is not missing
            tell(
                "" if self._undefined_hint else str(self._undefined_name), self._undefined_obj if there else None, there
            )
            return answer(self, *args, **kwargs)

        return use

    def again(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self

    own = {name: told(_ANSWERS.get(name, again)) for name in (*refused, "_fail_with_undefined_error")}
    return type("Missing", (Undefined,), {"__slots__": (), **own})
