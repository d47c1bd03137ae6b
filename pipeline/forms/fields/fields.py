"""The fields of a sheet: from the cell beside the label, else from elsewhere, else a problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.fields.elsewhere import Elsewhere
from pipeline.forms.fields.found import FoundField
from pipeline.forms.fields.missing import MissingFields
from pipeline.forms.grid import Cell, cell_at
from pipeline.forms.hidden import tell_hidden_cell
from pipeline.forms.report import Report
from pipeline.forms.tables.notes import note_of, tell_note_unread
from pipeline.forms.values import text, when
from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.mapping.form import FieldOf, FormMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Value
from pipeline.model.values import BLANK, Month, Quarter, Scalar

_LATER: Final = {Type.DATE, Type.DATE_OR_TEXT, Type.MONTH, Type.QUARTER, Type.TIME}
"""Read last: a day or month without a year takes it from the other fields."""


class FieldReader:
    """`year` is the sheet's where it is known already; else its title may tell it."""

    def __init__(self, form: FormMapping, report: Report, elsewhere: Elsewhere, year: int | None = None) -> None:
        self._form = form
        self._report = report
        self._elsewhere = elsewhere
        self._missing = MissingFields(form, report, elsewhere)
        self._year: int | None = year or elsewhere.year()

    def read(self, found: Mapping[str, FoundField], but: Collection[str] = ()) -> tuple[dict[str, Value], int | None]:
        """The fields in the mapping's order, `but` those, and the year that the sheet is of."""
        fields: dict[str, Value] = {}
        self._tell_unparted(but)
        wanted = [(name, entry) for name, entry in self._form.fields.items() if name not in but]
        for name, entry in sorted(wanted, key=lambda item: item[1].type in _LATER):
            self._year = self._year_of(fields) or self._year
            if name not in fields or fields[name].value is BLANK:
                fields |= self._field(name, entry, self._standing_in(name, entry, found))
        self._check_times(fields)
        ordered = {name: fields[name] for name in self._form.fields if name in fields}
        return ordered, self._year_of(fields) or self._year

    def _tell_unparted(self, but: Collection[str]) -> None:
        """Several labels as one, 时间地点, and something beside them that could be parted in more ways, or in none."""
        told: dict[Cell, list[str]] = {}
        for name, label in self._elsewhere.unparted.items():
            told.setdefault(label, []).extend([name] if name not in but else [])
        for label, names in told.items():
            words = self._report.grid.text(label).replace("：", ":").partition(":")[0]
            message = f"“{words}”写在一起，分不清哪些是{'、哪些是'.join(names)}"
            tell = self._report.warn if all(self._form.fields[name].optional for name in names) else self._report.stop
            if names:
                tell(label, "fields-joined", message, f"请把{'、'.join(names)}分成两栏，各写一格")

    def _standing_in(self, name: str, entry: FieldOf, found: Mapping[str, FoundField]) -> FoundField | None:
        """What stands beside the field's own label, or beside that of one which may stand for it."""
        held = (found[each] for each in (name, *entry.instead) if each in found)
        return next((each for each in held if not text.is_blank_mark(each.raw)), found.get(name))

    def _check_times(self, fields: dict[str, Value]) -> None:
        """Start and end in one cell are checked where they are read; here those of two cells."""
        for entry in self._form.fields.values():
            times = [(name, fields[name]) for name in entry.times if name in fields]
            if len(times) < 2 or times[0][1].origin == times[1][1].origin:
                continue
            (start, first), (end, last) = times
            if isinstance(first.value, dt.time) and isinstance(last.value, dt.time) and last.value <= first.value:
                message = f"{end}“{last.written}”不晚于{start}“{first.written}”"
                self._report.stop(cell_at(last.origin.cell), "time-range-backwards", message, "请核对开始和结束时间")

    def _field(self, name: str, entry: FieldOf, found: FoundField | None) -> dict[str, Value]:
        """The field's value, and those of the start and end times that stand in the same cell."""
        if found and not text.is_blank(found.raw) and (told := self._told(name, entry, found)) is not None:
            return told
        if (value := self._elsewhere.value(entry, self._year)) is not None:
            return {name: value}
        if entry.default is not None and (meeting := self._elsewhere.other_meeting()):
            message = f"“{meeting[:30]}”没有写明{name}"
            hint = f"请在表头加上“{name}：”并写明，可填：{'、'.join(entry.choices)}"
            self._report.stop(self._elsewhere.title, "choice-missing", message, hint)
            return {}
        if entry.optional:
            return {name: Value(BLANK, "", self._report.origin(found.cell if found else None))}
        self._missing.tell(name, entry, found, self._around())
        return {}

    def _told(self, name: str, entry: FieldOf, found: FoundField) -> dict[str, Value] | None:
        """What the cell says; nothing when that is wrong, None when it says that there is nothing."""
        if tell_hidden_cell(name, found.cell, self._report):
            return {}
        read, times = self._read(found.raw, entry)
        if isinstance(read, Misread):
            self._report.stop(found.cell, read.code, f"{name}：{read.message}", read.hint)
            return {}
        if read is BLANK:
            return None
        if entry.type is Type.MEMBER and (note := note_of(written(found.raw))):
            tell_note_unread(name, note, found.cell, self._report)
        origin = self._report.origin(found.cell)
        values = {part: Value(time, written(found.raw), origin) for part, time in times.items()}
        return {name: Value(read, written(found.raw), origin)} | values

    def _read(self, raw: Raw, entry: FieldOf) -> tuple[Scalar | Misread, dict[str, Scalar]]:
        if text.is_ditto(raw):
            return misread("ditto-without-above", raw, "没有写明内容", "请写出完整的内容"), {}
        if not entry.times:
            return read_cell(raw, entry, self._around()), {}
        read = when.read_when(self._around().in_1900(raw, entry) if self._report.grid.is_1904 else raw, self._year)
        if isinstance(read, Misread):
            day = read_cell(raw, entry, self._around())
            return (read if isinstance(day, Misread) and day.code == "date-with-time" else day), {}
        pairs = zip(entry.times, (read.start, read.end), strict=False)
        return read.day, {name: time for name, time in pairs if time is not None}

    def _around(self) -> Surroundings:
        return Surroundings(self._year, is_1904=self._report.grid.is_1904)

    def _year_of(self, fields: dict[str, Value]) -> int | None:
        for role in (Role.DATE, Role.MONTH, Role.QUARTER, Role.YEAR):
            name = self._form.by_role(role)
            value = fields[name].value if name and name in fields else None
            if isinstance(value, (dt.date, Month, Quarter)):
                return value.year
            if isinstance(value, int):
                return value
        return None
