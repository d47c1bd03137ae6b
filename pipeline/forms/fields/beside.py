"""What stands beside a label: to its right, or below it where labels stand in a row of their own."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.forms.fields.found import FoundField
from pipeline.forms.fields.label_values import LabelValues, leads
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import lexicon
from pipeline.forms.several.heading_rows import HeadingRows
from pipeline.mapping.form import FormMapping


class Beside:
    """`lines` are the tables'."""

    def __init__(
        self, grid: Grid, form: FormMapping, headed: HeadingRows, lines: Collection[int], title: Cell | None
    ) -> None:
        self._grid = grid
        self._headed = headed
        self._lines = lines
        self._title = title
        words = lexicon(form)
        self._known = words.all_labels
        self._wide = words.wide
        self._values = LabelValues(grid, form, headed, lines).find()
        self._no_labels = {*self._values.values()}

    def may_be_label(self, cell: Cell) -> bool:
        """Not so what lies aside, and a label's word that is the value of the label before it."""
        return cell not in self._no_labels and not self.is_aside(cell)

    def is_aside(self, cell: Cell) -> bool:
        """In the tables' lines and in the title neither labels nor values are looked for."""
        return (cell[0] in self._lines and cell[1] < self._grid.width) or cell == self._title

    def value_of(self, label: Cell) -> FoundField:
        """To the right of the label; below it where the labels stand in a row of their own, whatever stands beside."""
        grid = self._grid
        last = grid.end(label)
        right = grid.head((label[0], last[1] + 1))
        if label in self._values:
            return self._right_of(label, right)
        below = grid.head((last[0] + 1, label[1]))
        if label[0] not in self._headed and not grid.is_empty(right) and grid.word(right) not in self._known:
            return self._right_of(label, right)
        headed = label[0] in self._headed or right[1] >= grid.width or grid.word(right) in self._known
        is_below = headed and not self._is_others(below, label) and not self.is_aside(below)
        if is_below and not grid.is_empty(below):
            return FoundField(grid.raw(below), below, label)
        beside = right if grid.is_empty(right) else label
        return FoundField("", below if is_below else beside, label)

    def _right_of(self, label: Cell, right: Cell) -> FoundField:
        """A label merged over several rows may have one line of text in each."""
        grid = self._grid
        last = grid.end(label)[0]
        if last == label[0] or grid.end(right)[0] >= last:
            return FoundField(grid.raw(right), right, label)
        rows = range(right[0], last + 1)
        lines = [grid.text(grid.head((row, right[1]))) for row in rows]
        told = "\n".join(line for line in lines if line.strip())
        return FoundField(told, right, label, tuple((row, right[1]) for row in rows))

    def _is_others(self, cell: Cell, label: Cell) -> bool:
        """A label, or what stands beside one, is no value of the `label` above it."""
        grid = self._grid
        if grid.word(cell) in self._known or self._leads_other(cell, label):
            return True
        return label[0] not in self._headed and grid.word(grid.head((cell[0], cell[1] - 1))) in self._known

    def _leads_other(self, cell: Cell, label: Cell) -> bool:
        """A label with its value behind it, below one of no long text, whose first paragraph may begin like that."""
        return self._grid.word(label) not in self._wide and leads(self._grid.text(cell), self._known)
