"""A field that must be there and that no part of a sheet tells: what is wrong, as far as the sheet shows it."""

from __future__ import annotations

from typing import Final

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.fields.elsewhere import Elsewhere
from pipeline.forms.fields.found import FoundField
from pipeline.forms.fields.near_labels import near_label
from pipeline.forms.report import Report
from pipeline.forms.values import titles
from pipeline.forms.values.months import heads_a_year
from pipeline.forms.values.reading import Misread
from pipeline.mapping.form import FieldOf, FormMapping
from pipeline.mapping.vocabulary import Type
from pipeline.model.values import BLANK

_SOME_YEAR: Final = 2000


class MissingFields:
    """Each is told once, at the place where the person may mend it."""

    def __init__(self, form: FormMapping, report: Report, elsewhere: Elsewhere) -> None:
        self._form = form
        self._report = report
        self._elsewhere = elsewhere

    def tell(self, name: str, entry: FieldOf, found: FoundField | None, around: Surroundings) -> None:
        """`found` is its label with nothing beside it, if it has one."""
        example = f"，例如 {entry.example}" if entry.example else ""
        if (entry.in_title and not found and self._is_told(name, entry, around)) or name in self._elsewhere.unparted:
            return
        if found:
            self._report.stop(found.cell, "field-empty", f"{name}没有填", f"请在这一格填写{name}{example}")
        else:
            near = near_label(self._elsewhere.loose(), (name, *entry.labels))
            hint = f"“{near[0]}”是不是“{near[1]}”？" if near else f"请在表头加上“{name}：”并填写{example}"
            self._report.stop(self._elsewhere.title, "field-missing", f"表中找不到“{name}”", hint)

    def _is_told(self, name: str, entry: FieldOf, around: Surroundings) -> bool:
        """Whether the sheet has months or days in another place than ours; then that is said."""
        if entry.type is Type.MONTH:
            return self._half_a_month(name) or self._whole_year(name)
        if entry.type is Type.DATE:
            return self._several_days(name) or self._days_in_column(name, entry, around)
        return False

    def _half_a_month(self, name: str) -> bool:
        """Whether a heading names a month of no year, or several; then that is said."""
        for heading, cell in self._elsewhere.headings():
            if titles.names_several_months(heading):
                message = f"“{heading[:30]}”不止一个月，一张表只填一个月"
                self._report.stop(cell, "month-several", message, "请每个月单独填一张，在标题里写明，例如 2026年3月")
                return True
            if (month := titles.find_month(heading, _SOME_YEAR)) is not None:
                message = f"“{heading[:30]}”没有写明是哪一年的{month.month}月"
                self._report.stop(cell, "month-year-missing", message, f"请在标题或“{name}”一栏写全，例如 2026年3月")
                return True
        return False

    def _whole_year(self, name: str) -> bool:
        """Whether a ledger has amounts of the whole year, and no column for each month; then that is said."""
        if not any(table.each_month for table in self._form.tables.values()):
            return False
        grid = self._report.grid
        heads = sorted(places[0] for told, places in grid.places().items() if heads_a_year(told))
        if heads:
            told = "、".join(f"“{grid.text(head).strip()}”" for head in heads)
            message = f"这张表只有全年的数（{told}），分不清每个月各是多少"
            hint = "请给每个月加一列，表头写 1月、2月……12月，填当月交的金额；或者一个月填一张，写明“{name}：”"
            self._report.stop(heads[0], "months-missing", message, hint.format(name=name))
        return bool(heads)

    def _several_days(self, name: str) -> bool:
        """Whether a heading names more days than one; then that is said."""
        for heading, cell in self._elsewhere.headings():
            if titles.names_several_days(heading):
                message = f"“{heading[:30]}”不止一个日期，分不清{name}是哪一天"
                self._report.stop(cell, "date-several", message, f"请在表头写明“{name}：”和这张表的那一天")
                return True
        return False

    def _days_in_column(self, name: str, entry: FieldOf, around: Surroundings) -> bool:
        """Whether a table has a column of the days, one for each row; then that is said."""
        grid, head = self._report.grid, self._elsewhere.column_of((name, *entry.labels))
        first = read_cell(grid.raw((grid.end(head)[0] + 1, head[1])), entry, around) if head else BLANK
        if head is None or first is BLANK or (isinstance(first, Misread) and first.code == "date-unreadable"):
            return False
        told = grid.text(head).strip()
        message = f"{name}写在表格的“{told}”一列里，一张表只登记一次活动"
        hint = f"请按活动分开，一次活动填一张（可以放在同一个文件里），在表格上面写“{name}：”和那一天，删去“{told}”一列"
        self._report.stop(head, "date-in-column", message, hint)
        return True
