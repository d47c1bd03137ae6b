"""Cells whose text is a label of the form and that are the value of the label before them: 活动形式 | 集中学习."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import lexicon
from pipeline.forms.several.heading_rows import HeadingRows, is_other_line
from pipeline.forms.words import word
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Type

_TEXTS: Final = frozenset({Type.TEXT, Type.CHOICE, Type.CHOICES})
_REMARK: Final = re.compile("备注|附注|注|说明|附件")
"""Labels that a form need not know."""


def leads(text: str, labels: Collection[str]) -> bool:
    """Whether a cell has a label and its value: 谈话对象：姜淑芬."""
    head, colon, _ = text.replace("：", ":").partition(":")
    return bool(colon) and word(head) in labels


class LabelValues:
    """Labels that touch are a row of them with values below, or label and value, and again."""

    def __init__(self, grid: Grid, form: FormMapping, headed: HeadingRows, lines: Collection[int]) -> None:
        self._grid = grid
        self._form = form
        self._words = lexicon(form)
        self._lines = lines
        places = grid.places()
        known = (cell for text in self._words.all_labels.intersection(places) for cell in places[text])
        self._labels = {cell for cell in known if cell[0] not in lines and cell[0] not in headed}

    def find(self) -> dict[Cell, Cell]:
        """Label -> value, where the value is a label's word."""
        found: dict[Cell, Cell] = {}
        touching = {cell: right for cell in self._labels if (right := self._right(cell)) in self._labels}
        for first in touching.keys() - touching.values():
            run = [first]
            while run[-1] in touching:
                run.append(touching[run[-1]])
            found |= self._pairs(run)
        return found

    def _right(self, cell: Cell) -> Cell:
        return self._grid.head((cell[0], self._grid.end(cell)[1] + 1))

    def _pairs(self, run: list[Cell]) -> Mapping[Cell, Cell]:
        """What ends with a value of its own ends with a label; the odd one before it has no value beside it."""
        has_value = not self._grid.is_empty(self._right(run[-1]))
        paired = run[len(run) % 2 == 0 :] if has_value else run
        pairs = dict(zip(paired[::2], paired[1::2], strict=False))
        return pairs if has_value or all(self._is_pair(*pair, run) for pair in pairs.items()) else {}

    def _is_pair(self, label: Cell, value: Cell, run: list[Cell]) -> bool:
        fields = self._fields(label)
        if not fields.isdisjoint(self._fields(value)) or any(self._form.fields[name].is_long for name in fields):
            return True
        if self._has_values_below(run):
            return False
        return any(self._form.fields[name].type in _TEXTS for name in fields) or self._is_usual(label, value)

    def _fields(self, cell: Cell) -> set[str]:
        told = self._grid.word(cell)
        return {name for name, labels in self._words.labels.items() if told in labels}

    def _has_values_below(self, run: list[Cell]) -> bool:
        grid = self._grid
        below = max(grid.end(cell)[0] for cell in run) + 1
        if below >= grid.height or below in self._lines or is_other_line(grid, self._words.all_labels, below):
            return False
        filled = [cell for cell in grid.filled_in(below) if not leads(grid.text(cell), self._words.all_labels)]
        return any((below, cell[1]) in filled for cell in run) and not _REMARK.fullmatch(grid.word(filled[0]))

    def _is_usual(self, label: Cell, value: Cell) -> bool:
        """Another label stands in the column of this one, and what is no label in the value's."""
        others = (self._right(other) for other in self._labels if other[1] == label[1] and other != label)
        return any(right[1] == value[1] and right not in self._labels for right in others)
