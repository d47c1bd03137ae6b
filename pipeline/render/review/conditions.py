"""What a condition says of the names in it: `x is defined` makes x safe to use where it holds."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes


def chain(node: nodes.Node) -> str:
    """人.姓名, as near to what was written as a dotted name can be."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=name):
            return f"{chain(inner)}.{name}"
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            return f"{chain(inner)}.{value}" if isinstance(value, str) else f"{chain(inner)}[{value}]"
        case nodes.Getitem(node=inner) | nodes.Filter(node=nodes.Expr() as inner):
            return chain(inner)
    return "它"


def found_by(test: nodes.Node, holds: bool) -> Iterator[str]:
    """Names that are there where the test holds, or where it does not."""
    match test:
        case nodes.Test(node=inner, name="defined") if holds:
            yield chain(inner)
        case nodes.Test(node=inner, name="undefined") if not holds:
            yield chain(inner)
        case nodes.Not(node=inner):
            yield from found_by(inner, not holds)
        case nodes.And(left=left, right=right) if holds:
            yield from (*found_by(left, holds), *found_by(right, holds))
        case nodes.Or(left=left, right=right) if not holds:
            yield from (*found_by(left, holds), *found_by(right, holds))
