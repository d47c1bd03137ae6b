"""Where the fields of a sheet stand: beside their label, below it, or behind it in the same cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.forms.grid import Cell, Grid, cell_at
from pipeline.forms.values.reading import Raw
from pipeline.forms.words import spaced, word
from pipeline.mapping.form import FieldOf, FormMapping, Type

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

    def __init__(self, grid: Grid, form: FormMapping, taken: set[Cell]) -> None:
        self._grid = grid
        self._form = form
        self._taken = taken
        self._known = {word(text) for name, field in form.fields.items() for text in (name, *field.labels)}
        self._leaders = {field.after for field in form.fields.values() if field.after}
        self._cells = [cell for cell in grid.filled() if cell not in taken]
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
    def used(self) -> set[Cell]:
        """Every cell that served as a label or a value."""
        return self._used

    def _take(self, name: str, field: FoundField) -> None:
        self.found[name] = field
        self._used |= {field.label, field.cell}

    def _label_cells(self, name: str, field: FieldOf) -> Iterator[Cell]:
        """The field's own name first, then its synonyms in the mapping's order; within one, reading order."""
        for text in (name, *field.labels):
            wanted = word(text)
            for cell in self._cells:
                if cell not in self._used and self._grid.word(cell) == wanted:
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
        """The first of its labels in reading order behind the field that it belongs to."""
        leader = self.found.get(field.after)
        if leader is None or name in self.found:
            return
        wanted = {word(text) for text in (name, *field.labels)}
        others = {held.label for other, held in self.found.items() if other in self._leaders and held is not leader}
        for label in self._cells:
            if label > leader.label and label in others:
                return
            if label > leader.label and label not in self._used and self._grid.word(label) in wanted:
                if label[0] - leader.label[0] <= 1:
                    self._take(name, self._value_of(label))
                return

    def _value_of(self, label: Cell) -> FoundField:
        """To the right of the label; below it where the labels stand in a row of their own."""
        grid = self._grid
        last = grid.end(label)
        right = grid.head((label[0], last[1] + 1))
        below = grid.head((last[0] + 1, label[1]))
        if not grid.is_empty(right) and grid.word(right) not in self._known:
            return FoundField(self._tall(label, right), right, label)
        headed = right[1] >= grid.width or grid.word(right) in self._known
        if headed and not grid.is_empty(below) and grid.word(below) not in self._known and below not in self._taken:
            return FoundField(grid.raw(below), below, label)
        is_below = headed and grid.word(below) not in self._known and below not in self._taken
        return FoundField("", below if is_below else right, label)

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
        """Start of the label, start of its value, and the field; the longest label wins at a place."""
        places: dict[int, tuple[int, int, str]] = {}
        for name, field in self._form.fields.items():
            for label in (name, *field.labels):
                mark = r"\s*[:：]?\s*(?=\d)" if field.type is Type.COUNT else _BRACKET + _COLON
                for match in re.finditer(spaced(label) + mark, text):
                    known = places.get(match.end())
                    if known is None or match.start() < known[0]:
                        places[match.end()] = (match.start(), match.end(), name)
        yield from places.values()


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
