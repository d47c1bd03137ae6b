"""Where the fields of a sheet stand: beside their label, below it, or behind it in the same cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.forms.fields.behind import is_unit, labels_in, told_behind
from pipeline.forms.fields.joined_labels import fields_of, part
from pipeline.forms.fields.label_values import LabelValues, leads
from pipeline.forms.fields.paragraphs import paragraphs_below
from pipeline.forms.grid import Cell, Grid, cell_at
from pipeline.forms.lexicon import lexicon
from pipeline.forms.several.heading_rows import heading_rows
from pipeline.forms.values.reading import Raw, written
from pipeline.forms.values.text import is_blank
from pipeline.forms.values.times import hours_in
from pipeline.forms.words import word
from pipeline.mapping.form import FieldOf, FormMapping
from pipeline.mapping.vocabulary import Type

_LEAD: Final = re.compile(r"[^\s:：\d]{1,8}[:：]?")
_COUNTS: Final = re.compile(r"[（(]\s*(?:实到|实际|出席|参加|到会)")


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
        self._values = LabelValues(grid, form, self.headed, lines).find()
        self._no_labels = {*self._values.values()}
        self._used: set[Cell] = set()
        self.found: dict[str, FoundField] = {}
        self.unparted: dict[str, Cell] = {}
        """Fields of which something stands beside several labels written as one, that could not be parted."""

    def run(self) -> dict[str, FoundField]:
        fields = self._form.fields
        for name, field in fields.items():
            if field.cell:
                cell = cell_at(field.cell)
                self._take(name, FoundField(self._grid.raw(cell), cell, cell))
        self._joined(bracketed=True)
        for name in [name for name, field in fields.items() if not field.after]:
            self._beside(name, fields[name])
        self._behind()
        for name in [name for name, field in fields.items() if field.after]:
            self._following(name, fields[name])
        self._joined()
        for name, field in fields.items():
            if field.times:
                self._hours(name, field.times)
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
                if cell not in self._used and cell not in self._no_labels and not self._is_taken(cell):
                    yield cell

    def _beside(self, name: str, field: FieldOf) -> None:
        if name in self.found:
            return
        empty: FoundField | None = None
        hours: FoundField | None = None
        for label in self._label_cells(name, field):
            value = self._value_of(label)
            if is_unit(field, value.raw):
                continue
            if self._grid.is_empty(value.cell):
                empty = empty or value
            elif field.times and hours_in(value.raw):
                hours = hours or value
            else:
                self._take(name, value)
                return
        if rest := hours or empty:
            self._take(name, rest)

    def _hours(self, name: str, times: Sequence[str]) -> None:
        """日期 | 2026-06-22 | 时间 | 14:30-17:30: a label of the day that has the hours beside it."""
        if name not in self.found or any(time in self.found and not self._is_empty(time) for time in times):
            return
        for label in self._label_cells(name, self._form.fields[name]):
            value = self._value_of(label)
            if (told := hours_in(value.raw)) is not None and value.cell not in self._used:
                for time, hour in zip(times, told, strict=False):
                    if hour is not None:
                        self._take(time, FoundField(hour, value.cell, label))
                return

    def _following(self, name: str, field: FieldOf) -> None:
        """The first of its labels behind the field that it belongs to: in its line, else below it."""
        leader = self.found.get(field.after)
        if leader is None or name in self.found:
            return
        wanted = {word(text) for text in (name, *field.labels)}
        for label in self._reach(leader.label):
            if label not in self._used and label not in self._no_labels and self._grid.word(label) in wanted:
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
        if label in self._values:
            return FoundField(self._tall(label, right), right, label)
        below = grid.head((last[0] + 1, label[1]))
        if label[0] not in self.headed and not grid.is_empty(right) and grid.word(right) not in self._known:
            return FoundField(self._tall(label, right), right, label)
        headed = label[0] in self.headed or right[1] >= grid.width or grid.word(right) in self._known
        is_below = headed and not self._is_others(below, label) and not self._is_taken(below)
        if is_below and not grid.is_empty(below):
            return FoundField(grid.raw(below), below, label)
        beside = right if grid.is_empty(right) else label
        return FoundField("", below if is_below else beside, label)

    def _is_others(self, cell: Cell, label: Cell) -> bool:
        """A label, or what stands beside one, is no value of the `label` above it."""
        grid = self._grid
        if grid.word(cell) in self._known or self._leads_other(cell, label):
            return True
        return label[0] not in self.headed and grid.word(self._left_of(cell)) in self._known

    def _leads_other(self, cell: Cell, label: Cell) -> bool:
        """A label with its value behind it, below one of no long text, whose first paragraph may begin like that."""
        wide = lexicon(self._form).wide
        return self._grid.word(label) not in wide and leads(self._grid.text(cell), self._known)

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
            hits = sorted(labels_in(text, self._form))
            if not hits or not self._may_lead(text[: hits[0][0]].strip(), hits):
                continue
            for index, (_, end, name) in enumerate(hits):
                if name in self.found and not self._is_empty(name):
                    continue
                stop = hits[index + 1][0] if index + 1 < len(hits) else len(text)
                entry = self._form.fields[name]
                told = told_behind(entry, text, end, stop)
                if is_unit(entry, told):
                    continue
                self._take(name, FoundField(told, cell, cell))
                if entry.is_long:
                    break
            if self._heads_counts(hits):
                self._used |= {left for left in [self._left_of(cell)] if _LEAD.fullmatch(self._grid.text(left).strip())}

    def _may_lead(self, lead: str, hits: list[tuple[int, int, str]]) -> bool:
        """Nothing stands before the first label, or what heads several counts: 到会情况：应到20人，实到18人."""
        return not lead or (self._heads_counts(hits) and _LEAD.fullmatch(lead) is not None)

    def _heads_counts(self, hits: list[tuple[int, int, str]]) -> bool:
        return len(hits) > 1 and all(self._form.fields[name].type is Type.COUNT for _, _, name in hits)

    def _left_of(self, cell: Cell) -> Cell:
        return self._grid.head((cell[0], cell[1] - 1))

    def _joined(self, *, bracketed: bool = False) -> None:
        """时间地点 | 2026年3月5日 会议室: each of the fields that has nothing beside a label of its own.

        `bracketed` are 应到（实到） | 20（18）, of which the label before the bracket alone would be taken.
        """
        labels = lexicon(self._form).labels
        for cell in self._cells:
            if cell in self._used or self._is_taken(cell) or (bracketed and not _COUNTS.search(self._grid.text(cell))):
                continue
            head, colon, behind = self._grid.text(cell).replace("：", ":").partition(":")
            names = fields_of(head, labels)
            if not names or not all(name not in self.found or self._is_empty(name) for name in names):
                continue
            held = FoundField(behind, cell, cell) if colon and behind.strip() else self._value_of(cell)
            if self._grid.is_empty(held.cell) or held.cell in self._used:
                continue
            pieces = part(written(held.raw), [self._form.fields[name] for name in names])
            if pieces is None:
                self.unparted |= dict.fromkeys(names, cell)
                self._used |= {cell, held.cell}
            else:
                for name, piece in zip(names, pieces, strict=True):
                    self._take(name, FoundField(piece, held.cell, cell))

    def _is_empty(self, name: str) -> bool:
        raw = self.found[name].raw
        return raw is None or not str(raw).strip()
