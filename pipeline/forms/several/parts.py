"""Parts of a sheet that are records of their own: its months, its rows, its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.forms.grid import Cell, address
from pipeline.forms.report import Reading, Report
from pipeline.forms.tables.found import FoundTable
from pipeline.mapping.form import FormMapping
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet, or what of it is one record, with its own problems; `row` is the first cell of a part that is rows."""

    fields: Mapping[str, Value]
    tables: Mapping[str, FoundTable]
    report: Report
    row: Cell | None = None


def reading_of(form: FormMapping, part: Part, record: Record | None, problems: list[Problem]) -> Reading:
    whole = None if any(problem.stops for problem in problems) else record
    cell = address(part.row) if part.row else ""
    partial = record if whole is None else None
    return Reading(form.form, part.report.grid.sheet, whole, problems, part.fields, partial, cell)


def readings_of(form: FormMapping, whole: Part, parts: Sequence[Part], records: Sequence[Record]) -> list[Reading]:
    """What is wrong with the sheet stops all of them, and is told once, with all that is wrong with any of them."""
    if whole.report.stopped or not parts:
        of_parts = (problem for part in parts for problem in part.report.problems)
        told = {(problem.at, problem.code) for problem in whole.report.problems}
        also = dict.fromkeys(problem for problem in of_parts if (problem.at, problem.code) not in told)
        return [reading_of(form, whole, None, [*whole.report.problems, *also])]
    readings = [
        reading_of(form, part, record, part.report.problems) for part, record in zip(parts, records, strict=True)
    ]
    told_by = {problem: reading for reading in reversed(readings) for problem in reading.problems}
    for reading in readings:
        reading.problems = [problem for problem in reading.problems if told_by[problem] is reading]
    readings[0].problems[:0] = whole.report.problems
    return readings
