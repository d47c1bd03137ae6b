"""The year before an inspection: what is there, late and missing, what is contradictory; read from the ledger alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from pipeline.errors import SetupError
from pipeline.flow.assembly.behind import not_shown
from pipeline.flow.desk import Desk
from pipeline.flow.known_years import must_be_known
from pipeline.flow.returning.half_taken import half_taken
from pipeline.inspection.evidence import KnownBranch, known_packets, received_by
from pipeline.inspection.inspect import Question, inspect_year
from pipeline.inspection.inspection import Inspection
from pipeline.inspection.outputs import write
from pipeline.inspection.wants import Wants
from pipeline.ledger.entries import PublishedDocument
from pipeline.mapping.misfit import nearest
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.packet.branch.facts import told_by

_LONGEST: Final = dt.timedelta(366)
"""What is to be mended later than that is a slip in the year."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """`written` lie below the outbox. `behind` are branches whose documents do not show all that they sent yet."""

    inspection: Inspection
    written: tuple[PublishedDocument, ...]
    behind: tuple[str, ...]


def inspect(year: int, desk: Desk, only: str = "", mend_by: dt.date | None = None) -> Inspected:
    """Of one branch nothing is written: its page would stand in the place of all.

    `mend_by` is the day that the office sets for mending. Raises SetupError for a year or a branch that nobody knows,
    and for a day by which nobody can mend anything, TemplateError or LedgerError.
    """
    must_be_known(year, desk)
    if mend_by:
        _must_be_ahead(mend_by, desk.now().date())
    inspection = look_at(year, desk, only)
    behind = not_shown(desk, only)
    written = () if only else write(inspection, desk.renderer, desk.outbox, desk.ledger, mend_by)
    return Inspected(inspection, written, behind)


def _must_be_ahead(mend_by: dt.date, today: dt.date) -> None:
    if mend_by < today:
        raise SetupError(f"整改期限 {mend_by} 已经过去了，今天是 {today}", "请写今天或今天以后的一天")
    if mend_by - today > _LONGEST:
        raise SetupError(f"整改期限 {mend_by} 比今天（{today}）晚一年以上", "请核对年份")


def look_at(year: int, desk: Desk, only: str = "") -> Inspection:
    """As it stands today; what lies in the outbox is not opened."""
    branches = _branches(year, desk)
    if only and only not in {one.branch for one in branches}:
        raise SetupError(f"没有“{only}”这个党支部", nearest(only, [one.branch for one in branches]))
    wants = Wants(desk.mappings.forms, tuple(desk.mappings.packets.values()))
    return inspect_year(Question(year, desk.now().date(), wants, desk.catalogue), branches, only)


def _branches(year: int, desk: Desk) -> list[KnownBranch]:
    """Those of the settings, and all but offices that sent anything; with what came late, or was told too early."""
    ledger, forms = desk.ledger, desk.mappings.forms
    packets = known_packets(ledger.packets(year - 1, year + 1))
    standing = sorted(name for name, form in forms.items() if form.is_roster or form.is_profile)
    histories = ledger.histories(standing)
    days = ledger.first_received(_filed(desk, year))
    loose, returned, halves = ledger.loose(), _returned(desk), _half_taken(desk)
    return [
        KnownBranch(
            branch=name,
            office=desk.settings.office_of(name),
            rules=desk.rules.of(name),
            packets=packets.get(name, ()),
            past=told_by(histories.get(name, ()), forms),
            received=received_by(name, days),
            loose=(*loose.get(name, ()), *returned.get(name, ())),
            half_taken=frozenset(halves.get(name, ())),
        )
        for name in sorted({*desk.settings.branches, *(ledger.asked().keys() - desk.known_offices())})
    ]


def _returned(desk: Desk) -> dict[str, list[Problem]]:
    """Branch -> its files that went back and have not come again."""
    found: dict[str, list[Problem]] = {}
    for sent in desk.ledger.returned():
        message = f"退回后还没有改好重报（{len(sent.problems)} 处要改）"
        hint = f"退回的文件在 {sent.copy}" if sent.copy else "请改好后重新放进收件箱"
        found.setdefault(sent.branch, []).append(
            Problem(Origin(sent.name), "form-returned", message, hint, Severity.WARNS)
        )
    return found


def _half_taken(desk: Desk) -> dict[str, set[tuple[str, str]]]:
    """Branch -> form and key of what was taken of sheets that went back for the rest."""
    found: dict[str, set[tuple[str, str]]] = {}
    for held, _ in half_taken(desk):
        found.setdefault(held.branch, set()).add((held.form, held.key))
    return found


def _filed(desk: Desk, year: int) -> list[str]:
    """The forms that are due by a day, by any branch's rules."""
    books = [desk.rules.of(""), *map(desk.rules.of, desk.settings.rules.branch)]
    held = (book.on(day).deadlines.values() for book in books for day in book.through(year))
    return sorted({rule.form for rules in held for rule in rules if rule.form})
