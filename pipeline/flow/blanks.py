"""Blank forms for a branch: with what is already known of it filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.files.names import safe_name
from pipeline.files.publish import write_whole
from pipeline.flow.desk import Desk
from pipeline.forms.blank import Prefill, blank_form
from pipeline.forms.values.months import read_month
from pipeline.ledger.entries import Held
from pipeline.mapping.form import Column, FormMapping, Role, Type
from pipeline.model.values import BLANK, Month
from pipeline.rules.dues import due_for, rate_for


def write_blank_forms(desk: Desk, out: Path, branch: str, month_text: str) -> list[Path]:
    """One workbook for each form; raises SetupError when the month cannot be read."""
    month = _month(month_text)
    held = desk.ledger.held(branch) if branch else []
    written = []
    for form in desk.mappings.forms.values():
        name = "　".join(part for part in (branch, str(month or ""), form.form) if part)
        path = out / f"{safe_name(name)}.xlsx"
        try:
            write_whole(path, blank_form(form, _Known(desk, branch, month, held).prefill(form)))
        except OSError as error:
            raise SetupError(f"写不了 {path}：{in_words(error)}", "请换一个有写权限的文件夹") from error
        written.append(path)
    return written


def _month(text: str) -> Month | None:
    if not text:
        return None
    month = read_month(text)
    if not isinstance(month, Month):
        raise SetupError(f"月份 {text} 读不懂：{month.message}", "请写成 2026-03")
    return month


class _Known:
    """What earlier forms say of a branch: its roster, its year's plan."""

    def __init__(self, desk: Desk, branch: str, month: Month | None, held: list[Held]) -> None:
        self._desk = desk
        self._branch = branch
        self._month = month
        self._forms = desk.mappings.forms
        self._held = held

    def prefill(self, form: FormMapping) -> Prefill:
        fields: dict[str, Any] = {}
        for role, value in (
            (Role.BRANCH, self._branch or None),
            (Role.MONTH, self._month),
            (Role.YEAR, self._month.year if self._month else None),
            (Role.THEME, self._theme() if form.by_role(Role.DATE) and _is_of_activity(form) else None),
        ):
            name = form.by_role(role)
            if name and value is not None:
                fields[name] = value
        return Prefill(fields, {table: self._rows(form, table) for table in form.tables})

    def _rows(self, form: FormMapping, table: str) -> list[dict[str, Any]]:
        """A line for each member, for tables that list members."""
        columns = form.tables[table].columns
        if form.is_roster or form.tables[table].by_role(Role.MEMBER) is None:
            return (
                [{form.tables[table].anchor: f"{number}月"} for number in range(1, 13)] if _is_year(form, table) else []
            )
        return [self._row(columns, member) for member in self._members()]

    def _row(self, columns: dict[str, Column], member: dict[str, Any]) -> dict[str, Any]:
        row = {
            name: member[name] for name, column in columns.items() if name in member and column.role is not Role.REMARK
        }
        by_role = {column.role: name for name, column in columns.items() if column.role}
        base, category = (row.get(by_role.get(role, "")) for role in (Role.BASE, Role.CATEGORY))
        if Role.DUE in by_role and base is not None and (rate := rate_for(base, str(category or ""))):
            row[by_role[Role.DUE]] = due_for(base, rate, self._desk.settings.dues)
            if Role.RATE in by_role:
                row[by_role[Role.RATE]] = rate
        return row

    def _members(self) -> list[dict[str, Any]]:
        for held in self._held:
            form = self._forms[held.form]
            if form.is_roster and (place := form.table_with(Role.MEMBER)):
                return [
                    {name: value.value for name, value in row.items() if value.value is not BLANK and name != "序号"}
                    for row in held.record.rows(place[0])
                ]
        return []

    def _theme(self) -> str | None:
        """The month's theme in the year's plan."""
        for held in self._held:
            form = self._forms[held.form]
            for name, table in form.tables.items():
                month, theme = table.by_role(Role.MONTH), table.by_role(Role.THEME)
                if month and theme:
                    for row in held.record.rows(name):
                        if row[month].value == self._month:
                            return str(row[theme].value)
        return None


def _is_of_activity(form: FormMapping) -> bool:
    return form.by_role(Role.KINDS) is not None or form.table_with(Role.MARK) is not None


def _is_year(form: FormMapping, table: str) -> bool:
    column = form.tables[table].columns[form.tables[table].anchor]
    return column.type is Type.MONTH
