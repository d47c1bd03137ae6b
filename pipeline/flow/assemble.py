"""The documents of every branch that is behind are brought up to date: gather, draft, render, publish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.errors import DanganError, LedgerError
from pipeline.flow.assembly.branch import Branch, branch_of
from pipeline.flow.assembly.faults import fault
from pipeline.flow.assembly.lapsed import left_behind, withdraw_lapsed
from pipeline.flow.assembly.places import Place, is_current, places_of
from pipeline.flow.assembly.publish import publish
from pipeline.flow.behind import Behind, branches_behind
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry
from pipeline.model.problem import Problem
from pipeline.model.values import Month
from pipeline.packet.gather import gather
from pipeline.rules.days import theme_day

Progress = Callable[[str], None]
"""Told each activity as it is published."""


@dataclass(slots=True)
class Assembled:
    """The activities that were published, and why others could not be: those are tried again."""

    published: list[ActivityEntry] = field(default_factory=list)
    failures: list[DanganError] = field(default_factory=list)


def assemble_pending(desk: Desk, progress: Progress = lambda text: None) -> Assembled:
    """Every branch whose documents are behind its records, templates, mappings or settings, or are gone."""
    result = Assembled()
    for behind in branches_behind(desk):
        made = assemble(behind, desk, progress)
        result.published += made.published
        result.failures += made.failures
    return result


def assemble(behind: Behind, desk: Desk, progress: Progress = lambda text: None) -> Assembled:
    """One branch. A fault holds up only its own activity. Raises LedgerError."""
    result = Assembled()
    branch = branch_of(behind.branch, desk)
    loose: list[Problem] = []
    try:
        places, loose = _places(branch, desk)
    except Exception as error:
        result.failures.append(fault(f"{branch.name}的材料", error))
    else:
        for place in places:
            if not is_current(place, branch, desk):
                _bring_up_to_date(place, branch, desk, result)
                progress(place.folder)
        withdraw_lapsed({place.key for place in places}, branch, desk)
    loose = [*loose, *left_behind(branch.name, desk)]
    if result.failures:
        desk.ledger.fail(branch.name, loose, [(error.message, error.hint) for error in result.failures])
    else:
        desk.ledger.settle(branch.name, behind.asked, behind.made_with, loose)
    return result


def _places(branch: Branch, desk: Desk) -> tuple[list[Place], list[Problem]]:
    """The branch's packets, and what belongs to none."""

    def day_of(month: Month) -> dt.date:
        return theme_day(month, desk.settings.theme_day).day

    gathered = gather(desk.mappings.forms, desk.mappings.packets.values(), branch.held, day_of)
    return places_of(gathered.activities, branch, desk), gathered.loose


def _bring_up_to_date(place: Place, branch: Branch, desk: Desk, result: Assembled) -> None:
    try:
        result.published.append(publish(place, branch, desk))
    except LedgerError:
        raise
    except Exception as error:
        result.failures.append(fault(f"材料包“{place.folder}”", error))
