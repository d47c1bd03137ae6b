"""What one sheet gave, and how a place on it is named in a value or a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.forms.grid import Cell, Grid, address
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record, Value


@dataclass(slots=True)
class Reading:
    """What one sheet, or one entry of several on it, gave: a record, or problems that stop it; warnings with either."""

    form: str
    sheet: str
    record: Record | None = None
    problems: list[Problem] = field(default_factory=list)
    fields: Mapping[str, Value] = field(default_factory=dict)
    """Those that could be read, also of a sheet that is stopped: they may tell what it is about."""
    partial: Record | None = None
    """Of a sheet that is stopped: the record as far as it could be read, without what could not."""
    cell: str = ""
    """Of one entry of several on a sheet, the first cell of its row."""

    @property
    def is_blank(self) -> bool:
        """The form with its headers and not one row under them."""
        codes = {problem.code for problem in self.problems}
        return "table-empty" in codes and "row-without-anchor" not in codes


@dataclass(slots=True)
class Report:
    """Collects the problems of one sheet; `None` as the cell means the sheet as a whole."""

    file: str
    grid: Grid
    problems: list[Problem] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)

    def origin(self, cell: Cell | None) -> Origin:
        return Origin(self.file, self.grid.sheet, address(cell) if cell else "")

    def stop(self, cell: Cell | None, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.origin(cell), code, message, hint))

    def warn(self, cell: Cell | None, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.origin(cell), code, message, hint, Severity.WARNS))
