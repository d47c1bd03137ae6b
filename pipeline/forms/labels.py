"""Where the fields of a sheet stand: beside their label, below it, or behind it in the same cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.forms.grid import Cell, Grid, cell_at
from pipeline.forms.heading_rows import heading_rows
from pipeline.forms.lexicon import lexicon
from pipeline.forms.paragraphs import paragraphs_below
from pipeline.forms.values.reading import Raw, written
from pipeline.forms.values.text import is_blank
from pipeline.forms.words import spaced, word
from pipeline.mapping.form import FieldOf, FormMapping
from pipeline.mapping.vocabulary import Type

_COLON = r"\s*[:：]\s*"
_BRACKET = r"(?:\s*[（(][^（()）]*[)）])?"
_UNIT = re.compile(r"(人民币)?[百千万]?元|[人名次]")
_NEXT_LABEL = re.compile(r"[\s　]{2,}(?:[^\s:：]{1,12}[:：]|\d{4}\s*年)")


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field on the sheet: what stands there, where, and where its label is."""

    raw: Raw
    cell: Cell
    label: Cell


class LabelSearch:
    """Finds the fields of one form on one sheet; each label and each value cell is used once."""

    def __init__(self, grid: Grid, form: FormMapping, lines: Collection[int], title: Cell | None) -> None:
        self._grid = grid
        self._form = form
        self._lines = lines
        self._title = title
        self._known = lexicon(form).all_labels
        self._leaders = {field.after for field in form.fields.values() if field.after}
        self._cells = [cell for cell in grid.outside(lines) if cell != title]
        self.headed = heading_rows(grid, self._known, lines)
        self._used: set[Cell] = set()
        self.found: dict[str, FoundField] = {}

    def run(self) -> dict[str, FoundField]:
        fields = self._form.fields
        for name, field in fields.items():
            if field.cell:
                cell = cell_at(field.cell)
                self._take(name, FoundField(self._grid.raw(cell), cell, cell))
        for name in [name for name, field in fields.items() if not field.after]:
            self._beside(name, fields[name])
        self._behind()
        for name in [name for name, field in fields.items() if field.after]:
            self._following(name, fields[name])
        return self.found

    @property
    def labels(self) -> frozenset[str]:
        """Every label of the form, as labels are compared."""
        return self._known

    @property
    def used(self) -> set[Cell]:
        """Every cell that served as a label or a value."""
        return self._used

    def _take(self, name: str, field: FoundField) -> None:
        if self._form.fields[name].is_long:
            field = self._with_paragraphs(field)
        self.found[name] = field
        self._used |= {field.label, field.cell}

    def _with_paragraphs(self, field: FoundField) -> FoundField:
        """The text with what goes on below it, or with all that stands below a label that is alone in its line."""
        grid, cells = self._grid, [field.cell]
        below = max(grid.end(field.label)[0], grid.end(field.cell)[0]) + 1
        if not is_blank(field.raw):
            cells = [field.cell, *paragraphs_below(grid, field.cell, below, self._is_other)]
        elif len(grid.filled_in(field.label[0])) == 1:
            cells = paragraphs_below(grid, field.label, below, self._is_other) or cells
        if cells == [field.cell]:
            return field
        self._used |= set(cells)
        told = [written(field.raw) if cell == field.cell else grid.text(cell) for cell in cells]
        return FoundField("\n".join(told), cells[0], field.label)

    def _is_other(self, cell: Cell) -> bool:
        """What is no paragraph of a text: a label, a heading, a long text of its own, what was read already."""
        head, colon, _ = self._grid.text(cell).replace("：", ":").partition(":")
        names = lexicon(self._form)
        if cell in self._used or self._is_taken(cell) or self._grid.word(cell) in names.all_labels | names.sections:
            return True
        return bool(colon) and word(head) in names.wide

    def _label_cells(self, name: str, field: FieldOf) -> Iterator[Cell]:
        """The field's own name first, then its synonyms in the mapping's order; within one, reading order."""
        for text in (name, *field.labels):
            for cell in self._grid.places().get(word(text), ()):
                if cell not in self._used and not self._is_taken(cell):
                    yield cell

    def _beside(self, name: str, field: FieldOf) -> None:
        if name in self.found:
            return
        empty: FoundField | None = None
        for label in self._label_cells(name, field):
            value = self._value_of(label)
            if _is_unit(field, value.raw):
                continue
            if not self._grid.is_empty(value.cell):
                self._take(name, value)
                return
            empty = empty or value
        if empty:
            self._take(name, empty)

    def _following(self, name: str, field: FieldOf) -> None:
        """The first of its labels behind the field that it belongs to: in its line, else below it."""
        leader = self.found.get(field.after)
        if leader is None or name in self.found:
            return
        wanted = {word(text) for text in (name, *field.labels)}
        for label in self._reach(leader.label):
            if label not in self._used and self._grid.word(label) in wanted:
                self._take(name, self._value_of(label))
                return

    def _reach(self, leader: Cell) -> Iterator[Cell]:
        """The cells from a leader's label to the next leader's, then those below them, unless a leader is there."""
        row, column = leader
        others = [held.label for name, held in self.found.items() if name in self._leaders and held.label != leader]
        end = min((at[1] for at in others if at[0] == row and at[1] > column), default=self._grid.width)
        lines = [row] if any(at[0] == row + 1 for at in others) else [row, row + 1]
        for line in lines:
            yield from (cell for cell in self._cells if cell[0] == line and column <= cell[1] < end)

    def _value_of(self, label: Cell) -> FoundField:
        """To the right of the label; below it where the labels stand in a row of their own, whatever stands beside."""
        grid = self._grid
        last = grid.end(label)
        right = grid.head((label[0], last[1] + 1))
        below = grid.head((last[0] + 1, label[1]))
        if label[0] not in self.headed and not grid.is_empty(right) and grid.word(right) not in self._known:
            return FoundField(self._tall(label, right), right, label)
        headed = label[0] in self.headed or right[1] >= grid.width or grid.word(right) in self._known
        is_below = headed and grid.word(below) not in self._known and not self._is_taken(below)
        if is_below and not grid.is_empty(below):
            return FoundField(grid.raw(below), below, label)
        return FoundField("", below if is_below else right, label)

    def _is_taken(self, cell: Cell) -> bool:
        """Labels and values are looked for neither in the tables' lines nor in the title."""
        return (cell[0] in self._lines and cell[1] < self._grid.width) or cell == self._title

    def _tall(self, label: Cell, right: Cell) -> Raw:
        """A label merged over several rows may have one line of text in each."""
        grid = self._grid
        last = grid.end(label)[0]
        if last == label[0] or grid.end(right)[0] >= last:
            return grid.raw(right)
        lines = [grid.text(grid.head((row, right[1]))) for row in range(right[0], last + 1)]
        self._used |= {(row, right[1]) for row in range(right[0], last + 1)}
        return "\n".join(line for line in lines if line.strip())

    def _behind(self) -> None:
        """`标签：内容` in one cell, several of them in a row, `应到 17 人` for a count."""
        for cell in self._cells:
            if cell in self._used:
                continue
            text = self._grid.text(cell)
            hits = sorted(self._hits(text))
            if not hits or text[: hits[0][0]].strip():
                continue
            for index, (_, end, name) in enumerate(hits):
                if name in self.found and not self._is_empty(name):
                    continue
                stop = hits[index + 1][0] if index + 1 < len(hits) else len(text)
                entry = self._form.fields[name]
                told = _told(entry, text, end, stop)
                if _is_unit(entry, told):
                    continue
                self._take(name, FoundField(told, cell, cell))
                if entry.is_long:
                    break

    def _is_empty(self, name: str) -> bool:
        raw = self.found[name].raw
        return raw is None or not str(raw).strip()

    def _hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start of the label, start of its value, and the field; the longest label wins at a place.

        A label that an optional field shares with one that must be there is the optional one's: 课题.
        """
        places: dict[int, tuple[int, int, str]] = {}
        for name, field in self._form.fields.items():
            for label in (name, *field.labels):
                for match in _pattern(label, field.type is Type.COUNT).finditer(text):
                    known = places.get(match.end())
                    if known is None or (match.start(), not self._yields(known[2], field)) < (known[0], True):
                        places[match.end()] = (match.start(), match.end(), name)
        yield from places.values()

    def _yields(self, name: str, to: FieldOf) -> bool:
        return to.optional and not self._form.fields[name].optional


@lru_cache(maxsize=1 << 11)
def _pattern(label: str, is_count: bool) -> re.Pattern[str]:
    return re.compile(spaced(label) + (r"\s*[:：]?\s*(?=\d)" if is_count else _BRACKET + _COLON))


def _is_unit(entry: FieldOf, raw: Raw) -> bool:
    """单位：元 names the currency, not the branch."""
    return entry.type is Type.BRANCH and _UNIT.fullmatch(word(str(raw or ""))) is not None


def _told(entry: FieldOf, text: str, start: int, stop: int) -> str:
    """What stands behind the label: all of a long text, the digits of a count, else up to the next label."""
    if entry.is_long:
        return text[start:]
    if entry.type is Type.COUNT:
        count = re.match(r"\d+", text[start:stop])
        return count[0] if count else ""
    return _first_part(text[start:stop])


def _first_part(text: str) -> str:
    """Up to a wide gap with another label behind it, one that the mapping does not know, or the day of signing."""
    other = _NEXT_LABEL.search(text)
    return (text[: other.start()] if other else text).strip().strip("，,;；。、").strip()
