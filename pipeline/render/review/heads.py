"""What a person reads above or beside each value that a template prints: a column's head, a label, the words before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.errors import TemplateError

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FOR: Final = re.compile(r"\{%-?\s*(?:tr|tc|p|r)?\s*for\s+(\w+)\s+in\s+(.*?)-?%\}", re.DOTALL)
_END: Final = re.compile(r"\{%-?\s*(?:tr|tc|p|r)?\s*endfor\b")
_QUOTED: Final = re.compile(r"""'[^']*'|"[^"]*\"""")
_FILTER: Final = re.compile(r"\|\s*\w+")
_NAME: Final = re.compile(r"(?<![\w.])(?!(?:and|or|not|if|else|is|in)\b)[^\W\d]\w*(?:\.\w+)*")
_BEHIND_A_STOP: Final = re.compile(r".*[，。；、（“《：:](?=.)", re.DOTALL)
_HAIR: Final = 1.05
_WORD: Final = re.compile(r"\w")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Printed:
    """A value by its path, rows left out (考勤.出勤率), and the heads under which it is found, without spaces."""

    path: str
    heads: tuple[str, ...]


def printed_under(content: bytes) -> list[Printed]:
    """Of the body, in document order; nothing where the template cannot be opened."""
    walk = Walk()
    walk.blocks(body_of(content))
    return list(dict.fromkeys(walk.found))


def body_of(content: bytes) -> Any:
    """The body's blocks; none where the template cannot be opened."""
    from pipeline.render.dialect import opened

    try:
        return opened(content).docx.element.body
    except TemplateError:
        return ()


def bare(text: str) -> str:
    """As heads are compared: without spaces, and without the colon behind a label."""
    return re.sub(r"\s", "", text).rstrip("：:")


@dataclass(slots=True)
class _Cell:
    """`left` and `right` are its edges in the table's own measure."""

    left: int
    right: int
    element: Any

    @property
    def lines(self) -> list[str]:
        """A head may name two values, one above the other."""
        lines = (bare(TAG.sub("", _text(line))) for line in self.element.iter(f"{_W}p"))
        return [line for line in lines if line]

    @property
    def has_tags(self) -> bool:
        return TAG.search(_text(self.element)) is not None

    def is_under(self, head: _Cell) -> bool:
        """Columns of two rows may differ by a hair."""
        middle = (self.left + self.right) // 2
        return head.left <= middle < head.right and self.right - self.left <= (head.right - head.left) * _HAIR


@dataclass(slots=True)
class Walk:
    """Through tables, content controls and loops, paragraph by paragraph."""

    found: list[Printed] = field(default_factory=list)
    _loops: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """The variables of the loops around, and what each stands for."""

    def blocks(self, parent: Any, heads: tuple[str, ...] = ()) -> None:
        for element in parent:
            if element.tag == f"{_W}p":
                self._paragraph(_text(element), heads)
            elif element.tag == f"{_W}tbl":
                self._table(element, heads)
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
                self.blocks(element, heads)

    def _table(self, table: Any, around: tuple[str, ...]) -> None:
        """The rows without a tag that stand together head those below them."""
        heading: list[_Cell] = []
        was_heading = False
        grid = [int(column.get(f"{_W}w", "1")) for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
        for row in table.iterchildren(f"{_W}tr"):
            cells = list(_cells(row, grid))
            is_heading = not any(cell.has_tags for cell in cells)
            if is_heading:
                heading = [*(heading if was_heading else []), *cells]
            for number, cell in enumerate(cells):
                above = [other for other in heading if cell.is_under(other)]
                beside = [other for other in cells[:number] if other.lines][-1:]
                heads = (head for other in (*beside, *above) for head in other.lines)
                self.blocks(cell.element, (*around, *heads))
            was_heading = is_heading

    def _paragraph(self, text: str, heads: tuple[str, ...]) -> None:
        before, at = "", 0
        for tag in TAG.finditer(text):
            before = bare(text[at : tag.start()]) or before
            at = tag.end()
            if loop := _FOR.match(tag[0]):
                self._loops.append((loop[1], tuple(self._paths(loop[2]))))
            elif _END.match(tag[0]):
                del self._loops[-1:]
            elif tag[0].startswith("{{"):
                own = _BEHIND_A_STOP.sub("", before)
                named = heads or ((own,) if _WORD.search(own) else ())
                self.found += [Printed(path, named) for path in self._paths(tag[0].strip("{}"))]

    def _paths(self, expression: str) -> Iterator[str]:
        for name in _NAME.findall(_FILTER.sub("", _QUOTED.sub("", expression))):
            top, dot, rest = name.partition(".")
            of_loop = next((paths for variable, paths in reversed(self._loops) if variable == top), (top,))
            yield from (f"{path}{dot}{rest}" for path in of_loop)


def _cells(row: Any, grid: list[int]) -> Iterator[_Cell]:
    column = 0
    for cell in row.iterchildren(f"{_W}tc"):
        spans = [int(span.get(f"{_W}val", "1")) for span in cell.iterfind(f"{_W}tcPr/{_W}gridSpan")]
        end = column + (spans[0] if spans else 1)
        yield _Cell(sum(grid[:column]), sum(grid[:end]), cell)
        column = end


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))
