"""Labels that mean nothing without the field before them, their leader: 职务 is that of the 谈话人 or the 谈话对象."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.forms.fields.found import FoundFields
from pipeline.forms.grid import Cell
from pipeline.mapping.form import FormMapping


class Leaders:
    """Those of the fields that have been `found` so far."""

    def __init__(self, form: FormMapping, found: FoundFields) -> None:
        self._after = {name: field.after for name, field in form.fields.items() if field.after}
        self._leaders = {*self._after.values()}
        self._found = found

    def meant(self, names: Sequence[str], before: Sequence[str], cell: Cell) -> str:
        """Of fields that share a label the one whose leader stands nearest before it: in the cell, in the line, above.

        `before` are the fields of the cell so far.
        """
        if len(names) == 1:
            return names[0]
        followers = {self._after[name]: name for name in names}
        if here := [name for name in before if name in followers]:
            return followers[here[-1]]
        held = {field.label: followers[name] for name, field in self._found.fields.items() if name in followers}
        nearest = max((at for at in held if cell[0] - 1 <= at[0] and at < cell and at[1] <= cell[1]), default=None)
        return held[nearest] if nearest else names[0]

    def reach(self, leader: Cell, cells: Sequence[Cell]) -> Iterator[Cell]:
        """Those from a leader's label to the next leader's, then those below them, unless a leader is there."""
        row, column = leader
        held = [field.label for name, field in self._found.fields.items() if name in self._leaders]
        others = [label for label in held if label != leader]
        end = min((at[1] for at in others if at[0] == row and at[1] > column), default=None)
        lines = [row] if any(at[0] == row + 1 for at in others) else [row, row + 1]
        for line in lines:
            yield from (at for at in cells if at[0] == line and column <= at[1] and (end is None or at[1] < end))
