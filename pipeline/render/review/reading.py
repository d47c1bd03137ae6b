"""A parsed template read with the names that it may use: which does it print or test, which do not exist?

Follows Jinja's scopes: a loop, a macro and {% with %} have names of their own, {% if %} has not.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable

from jinja2 import nodes

from pipeline.render.review.conditions import chain
from pipeline.render.review.expressions import Expressions, Scope
from pipeline.render.review.known import ANYTHING, Known, Loop, Macro, Names, Table, Value, item

_FROM_OTHER_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


def read(tree: nodes.Template, names: Names | None) -> Reading:
    """`names` None: every name exists, and what it holds is known by its use alone."""
    reading = Reading(names is not None)
    top: Scope = ChainMap({name: Known(name, inside) for name, inside in (names or {}).items()})
    reading.statements(tree.body, top.new_child())
    reading.uncalled()
    return reading


class Reading(Expressions):
    """`used` are dotted paths; `unknown` is what does not exist, in the order of the walk."""

    def __init__(self, is_strict: bool) -> None:
        super().__init__(is_strict)
        self._macros: list[Macro] = []
        self._entered: set[int] = set()
        self._active: set[int] = set()

    def statements(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def uncalled(self) -> None:
        """Macros that nothing calls are read for what does not exist in them."""
        for macro in self._macros:
            if id(macro.node) not in self._entered:
                self._inside(macro, {})

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Output(nodes=printed):
                for each in printed:
                    self._print(each, scope)
            case nodes.For():
                self._loop(node, scope)
            case nodes.If():
                self._condition(node, scope)
            case nodes.Assign() | nodes.AssignBlock() | nodes.With() | nodes.Macro():
                self._giving(node, scope)
            case nodes.CallBlock(call=call, body=body, args=arguments):
                self.use(call, scope)
                self.statements(body, scope.new_child({each.name: ANYTHING for each in arguments}))
            case nodes.FilterBlock(filter=each, body=body):
                self.use(each, scope)
                self.statements(body, scope.new_child())
            case nodes.Expr():
                self.use(node, scope)
            case _ if isinstance(node, _FROM_OTHER_FILES):
                self.say(node, "", "模板里不能引用别的文件", "请把内容直接写进这个模板")
            case _:
                self.statements(node.iter_child_nodes(), scope)

    def _print(self, node: nodes.Expr, scope: Scope) -> None:
        value = self.use(node, scope)
        if isinstance(value, Known) and isinstance(value.inside, Table):
            hint = f"请放进 {{%tr for 行 in {chain(node)} %}} 和 {{%tr endfor %}} 之间，逐列写 {{{{ 行.栏目 }}}}"
            self.say(node, chain(node), f"“{chain(node)}”是一个表格，不能当作一个值填写", hint)

    def _giving(self, node: nodes.Assign | nodes.AssignBlock | nodes.With | nodes.Macro, scope: Scope) -> None:
        """Statements that give names."""
        match node:
            case nodes.Assign(target=target, node=value):
                self._give(target, self.value(value, scope), scope)
            case nodes.AssignBlock(target=target, body=body):
                self.statements(body, scope.new_child())
                self._give(target, ANYTHING, scope)
            case nodes.With(targets=targets, values=values, body=body):
                inner = scope.new_child()
                for target, value in zip(targets, values, strict=True):
                    self._give(target, self.value(value, scope), inner)
                self.statements(body, inner)
            case nodes.Macro(name=name):
                scope[name] = Macro(node, scope)
                self._macros.append(Macro(node, scope))

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        rows = self.value(node.iter, scope)
        inner = scope.new_child()
        self._give(node.target, item(rows), inner)
        self.use(node.test, inner)
        inner["loop"] = Loop(item(rows))
        self.statements(node.body, inner)
        self.statements(node.else_, scope.new_child())

    def _condition(self, node: nodes.If, scope: Scope) -> None:
        """A name that one branch sets is there afterwards, as far as can be told without values."""
        self.use(node.test, scope)
        with self.assuming(node.test, True):
            self.statements(node.body, scope)
        with self.assuming(node.test, False):
            self.statements([*node.elif_, *node.else_], scope)

    def _give(self, target: nodes.Node, value: Value, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = value
        elif isinstance(target, nodes.Tuple):
            for each in target.items:
                self._give(each, ANYTHING, scope)

    def enter(self, macro: Macro, call: nodes.Call, scope: Scope) -> None:
        """The macro's body with what it is called with; a macro that calls itself is read once."""
        given = dict(zip((each.name for each in macro.node.args), call.args, strict=False))
        given |= {keyword.key: keyword.value for keyword in call.kwargs}
        self._inside(macro, {name: self.value(argument, scope) for name, argument in given.items()})

    def _inside(self, macro: Macro, given: dict[str, Value]) -> None:
        if id(macro.node) in self._active:
            return
        self._entered.add(id(macro.node))
        self._active.add(id(macro.node))
        free = dict.fromkeys([each.name for each in macro.node.args] + ["varargs", "kwargs", "caller"], ANYTHING)
        for default in macro.node.defaults:
            self.use(default, macro.scope)
        self.statements(macro.node.body, macro.scope.new_child({**free, **given}))
        self._active.discard(id(macro.node))
