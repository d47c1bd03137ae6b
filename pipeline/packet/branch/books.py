"""A branch's books of dues: which of its records make one, and what is read only once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.packet.branch.facts import BranchPast
from pipeline.rules.dues_book import DuesBook, Sheet, dues_book, sheet_of
from pipeline.rules.dues_decisions import is_reduction
from pipeline.rules.roster import Roster


class Books:
    """Each book is made once, and each month's sheet read once for the books of the year and of its parts."""

    def __init__(self, past: BranchPast, rules: BranchRules) -> None:
        self._past = past
        self._forms = past.forms
        self._rules = rules
        self._books: dict[frozenset[int], DuesBook] = {}
        self._sheets: dict[tuple[int, int], Sheet | None] = {}
        """By the sheet and the roster by which it was read."""

    def of(self, records: Iterable[Held]) -> DuesBook:
        """Of those that are of dues; the roster among them is the one that stands now."""
        own = {held.id: held for held in records if _is_of_dues(self._forms[held.form])}
        made_of = frozenset(own)
        if made_of not in self._books:
            self._books[made_of] = self._made(list(own.values()))
        return self._books[made_of]

    def _made(self, records: Sequence[Held]) -> DuesBook:
        told = [(held, self._forms[held.form]) for held in records]
        standing = next((held for held, form in told if form.is_roster), None)
        roster = self._past.roster_in(standing) if standing else None
        of_roster = standing.id if standing else 0
        sheets = (self._sheet(held, roster, of_roster) for held, form in told if form.table_with(Role.PAID))
        decisions = ((held.record, form) for held, form in told if is_decision(form))
        return dues_book(filter(None, sheets), decisions, roster, self._rules)

    def _sheet(self, held: Held, roster: Roster | None, of_roster: int) -> Sheet | None:
        made_of = held.id, of_roster
        if made_of not in self._sheets:
            self._sheets[made_of] = sheet_of(held.record, self._forms[held.form], roster, self._rules)
        return self._sheets[made_of]


def is_decision(form: FormMapping) -> bool:
    return is_reduction(form) or form.table_with(Role.SINCE) is not None


def _is_of_dues(form: FormMapping) -> bool:
    return form.is_roster or form.table_with(Role.PAID) is not None or is_decision(form)
