"""Sheets of which some rows were taken while others went back and have not come again: what was taken is not all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.flow.desk import Desk
from pipeline.ledger.entries import Held
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin


class HalfTaken(NamedTuple):
    """A record that was taken, and what is to be said of the sheet that it came from."""

    held: Held
    problem: Problem


def half_taken(desk: Desk) -> Iterator[HalfTaken]:
    """Of one sheet everything is said in the same words."""
    for sent in desk.ledger.returned():
        sheets = {problem.at.sheet for problem in sent.problems if problem.stops}
        for held in desk.ledger.in_force(sent.id) if sent.taken else ():
            if held.sheet in sheets:
                rows = {p.at.cell for p in sent.problems if p.stops and p.at.sheet == held.sheet}
                message = f"这张表只收下了一部分，退回的还没有改好重报（{len(rows)} 处要改）"
                at = Origin(sent.name, held.sheet)
                hint = f"请在 {sent.copy} 里改好，保存、关闭"
                yield HalfTaken(held, Problem(at, "sheet-half-taken", message, hint, Severity.WARNS))
