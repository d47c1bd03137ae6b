"""What is known of a branch and a month before a form is filled in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.flow.desk import Desk
from pipeline.forms.blank.prefill import Prefill, Values
from pipeline.ledger.entries import Held
from pipeline.mapping.form import Column, FormMapping, Table
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Every, Role, Type
from pipeline.model.record import Row
from pipeline.model.values import BLANK, Month, Quarter, Rate, Scalar
from pipeline.rules.days import planned_day
from pipeline.rules.dues import at_most, due_for, rate_for
from pipeline.rules.roster import Member, roster_of
from pipeline.rules.spans import Span

_KEPT_BY_FORM = {Role.REMARK, Role.MARK, Role.EXCUSE, Role.PAID, Role.PAID_ON}
"""What is of one occasion is not carried over to the next."""


@dataclass(frozen=True)
class Known:
    """`branch` is empty and `month` None for a form that may be anybody's. `today` tells who is a member by now."""

    desk: Desk
    branch: str
    month: Month | None
    today: dt.date

    def prefill(self, form: FormMapping) -> Prefill:
        is_own = not form.office or self.branch in self.desk.settings.offices
        roles: dict[Role, Scalar | None] = {Role.BRANCH: self.branch or None if is_own else None}
        if self.month:
            roles |= {Role.MONTH: self.month, Role.YEAR: self.month.year}
            if form.every is Every.QUARTER or form.office:
                quarter = _coming_quarter(self.month)
                roles |= {Role.QUARTER: quarter, Role.YEAR: quarter.year}
            if _is_of_activity(form):
                day = planned_day(self.month, self._rules).day
                roles |= {Role.DATE: day, Role.THEME: self._theme(self.month)}
        named = {form.by_role(role): value for role, value in roles.items() if value is not None}
        fields = {name: value for name, value in named.items() if name}
        return Prefill(fields, {name: self._rows(form, name, fields) for name in form.tables})

    def _rows(self, form: FormMapping, name: str, fields: Values) -> list[Values]:
        table = form.tables[name]
        if form.office and table.by_role(Role.PLANNED_ON):
            return self._plans_of_branches(form, table, fields)
        if form.every is not Every.MONTH and (rows := self._current_rows(form, name, fields)):
            return rows
        if table.by_role(Role.OATH):
            return self._birthday_rows(table)
        if table.by_role(Role.MEMBER) and not form.is_roster:
            return [self._member_row(table, row) for row in self._members]
        if table.columns[table.anchor].type is Type.MONTH:
            return [{table.anchor: f"{number}月"} for number in range(1, 13)]
        return []

    def _plans_of_branches(self, form: FormMapping, table: Table, fields: Values) -> list[Values]:
        """What the office's branches plan for that quarter; of any branch where dangan.toml gives it none."""
        desk, quarter = self.desk, fields.get(form.by_role(Role.QUARTER) or "")
        branches = desk.settings.offices.get(self.branch) or desk.known_branches()
        plans = [each for each in desk.mappings.forms.values() if each.by_role(Role.QUARTER) and not each.office]
        return [
            {"支部": branch} | {name: value for name, value in _values(row).items() if name in table.columns}
            for branch in branches
            for plan in plans
            for held in desk.ledger.held_of(branch, plan.form)
            if quarter and held.record.value(plan.by_role(Role.QUARTER) or "") == quarter
            for rows in held.record.tables.values()
            for row in rows
        ]

    def _birthday_rows(self, table: Table) -> list[Values]:
        """Those whose 政治生日 lies in the month; nobody where it is not known which."""
        admitted = table.by_role(Role.ADMITTED) or ""
        return [
            {name: value for name, value in row.items() if name in table.columns and name != "序号"}
            for row in self._members
            if self.month and getattr(row.get(admitted), "month", None) == self.month.month
        ]

    def _current_rows(self, form: FormMapping, name: str, fields: Values) -> list[Values]:
        """What holds now, of a form that is handed in again when that changes."""
        for held in self._held:
            is_same = all(held.record.value(part) == fields.get(part, BLANK) for part in form.key)
            if held.form == form.form and is_same:
                return [_values(row) for row in held.record.rows(name)]
        return []

    def _member_row(self, table: Table, member: Values) -> Values:
        """What roster and last dues say, under the same name or in the same role; the due by base and rate."""
        row = {name: member[name] for name in table.columns if member.get(name)}
        base, rate, due = (table.by_role(role) for role in (Role.BASE, Role.RATE, Role.DUE))
        if not (base and due):
            return row
        name, category = table.by_role(Role.MEMBER), table.by_role(Role.CATEGORY)
        last = self._last_dues.get(str(row.get(name or "", "")), {})
        amount = last.get(Role.BASE) or row.get(base)
        if isinstance(amount, Decimal):
            rules = self._rules.on(self._first_day)
            by_rule = rate_for(amount, str(row.get(category or "", "")), rules)
            share = last.get(Role.RATE) or by_rule
            row[base] = amount
            if isinstance(share, Rate):
                row[due] = at_most(due_for(amount, share, self._rules.rounding), rules)
                row |= {rate: share} if rate else {}
        return row

    @cached_property
    def _held(self) -> list[Held]:
        return self.desk.ledger.held(self.branch) if self.branch else []

    @property
    def _rules(self) -> BranchRules:
        return self.desk.rules.of(self.branch)

    @property
    def _first_day(self) -> dt.date:
        return dt.date(self.month.year, self.month.month, 1) if self.month else self.today

    @cached_property
    def _members(self) -> list[Values]:
        """Of the current roster, in its order, without those who are known to have left or not yet to have come."""
        forms = self.desk.mappings.forms
        rosters = [held.record for held in self._held if forms[held.form].is_roster]
        if not rosters:
            return []
        form = forms[rosters[-1].form]
        roster, place = roster_of(rosters[-1], form), form.table_with(Role.MEMBER)
        if roster is None or place is None:
            return []
        columns = form.tables[place[0]].columns
        lines = zip(roster.members, rosters[-1].rows(place[0]), strict=True)
        return [_lasting(row, columns) for member, row in lines if self._belongs(member)]

    def _belongs(self, member: Member) -> bool:
        span = Span.of(self.month or self.today)
        return span is None or not (member.no_more(span) or member.not_yet(span))

    @cached_property
    def _last_dues(self) -> dict[str, dict[Role, Scalar]]:
        """Base and rate of each name in the latest dues form before the month."""
        forms = self.desk.mappings.forms
        told: list[tuple[Month, dict[str, dict[Role, Scalar]]]] = []
        for held in self._held:
            form = forms[held.form]
            place, of = form.table_with(Role.DUE), form.by_role(Role.MONTH)
            month = held.record.value(of) if of else BLANK
            if place and isinstance(month, Month) and (self.month is None or month < self.month):
                told.append((month, _by_name(form.tables[place[0]], held.record.rows(place[0]))))
        return max(told, key=lambda each: each[0])[1] if told else {}

    def _theme(self, month: Month) -> Scalar | None:
        """The month's theme in the year's plan."""
        for held in self._held:
            for name, table in self.desk.mappings.forms[held.form].tables.items():
                of, theme = table.by_role(Role.MONTH), table.by_role(Role.THEME)
                if of and theme:
                    for row in held.record.rows(name):
                        if row[of].value == month:
                            return row[theme].value
        return None


def _coming_quarter(month: Month) -> Quarter:
    number = (month.month - 1) // 3 + 1
    return Quarter(month.year, number + 1) if number < 4 else Quarter(month.year + 1, 1)


def _is_of_activity(form: FormMapping) -> bool:
    return form.by_role(Role.KINDS) is not None or form.table_with(Role.MARK) is not None


def _values(row: Row) -> Values:
    return {name: held.value for name, held in row.items() if held.value is not BLANK}


def _lasting(row: Row, columns: dict[str, Column]) -> Values:
    return {name: value for name, value in _values(row).items() if columns[name].role not in _KEPT_BY_FORM}


def _by_name(table: Table, rows: tuple[Row, ...]) -> dict[str, dict[Role, Scalar]]:
    name = table.by_role(Role.MEMBER) or table.anchor
    columns = {role: column for role in (Role.BASE, Role.RATE) if (column := table.by_role(role))}
    return {
        str(row[name].value): {role: row[column].value for role, column in columns.items() if row[column].value}
        for row in rows
    }
