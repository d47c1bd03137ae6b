"""Can a template be rendered by text alone, with docxtpl's result? Reads its patched source, and says why not.

docxtpl parses what it rendered, widens or narrows table grids, drops what is no XML, and turns line breaks of values
into <w:br/>. Text alone gives the same only where the source proves that nothing of that is left to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.errors import TemplateError

_TOKEN: Final = re.compile(
    r"(?P<statement>\{%[-+]?\s*(?P<word>\w+).*?%\})"
    r"|(?P<output>\{\{.*?\}\})"
    r"|(?P<comment>\{#.*?#\})"
    r"|(?P<tag><(?:[^<>{]|\{(?!\{)|\{\{.*?\}\})*>)",
    re.DOTALL,
)
_OPENS: Final = {"for", "if"}
_BETWEEN: Final = {"elif", "else"}
_CLOSES: Final = {"endfor", "endif"}
_SPAN: Final = re.compile(r'<w:gridSpan\b[^>]*w:val="([^"]*)"')
_OWN_ESCAPES: Final = ("{_{", "}_}", "{_%", "%_}")
_BREAKS: Final = re.compile(r"[\n\t\a\f]")
_UNREAD: Final = re.compile(r"\{[{%#]|[}%#]\}")
_MERGED_DOWN: Final = '<w:vMerge w:val="{% if loop.first %}restart{% else %}continue{% endif %}"/>'
_FOREIGN: Final = {"include", "import", "from", "extends"}
HOLD_NO_TEXT: Final = {"w:body", "w:p", "w:r", "w:tbl", "w:tr", "w:tc", "w:hdr", "w:ftr", "w:footnote"}
"""Word shows no text that stands directly in one of these."""
_TABLE: Final = {"w:tbl", "w:tr", "w:tc"}
NEXT_DRAWING: Final = "{{ __next_drawing() }}"
"""The number of a drawing of the template's own: no value, though it is written as one."""


@dataclass(slots=True)
class _Row:
    cells: int = 0
    span: int = 0
    always: bool = False


@dataclass(slots=True)
class _Table:
    blocks: int
    columns: int = 0
    rows: list[_Row] = field(default_factory=list)

    def faults(self) -> Iterator[str]:
        """docxtpl adds grid columns for rows with more cells, and drops those that no row reaches."""
        if not self.columns:
            yield "表格没有列宽"
        if any(row.cells > self.columns for row in self.rows):
            yield "表格有一行的格数多于列数"
        if max((row.span for row in self.rows if row.always), default=0) < self.columns:
            yield "表格没有一行必定占满全部列"


class Proof:
    """One part's patched source, walked once. `reasons` is empty when text alone will do."""

    def __init__(self, source: str) -> None:
        self.reasons: list[str] = []
        self.in_attributes = False
        """Some value is printed inside an XML attribute."""
        self._open: list[str] = []
        self._elements = 0
        self._parents: list[str] = []
        """Of the open elements: the name, and of a table, row or cell also its number."""
        self._blocks: list[tuple[str, ...]] = []
        self._tables: list[_Table] = []
        self._walk(source)

    def _no(self, reason: str) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)

    def _walk(self, source: str) -> None:
        if any(sign in source for sign in _OWN_ESCAPES):
            self._no("用了 docxtpl 的 {_{ 写法")
        at = 0
        for token in _TOKEN.finditer(source):
            self._text(source[at : token.start()])
            at = token.end()
            if token["tag"]:
                self._tag(token["tag"])
            elif token["statement"]:
                self._statement(token["word"])
            elif token["output"]:
                self._output(token["output"])
        self._text(source[at:])
        if self._blocks:
            self._no("有没有结束的 {% %}")

    def _text(self, text: str) -> None:
        if _UNREAD.search(text):
            self._no("有看不懂的标签")
        if self._open and self._open[-1] in HOLD_NO_TEXT and text.strip():
            self._no("有文字落在了文字之外")
        if self._open and self._open[-1] == "w:t" and _BREAKS.search(text):
            self._no("模板文字里有换行或制表符")

    def _tag(self, tag: str) -> None:
        if tag.startswith(("<?", "<!")):
            return
        name = tag[1:].strip("/>").split(None, 1)[0].rstrip("/>")
        if "{{" in tag.replace(NEXT_DRAWING, ""):
            self._attribute(name)
        if "{%" in tag and tag != _MERGED_DOWN:
            self._no("XML 标签里有 {% %}")
        if tag.startswith("</"):
            self._close(name)
            return
        self._count(name, tag)
        if not tag.endswith("/>"):
            self._enter(name)

    def _enter(self, name: str) -> None:
        if name == "w:p" and "w:p" in self._open:
            self._no("段落里套着段落（文本框）")
        if name == "w:tbl":
            if self._tables and "w:tbl" in self._open:
                self._no("表格里套着表格")
            self._tables.append(_Table(len(self._blocks)))
        self._elements += 1
        self._open.append(name)
        # Rows and cells that become one change the table; runs and paragraphs may.
        self._parents.append(f"{name} {self._elements}" if name in _TABLE else name)

    def _close(self, name: str) -> None:
        if not self._open or self._open.pop() != name:
            self._no("XML 标签没有成对")
        if self._parents:
            self._parents.pop()
        if name == "w:tbl" and self._tables:
            for fault in self._tables[-1].faults():
                self._no(fault)

    def _count(self, name: str, tag: str) -> None:
        if not self._tables or "w:tbl" not in self._open:
            return
        table = self._tables[-1]
        if name == "w:gridCol":
            # A tracked change of the columns holds the old grid within the new one.
            table.columns += self._open[-2:] == ["w:tbl", "w:tblGrid"]
        elif name == "w:tr":
            table.rows.append(_Row(always=len(self._blocks) == table.blocks))
        elif name == "w:tc" and table.rows:
            if self._open[-1] != "w:tr":
                self._no("有一格不直接在表格的一行里（内容控件）")
            table.rows[-1].cells += 1
            table.rows[-1].span += 1
        elif name == "w:gridSpan" and table.rows and self._open[-2:] == ["w:tc", "w:tcPr"]:
            width = _SPAN.match(tag)
            if width and width[1].isdecimal():
                table.rows[-1].span += int(width[1]) - 1
            else:
                self._no("跨列数是算出来的")

    def _attribute(self, name: str) -> None:
        self.in_attributes = True
        if name == "w:gridSpan":
            self._no("跨列数是算出来的")

    def _output(self, output: str) -> None:
        if not self._open or self._open[-1] != "w:t":
            self._no(f"{output} 不在文字里")

    def _statement(self, word: str) -> None:
        if self._open and self._open[-1] == "w:tr":
            self._no("一行有几格是算出来的")
        if word in _FOREIGN:
            raise TemplateError(f"用了 {{% {word} %}}：模板里不能引用别的文件", "请把要引用的内容直接写进这个模板")
        if word in _OPENS:
            self._blocks.append(tuple(self._parents))
        elif word in _BETWEEN | _CLOSES:
            if not self._blocks or self._blocks[-1] != tuple(self._parents):
                self._no("{% %} 的开头和结尾不在同一层")
            if word in _CLOSES and self._blocks:
                self._blocks.pop()
        elif word != "set":
            self._no(f"用了 {{% {word} %}}")
