"""The same thing said of several cells of a sheet: told once, with all its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pipeline.model.problem import Problem

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_AREAS: Final = 12


def told_together(problems: Iterable[Problem]) -> list[Problem]:
    """Those that differ in their cell alone as one, in the place of the first: its cell is C6—C29."""
    alike: dict[Problem, list[str]] = {}
    for problem in problems:
        alike.setdefault(replace(problem, at=replace(problem.at, cell="")), []).append(problem.at.cell)
    return [replace(problem, at=replace(problem.at, cell=areas(cells))) for problem, cells in alike.items()]


def told_at_first(problems: Iterable[Problem], code: str) -> list[Problem]:
    """Those of a code that stand in one row of a sheet as one, at the first of them: of days that head columns.

    They may differ in their messages, which name their days. What is told twice is told once.
    """
    every = dict.fromkeys(problems)
    rows: dict[Problem, list[Problem]] = {}
    for problem in every:
        if problem.code == code and (cell := _ADDRESS.fullmatch(problem.at.cell)):
            row = replace(problem, at=replace(problem.at, cell=cell[2]), message="")
            rows.setdefault(row, []).append(problem)
    told: dict[Problem, Problem] = {}
    gone: set[Problem] = set()
    for first, *others in rows.values():
        if further := [problem for problem in others if problem.at != first.at]:
            alike = all(problem.message == first.message for problem in further)
            where = areas(problem.at.cell for problem in (first, *further))
            told[first] = replace(first, message=f"{first.message}（{where} {'都是' if alike else '是同一类问题'}）")
            gone.update(further)
    return [told.get(problem, problem) for problem in every if problem not in gone]


def areas(cells: Iterable[str]) -> str:
    """C6—C8、C11: runs down a column or along a row, in the cells' own order; of very many the first, and how many."""
    each = list(dict.fromkeys(filter(None, cells)))
    runs: list[list[str]] = []
    for cell in each:
        if runs and _goes_on(runs[-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    shown = "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else run[0] for run in runs[:_MOST_AREAS])
    return f"{shown}等 {len(each)} 格" if len(runs) > _MOST_AREAS else shown


def _goes_on(run: list[str], cell: str) -> bool:
    """Whether the cell is the next one down or to the right, in the direction of the run."""
    step = _step(run[-1], cell)
    return step in {(0, 1), (1, 0)} and (len(run) < 2 or step == _step(run[-2], run[-1]))


def _step(first: str, second: str) -> tuple[int, int] | None:
    """Columns and rows from one cell to another; None where one of them is no cell."""
    one, other = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(second)
    if one is None or other is None:
        return None
    return _number(other[1]) - _number(one[1]), int(other[2]) - int(one[2])


def _number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
