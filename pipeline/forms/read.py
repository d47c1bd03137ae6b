"""A workbook -> readings of its sheets: recognised, extracted, with everything that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pipeline.forms.blank.untouched import is_notes, is_untouched, numbers_in
from pipeline.forms.grid import Grid, address
from pipeline.forms.nearest import nearest_forms
from pipeline.forms.recognise import denied, recognise, titled
from pipeline.forms.report import Reading
from pipeline.forms.several.stacked import extract_one
from pipeline.forms.workbook import OversizedWorkbook, UnreadableWorkbook, WorkbookFile, WorkbookOfPictures
from pipeline.mapping.form import FormMapping
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin


@dataclass(slots=True)
class WorkbookReading:
    """All sheets of one workbook; `problems` are those of the workbook itself."""

    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def all_problems(self) -> list[Problem]:
        return [*self.problems, *(problem for reading in self.readings for problem in reading.problems)]


def read_workbook(workbook: WorkbookFile, file: str, forms: Mapping[str, FormMapping], branch: str) -> WorkbookReading:
    """Never raises for what is in the file. `file` is the name as dropped, `branch` what its folder says.

    A sheet that is no form stops the workbook only when none of its sheets is one.
    """
    result = WorkbookReading()
    try:
        grids = workbook.grids
    except UnreadableWorkbook as error:
        result.problems.append(_unopened(error, file))
        return result
    strangers: list[Problem] = []
    numbers = numbers_in(grids)
    untouched: list[str] = []
    for grid in grids:
        if next(grid.filled(), None) is None or is_notes(grid):
            continue
        if is_untouched(grid, numbers):
            untouched.append(grid.sheet)
            continue
        found = _read_sheet(grid, file, forms, branch)
        if isinstance(found, list):
            result.readings += found
        elif found.code in {"form-unknown", "form-denied"}:
            strangers.append(found)
        else:
            result.problems.append(found)
    _skip_blank(result, file)
    if result.readings:
        strangers = [replace(stranger, severity=Severity.WARNS) for stranger in strangers]
    result.problems += strangers
    if untouched and not result.readings:
        result.problems.append(_unfilled(untouched, file))
    if not result.readings and not result.problems:
        result.problems.append(Problem(Origin(file), "workbook-empty", "这个文件里没有内容", "请填写后重新放入"))
    return result


def _skip_blank(result: WorkbookReading, file: str) -> None:
    """A month not filled in yet beside months that are is no fault; a blank form by itself is."""
    filled = {reading.form for reading in result.readings if not reading.is_blank}
    for reading in [each for each in result.readings if each.is_blank and each.form in filled]:
        result.readings.remove(reading)
        message = f"这张{reading.form}还没有填，没有读取"
        at = Origin(file, reading.sheet)
        result.problems.append(Problem(at, "sheet-blank", message, "填好后请重新报送", Severity.WARNS))


def _unfilled(sheets: list[str], file: str) -> Problem:
    """One is said for the whole workbook; beside a form that is filled in, untouched ones are no fault."""
    message = f"这是空白表，还没有填写：{'、'.join(sheets)}"
    hint = "填好以后保存，再重新放入，不填的工作表留着就行；这一份不打算填的，删掉这个文件就可以"
    return Problem(Origin(file, sheets[0]), "form-untouched", message, hint)


def _unopened(error: UnreadableWorkbook, file: str) -> Problem:
    if isinstance(error, WorkbookOfPictures):
        return Problem(Origin(file), "workbook-of-pictures", "这个表格文件里的图片太多或太大，没有读取", _TAKE_OUT)
    if not isinstance(error, OversizedWorkbook):
        return Problem(Origin(file), "workbook-broken", "这个表格文件打不开，可能已损坏", _SAVE_AGAIN)
    where = f"工作表“{error.sheet}”太大" if error.sheet else "这个表格文件太大"
    reach = f"，一直写到了 {error.cell}" if error.cell else ""
    return Problem(Origin(file, error.sheet, error.cell), "workbook-too-large", f"{where}{reach}，没有读取", _SHORTEN)


UNOPENED: Final = frozenset({"workbook-broken", "workbook-too-large", "workbook-of-pictures"})
"""Codes of workbooks that must not be opened by any program of ours."""

_NAME_IT: Final = (
    "请在标题写明是哪一种表、补上缺的栏目，或从“空白表单”文件夹里取一张照着填（没有的，请管理员运行 dangan forms）"
)
_SAVE_AGAIN: Final = "请用 WPS 或 Excel 打开，另存为“Excel 工作簿(*.xlsx)”后重新放入；打不开的，请从原处重新复制一次"
_TAKE_OUT: Final = "请把图片从表格里删去，保存后重新放入；要归档的照片，请作为照片文件另外放进收件箱"
_SHORTEN: Final = (
    "请把用不着的行、列和工作表整行整列删去（不只是清除内容），保存后重新放入；也可以把表单复制到新的工作簿"
)


def _read_sheet(grid: Grid, file: str, forms: Mapping[str, FormMapping], branch: str) -> list[Reading] | Problem:
    at = Origin(file, grid.sheet)
    hits = recognise(grid, forms)
    if not hits:
        return _unknown(grid, file, forms)
    if grid.hidden:
        return Problem(at, "sheet-hidden", "这张工作表是隐藏的，没有读取", "要报送它，请先取消隐藏", Severity.WARNS)
    if len(hits) > 1:
        names = "、".join(hit.form.form for hit in hits)
        return Problem(at, "form-ambiguous", f"看不出是哪一种表单：{names}", "请在标题中写明表单名称")
    return extract_one(grid, hits[0], forms, file, branch)


def _unknown(grid: Grid, file: str, forms: Mapping[str, FormMapping]) -> Problem:
    first = next(grid.filled())
    if no := denied(grid, forms):
        other, cell, told = no
        message = f"标题里有“{told}”，不当作{other.form}，没有读取"
        hint = f"计划、方案、通知、汇总一类的不是{other.form}，不用这样报送；要报{other.form}的，请改正标题"
        return Problem(Origin(file, grid.sheet, address(cell)), "form-denied", message, hint)
    at = Origin(file, grid.sheet, address(first))
    if form := titled(grid, forms):
        message = f"标题是“{form.form}”，却找不到它的栏目和表头"
        return Problem(at, "form-unknown", message, f"请对照空白的{form.form}，改正栏目名称和表头")
    near = nearest_forms(grid, forms)
    like = f"，最像{'、'.join(each.form.form for each in near)}" if near else ""
    shown = "；".join(each.told() for each in near) + "。" if near else ""
    return Problem(at, "form-unknown", f"认不出这是哪一种表单{like}", f"{shown}{_NAME_IT}")


def holds_only_blanks(path: Path) -> bool:
    """Whether a workbook is one of our blank forms, and nothing on it was filled in or changed. Never raises."""
    try:
        grids = WorkbookFile(path).grids
    except (UnreadableWorkbook, OSError):
        return False
    numbers = numbers_in(grids)
    return bool(numbers) and all(is_notes(grid) or is_untouched(grid, numbers) for grid in grids)


def names_branches(workbook: WorkbookFile, forms: Mapping[str, FormMapping]) -> bool:
    """Whether a workbook holds a roster: members without marks or dues. False for what cannot be read."""
    try:
        grids = workbook.grids
    except UnreadableWorkbook:
        return False
    hits = (recognise(grid, forms) for grid in grids if not grid.hidden)
    return any(hit[0].form.is_roster for hit in hits if hit)
