"""Which fields a sheet has: those with a label, and a value beside it, below it or behind it in the same cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from pipeline.forms.fields.behind import are_counts, is_unit, may_head_counts, told_in
from pipeline.forms.fields.beside import Beside
from pipeline.forms.fields.found import FoundField, FoundFields
from pipeline.forms.fields.joined_labels import fields_of, part
from pipeline.forms.fields.leaders import Leaders
from pipeline.forms.fields.paragraphs import with_paragraphs
from pipeline.forms.grid import Cell, Grid, cell_at
from pipeline.forms.lexicon import lexicon
from pipeline.forms.several.heading_rows import heading_rows
from pipeline.forms.values.reading import written
from pipeline.forms.values.times import hours_in
from pipeline.forms.words import word
from pipeline.mapping.form import FieldOf, FormMapping

_COUNTS: Final = re.compile(r"[（(]\s*(?:实到|实际|出席|参加|到会)")


class LabelSearch:
    """Finds the fields of one form on one sheet; each label and each value cell is used once."""

    def __init__(self, grid: Grid, form: FormMapping, lines: Collection[int], title: Cell | None) -> None:
        self._grid = grid
        self._form = form
        self._words = lexicon(form)
        self._cells = [cell for cell in grid.outside(lines) if cell != title]
        self.headed = heading_rows(grid, self.labels, lines)
        self._beside = Beside(grid, form, self.headed, lines, title)
        self._found = FoundFields()
        self._leaders = Leaders(form, self._found)
        self.left: list[tuple[Cell, str]] = []
        """Texts within cells of which something else was taken: a field told a second time, a label of no field."""
        self.unparted: dict[str, Cell] = {}
        """Fields of which something stands beside several labels written as one, that could not be parted."""

    def run(self) -> dict[str, FoundField]:
        fields = self._form.fields
        for name, field in fields.items():
            if field.cell:
                cell = cell_at(field.cell)
                self._take(name, FoundField(self._grid.raw(cell), cell, cell))
        self._take_joined(bracketed=True)
        for name in [name for name, field in fields.items() if not field.after]:
            self._take_beside(name, fields[name])
        self._take_behind()
        for name in [name for name, field in fields.items() if field.after]:
            self._take_following(name, fields[name])
        self._take_joined()
        for name, field in fields.items():
            if field.times:
                self._take_hours(name, field.times)
        return self._found.fields

    @property
    def labels(self) -> frozenset[str]:
        """Every label of the form, as labels are compared."""
        return self._words.all_labels

    @property
    def used(self) -> set[Cell]:
        """Every cell that served as a label or a value."""
        return self._found.used

    def _take(self, name: str, field: FoundField) -> None:
        if self._form.fields[name].is_long:
            field = with_paragraphs(self._grid, field, self._is_other)
        self._found.take(name, field)

    def _is_other(self, cell: Cell) -> bool:
        """What is no paragraph of a text: a label, a heading, a long text of its own, what was read already."""
        if cell in self.used or self._beside.is_aside(cell):
            return True
        if self._grid.word(cell) in self.labels | self._words.sections:
            return True
        head, colon, _ = self._grid.text(cell).replace("：", ":").partition(":")
        return bool(colon) and word(head) in self._words.wide

    def _label_cells(self, name: str, field: FieldOf) -> Iterator[Cell]:
        """The field's own name first, then its synonyms in the mapping's order; within one, reading order."""
        for text in (name, *field.labels):
            for cell in self._grid.places().get(word(text), ()):
                if cell not in self.used and self._beside.may_be_label(cell):
                    yield cell

    def _take_beside(self, name: str, field: FieldOf) -> None:
        if name in self._found.fields:
            return
        empty: FoundField | None = None
        hours: FoundField | None = None
        for label in self._label_cells(name, field):
            value = self._beside.value_of(label)
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

    def _take_behind(self) -> None:
        """`标签：内容` in one cell, several of them in a row, `应到 17 人` for a count."""
        for cell in self._cells:
            if cell in self.used or not (told := told_in(self._grid.text(cell), self._form)):
                continue
            names: list[str] = []
            for each in told:
                name = self._leaders.meant(each.names, names, cell)
                names.append(name)
                entry = self._form.fields[name]
                if is_unit(entry, each.text):
                    continue
                if self._found.lacks(name):
                    self._take(name, FoundField(each.text, cell, cell))
                    if entry.is_long:
                        break
                elif each.text and each.text != written(self._found.fields[name].raw).strip():
                    self.left.append((cell, f"{each.label}：{each.text}"))
                self.left += [(cell, each.beyond)] if each.beyond else []
            if are_counts(names, self._form):
                left = self._grid.head((cell[0], cell[1] - 1))
                self.used.update({left} if may_head_counts(self._grid.text(left)) else ())

    def _take_following(self, name: str, field: FieldOf) -> None:
        """The first of its labels behind the field that it belongs to: in its line, else below it."""
        leader = self._found.fields.get(field.after)
        if leader is None or name in self._found.fields:
            return
        wanted = {word(text) for text in (name, *field.labels)}
        for label in self._leaders.reach(leader.label, self._cells):
            if label not in self.used and self._beside.may_be_label(label) and self._grid.word(label) in wanted:
                self._take(name, self._beside.value_of(label))
                return

    def _take_joined(self, *, bracketed: bool = False) -> None:
        """时间地点 | 2026年3月5日 会议室: each of the fields that has nothing beside a label of its own.

        `bracketed` are 应到（实到） | 20（18）, of which the label before the bracket alone would be taken.
        """
        for cell in self._cells:
            if cell in self.used or self._beside.is_aside(cell):
                continue
            if bracketed and not _COUNTS.search(self._grid.text(cell)):
                continue
            head, colon, behind = self._grid.text(cell).replace("：", ":").partition(":")
            names = fields_of(head, self._words.labels)
            if not names or not all(map(self._found.lacks, names)):
                continue
            held = FoundField(behind, cell, cell) if colon and behind.strip() else self._beside.value_of(cell)
            if not self._grid.is_empty(held.cell) and held.cell not in self.used:
                self._part(names, held)

    def _part(self, names: Sequence[str], held: FoundField) -> None:
        """What stands beside several labels written as one: a piece for each, if it can be parted in one way alone."""
        pieces = part(written(held.raw), [self._form.fields[name] for name in names])
        if pieces is None:
            self.unparted |= dict.fromkeys(names, held.label)
            self.used.update((held.label, held.cell))
        else:
            for name, piece in zip(names, pieces, strict=True):
                self._take(name, FoundField(piece, held.cell, held.label))

    def _take_hours(self, name: str, times: Sequence[str]) -> None:
        """日期 | 2026-06-22 | 时间 | 14:30-17:30: a label of the day that has the hours beside it."""
        if name not in self._found.fields or not all(map(self._found.lacks, times)):
            return
        for label in self._label_cells(name, self._form.fields[name]):
            value = self._beside.value_of(label)
            if (told := hours_in(value.raw)) is not None and value.cell not in self.used:
                for time, hour in zip(times, told, strict=False):
                    if hour is not None:
                        self._take(time, FoundField(hour, value.cell, label))
                return
