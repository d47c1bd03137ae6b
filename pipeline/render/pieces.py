"""Jinja code for a compiled template: yields the template's own text as bytes, and each value as text, not escaped yet.

So the 250 KB that never change are encoded when the template is compiled, and the few KB of values are looked at,
escaped and encoded together (see `compiled`). `proof` admits no statement for which this would not do: a template
that turns escaping off goes docxtpl's way.
"""

from __future__ import annotations

from types import CodeType

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst

from pipeline.render.environment import environment


class PieceGenerator(CodeGenerator):
    """Jinja's own generator but for what is yielded: pairs of a text and the value behind it, either may be empty.

    All pairs up to the next statement come at once. What Jinja joins (a recursive loop, a block that is set) is text.
    """

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        self.writeline("yield (", node)
        self.indent()
        text = ""
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                text += child.data
                continue
            self.newline(child)
            self.write(f"{text.encode()!r}, (_value if (_type := type(_value := ")
            self.visit(child, frame)
            self.write(")) is str else _form(_value) if (_form := environment.forms.get(_type))")
            self.write(" else environment.piece(_value, context)),")
            text = ""
        if text:
            self.writeline(f"{text.encode()!r}, '',")
        self.outdent()
        self.writeline(")")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Of what Jinja has joined: a value too."""
        if frame.buffer is None:
            self.writeline("yield b'', environment.piece(", node)
        else:
            super().start_write(frame, node)

    def end_write(self, frame: Frame) -> None:
        if frame.buffer is None:
            self.write(", context)")
        else:
            super().end_write(frame)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        """Only the template's text: `{{ "一\\n二" }}` is a value like any other."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An entry of a row is looked up where it stands; what else a name may be, the environment knows."""
        self.write(f"(_row[{node.attr!r}] if type(_row := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {node.attr!r} in _row else environment.getattr(_row, {node.attr!r}))")


def parsed(source: str, name: str) -> nodes.Template:
    """`name` is the part's; raises jinja2.TemplateSyntaxError."""
    return environment().parse(source, name, name)


def piece_code(source: str | nodes.Template, name: str) -> CodeType:
    """Raises as `parsed`; what was parsed is used up."""
    dialect = environment().overlay()
    dialect.code_generator_class = PieceGenerator
    return dialect.compile(source, name, name)


def text_alone(part: nodes.Template) -> bytes | None:
    """A part that is the same in every document; None where there is a value or a statement in it."""
    found = list(part.find_all((nodes.Stmt, nodes.Expr)))
    if not all(isinstance(each, (nodes.Output, nodes.TemplateData)) for each in found):
        return None
    return "".join(each.data for each in found if isinstance(each, nodes.TemplateData)).encode()


def names_in(part: nodes.Template) -> set[str]:
    """The names that it may ask its context for: all that it reads, those of its own loops too."""
    return {name.name for name in part.find_all(nodes.Name) if name.ctx == "load"}
