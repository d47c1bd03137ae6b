"""Blank forms for a branch: one workbook for the month, and each form by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.files.names import safe_name
from pipeline.files.publish import free_name, write_whole
from pipeline.flow.blanks.prefills import Known
from pipeline.flow.branch_names import spelled
from pipeline.flow.desk import Desk
from pipeline.flow.returning.foreign import nearest_branches
from pipeline.forms.blank.book import blank_workbook
from pipeline.forms.blank.prefill import BlankForm
from pipeline.forms.read import holds_only_blanks
from pipeline.forms.values.months import read_month
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Every
from pipeline.model.values import Month
from pipeline.rules.days import planned_day

FOLDER: Final = "空白表单"
"""Below the workspace, where no other is named."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`branch` and `month` (2026-03) may be empty. `forms` are those wanted by themselves; none are all of them."""

    branch: str = ""
    month: str = ""
    forms: tuple[str, ...] = ()


@dataclass(slots=True)
class BlanksReport:
    """What was written, and what is to be said about it."""

    paths: list[Path] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def write_blank_forms(desk: Desk, wish: Wish, out: Path | None = None) -> BlanksReport:
    """Raises SetupError for a month that cannot be read, a form that is not known, a folder that cannot be written."""
    report = BlanksReport()
    month = _month(wish.month)
    branch = _branch(wish.branch, desk, report)
    forms = [form for form in _wanted(wish.forms, desk) if _can_be_printed(form, report)]
    if month and not wish.forms and not any(_is_due(form, month) for form in forms):
        report.remarks.append("没有一种表单的映射写了 every: month，所以没有每月的一本，见 docs/mappings.md")
    if month and (message := planned_day(month, desk.rules.of(branch)).message):
        report.remarks.append(message)
    known = Known(desk, branch, month, desk.now().date())
    folder = out or desk.workspace.root / FOLDER
    for name, together in _workbooks(forms, branch, month, alone=bool(wish.forms)):
        content = blank_workbook([BlankForm(form, known.prefill(form)) for form in together])
        _write(folder / f"{safe_name(name)}.xlsx", content, report)
    return report


def _workbooks(
    forms: Sequence[FormMapping], branch: str, month: Month | None, *, alone: bool
) -> Iterator[tuple[str, list[FormMapping]]]:
    """Name and forms of each: what is due in the month together, then each form by itself."""
    due = [form for form in forms if month and _is_due(form, month)]
    if month and due and not alone:
        yield " ".join(part for part in (month.iso(), branch) if part), due
    for form in forms:
        yield " ".join(part for part in (branch, str(month or ""), form.form) if part), [form]


def _is_due(form: FormMapping, month: Month) -> bool:
    match form.every:
        case Every.MONTH:
            return True
        case Every.QUARTER:
            return month.month % 3 == 0
        case Every.YEAR:
            return month.month == 1
        case Every.CHANGE:
            return False


def _write(path: Path, content: bytes, report: BlanksReport) -> None:
    """A form that someone has begun to fill in where it lies is left to them."""
    try:
        if path.exists() and not holds_only_blanks(path):
            target = free_name(path)
            report.remarks.append(f"{path.name} 里已经填了内容，没有覆盖，新的空白表另存为 {target.name}")
            path = target
        write_whole(path, content)
    except OSError as error:
        hint = "请先在 WPS 或 Excel 里关闭这个文件，或换一个有写权限的文件夹"
        raise SetupError(f"写不了 {path}：{in_words(error)}", hint) from error
    report.paths.append(path)


def _month(text: str) -> Month | None:
    if not text.strip():
        return None
    month = read_month(text)
    if not isinstance(month, Month):
        raise SetupError(f"月份 {text} 读不懂：{month.message}", "请写成 2026-03")
    return month


def _branch(text: str, desk: Desk, report: BlanksReport) -> str:
    """As the office spells it. A new branch needs forms too, so one that is not known is only remarked on."""
    known = [*desk.known_branches(), *desk.settings.offices]
    branch = spelled(text, known)
    if branch and known and branch not in known:
        near = "、".join(nearest_branches(branch, known))
        asked = f"，是不是 {near}？" if near else "。"
        report.remarks.append(f"没有登记过“{branch}”这个支部{asked}表里只填了支部名称")
    return branch


def _wanted(names: Sequence[str], desk: Desk) -> list[FormMapping]:
    forms = desk.mappings.forms
    for name in names:
        if name not in forms:
            raise SetupError(f"没有叫“{name}”的表单", f"可以写：{'、'.join(forms)}")
    return [form for name, form in forms.items() if not names or name in names]


def _can_be_printed(form: FormMapping, report: BlanksReport) -> bool:
    """A form with fixed cells exists already, as the file that those addresses were taken from."""
    fixed = any(entry.cell for entry in form.fields.values())
    if fixed:
        report.remarks.append(f"{form.form}的映射写了固定的单元格，请用原来的表格，不另外生成空白表")
    return not fixed
