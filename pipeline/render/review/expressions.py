"""Expressions of a template, read without values: what they stand for, which names they use, which do not exist."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias

from jinja2 import nodes

from pipeline.render.environment import environment
from pipeline.render.review.blocks import UNKNOWN
from pipeline.render.review.conditions import chain, found_by
from pipeline.render.review.known import ANYTHING, OPEN, Known, Macro, Table, Value, attribute, item, names_in
from pipeline.render.review.syntax import in_a_loop, nearest, no_name, not_in

Scope: TypeAlias = "ChainMap[str, Value]"

_SAME_ROWS: Final = {
    "list",
    "sort",
    "reverse",
    "unique",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "default",
    "d",
}
_ONE_ROW: Final = {"first", "last", "random", "min", "max"}
_BY_KEYWORD: Final = {"map", "sum", "sort", "unique", "min", "max", "join", "groupby"}
_BY_POSITION: Final = {"selectattr", "rejectattr", "groupby"}
_DEFAULTS: Final = {"default", "d"}
_OF_JINJA: Final = {"loop", "varargs", "kwargs", "caller"}
_MISSING: Final = {"defined", "undefined"}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fault at a line, counted from 1; `field` is as the tag calls it."""

    line: int
    field: str
    message: str
    hint: str


class Expressions:
    """Reads expressions within scopes that its caller keeps. `used` are dotted paths, without repetition."""

    def __init__(self, is_strict: bool) -> None:
        self.used: set[str] = set()
        self.unknown: list[Unknown] = []
        self.assumed: set[str] = set()
        """What a condition around has found to be there."""
        self._is_strict = is_strict

    def use(self, node: nodes.Node | None, scope: Scope) -> Value:
        """The value is printed, tested or handed on."""
        if node is None:
            return ANYTHING
        value = self.value(node, scope)
        if isinstance(value, Known) and value.path:
            self.used.add(value.path)
        return value

    def value(self, node: nodes.Node, scope: Scope, lenient: bool = False) -> Value:
        """`lenient`: it need not exist."""
        found: Value = ANYTHING
        match node:
            case nodes.Name(name=name):
                found = self._named(node, name, scope, lenient)
            case nodes.Getattr(node=inner, attr=name):
                found = self._attribute(node, self.value(inner, scope), name, lenient)
            case nodes.Getitem():
                found = self._entry(node, scope, lenient)
            case nodes.Filter():
                found = self._filtered(node, scope)
            case nodes.Test():
                found = self._tested(node, scope)
            case nodes.Call():
                found = self._called(node, scope)
            case nodes.CondExpr():
                found = self._chosen(node, scope)
            case nodes.And() | nodes.Or():
                found = self._joined(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self._use_within(child, scope)
        return found

    def _use_within(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Expr):
            self.use(node, scope)
            return
        for child in node.iter_child_nodes():
            self._use_within(child, scope)

    # --- names

    def _named(self, node: nodes.Node, name: str, scope: Scope, lenient: bool) -> Value:
        if name in scope:
            return scope[name]
        if name in environment().globals or name == UNKNOWN or name in self.assumed or lenient:
            return ANYTHING
        if not self._is_strict:
            return Known(name, OPEN)
        self.say(node, name, *_no_name(name, scope))
        return ANYTHING

    def _attribute(self, node: nodes.Node, of: Value, name: str, lenient: bool) -> Value:
        found = None if name.startswith("_") else attribute(of, name)
        if found is None and not lenient and chain(node) not in self.assumed:
            self.say(node, chain(node), *_no_attribute(chain(node), of, name))
        return found or ANYTHING

    def _entry(self, node: nodes.Getitem, scope: Scope, lenient: bool) -> Value:
        of, arg = self.value(node.node, scope), node.arg
        if isinstance(arg, nodes.Const) and isinstance(arg.value, str):
            return self._attribute(node, of, arg.value, lenient)
        self.use(arg, scope)
        if isinstance(arg, nodes.Slice):
            return of
        if isinstance(arg, (nodes.Const, nodes.Neg)):
            return item(of)
        if isinstance(of, Known):
            self.used.add(of.path)
        return ANYTHING

    def say(self, node: nodes.Node, field: str, message: str, hint: str) -> None:
        self.unknown.append(Unknown(node.lineno, field, message, hint))

    # --- what is done with them

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Value:
        self._must_exist(node, "过滤器", environment().filters, "可以用：短日期、大写、一行")
        inner = self.value(node.node, scope, node.name in _DEFAULTS) if node.node else ANYTHING
        self._use_arguments(node, scope)
        column = self._column(node, inner)
        if node.name == "map" and column:
            return column
        if node.name in _SAME_ROWS:
            return inner
        if node.name in _ONE_ROW:
            return item(inner)
        self._note(inner)
        return ANYTHING

    def _column(self, node: nodes.Filter, rows: Value) -> Value | None:
        """What `attribute='姓名'` of a filter takes out of each row."""
        named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
        given = named if node.name in _BY_KEYWORD else []
        given = given or (node.args[:1] if node.name in _BY_POSITION else [])
        for argument in given:
            if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                column = item(rows)
                for name in argument.value.split("."):
                    found = attribute(column, name)
                    if found is None:
                        field = f"{chain(node.node) if node.node else '它'}.{name}"
                        self.say(node, field, *not_in(field, name, names_in(column)))
                    column = found or ANYTHING
                self._note(column)
                return column
        return None

    def _tested(self, node: nodes.Test, scope: Scope) -> Value:
        self._must_exist(node, "判断", environment().tests, "可以用：defined、none、in、eq")
        self._note(self.value(node.node, scope, node.name in _MISSING))
        self._use_arguments(node, scope)
        return ANYTHING

    def _called(self, node: nodes.Call, scope: Scope) -> Value:
        called = self.value(node.node, scope)
        if isinstance(called, Macro):
            self.enter(called, node, scope)
            return ANYTHING
        self._use_arguments(node, scope)
        if isinstance(node.node, nodes.Getattr):
            # Of a method, what it belongs to is what is used.
            self.use(node.node.node, scope)
        return ANYTHING

    def enter(self, macro: Macro, call: nodes.Call, scope: Scope) -> None:
        """A macro is called; what becomes of that is for those who read statements."""

    def _must_exist(self, node: nodes.Filter | nodes.Test, what: str, known: Iterable[str], otherwise: str) -> None:
        if node.name not in known:
            near = nearest(node.name, known)
            self.say(node, "", f"没有“{node.name}”这个{what}", f"是不是“{near}”？" if near else otherwise)

    def _use_arguments(self, node: nodes.Filter | nodes.Test | nodes.Call, scope: Scope) -> None:
        dynamic = [part for part in (node.dyn_args, node.dyn_kwargs) if part is not None]
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs), *dynamic):
            self.use(argument, scope)

    def _note(self, value: Value) -> None:
        if isinstance(value, Known) and value.path:
            self.used.add(value.path)

    # --- conditions

    def _chosen(self, node: nodes.CondExpr, scope: Scope) -> Value:
        self.use(node.test, scope)
        with self.assuming(node.test, True):
            value = self.use(node.expr1, scope)
        with self.assuming(node.test, False):
            self.use(node.expr2, scope)
        return value

    def _joined(self, node: nodes.And | nodes.Or, scope: Scope) -> Value:
        """`x or 横线` may be either; the right side is looked at only where the left one holds, or does not."""
        value = self.use(node.left, scope)
        with self.assuming(node.left, isinstance(node, nodes.And)):
            other = self.use(node.right, scope)
        return value if isinstance(value, Known) else other

    @contextmanager
    def assuming(self, test: nodes.Node, holds: bool) -> Iterator[None]:
        """Within, what the test has found to be defined need not be known."""
        before = self.assumed
        self.assumed = before | set(found_by(test, holds))
        yield
        self.assumed = before


def _no_attribute(field: str, of: Value, name: str) -> tuple[str, str]:
    """Message and hint."""
    if isinstance(of, Known) and isinstance(of.inside, Table) and name in of.inside.columns:
        return in_a_loop(field, name)
    return not_in(field, name, names_in(of))


def _no_name(name: str, scope: Scope) -> tuple[str, str]:
    """Message and hint; a column's name alone is told where it belongs."""
    message, hint = no_name(name, (known for known in scope if known not in _OF_JINJA))
    for around, value in () if nearest(name, scope) else scope.items():
        if name in names_in(value):
            is_table = isinstance(value, Known) and value.path == around
            hint = f"“{name}”是“{around}”里的一列，要在循环里写" if is_table else f"在循环里要写成“{around}.{name}”"
            if not is_table:
                break
    return message, hint
