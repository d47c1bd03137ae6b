"""A workbook -> readings of its sheets: recognised, extracted, with everything that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.files.kinds import kind_of
from pipeline.forms.extract import Reading, extract
from pipeline.forms.grid import Grid, UnreadableWorkbook, address, read_grids
from pipeline.forms.recognise import recognise
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


def read_workbook(path: Path, file: str, forms: Mapping[str, FormMapping], branch: str) -> WorkbookReading:
    """Never raises for what is in the file. `file` is the name as dropped, `branch` what its folder says."""
    result = WorkbookReading()
    try:
        grids = read_grids(path)
    except UnreadableWorkbook:
        result.problems.append(
            Problem(Origin(file), "workbook-unreadable", "这个表格文件打不开，可能已损坏", _SAVE_AGAIN)
        )
        return result
    strangers: list[Problem] = []
    for grid in grids:
        _read_sheet(grid, file, forms, branch, result, strangers)
    if not result.readings and not result.problems:
        severity = Severity.STOPS
        result.problems += strangers or [_empty(file)]
    else:
        severity = Severity.WARNS
        result.problems += strangers
    result.problems = [
        Problem(p.at, p.code, p.message, p.hint, severity) if p in strangers else p for p in result.problems
    ]
    return result


_SAVE_AGAIN = "请用 WPS 或 Excel 打开，另存为“Excel 工作簿(*.xlsx)”后重新放入"


def _read_sheet(
    grid: Grid,
    file: str,
    forms: Mapping[str, FormMapping],
    branch: str,
    result: WorkbookReading,
    strangers: list[Problem],
) -> None:
    if grid.too_large:
        at = Origin(file, grid.sheet)
        result.problems.append(
            Problem(at, "sheet-too-large", "这张工作表太大，没有读取", "请删去多余的行列，只留表单")
        )
        return
    if next(grid.filled(), None) is None:
        return
    hits = recognise(grid, forms)
    if not hits:
        strangers.append(_unknown(grid, file, forms))
    elif grid.hidden:
        at = Origin(file, grid.sheet)
        result.problems.append(
            Problem(
                at, "sheet-hidden", "这张工作表是隐藏的，没有读取", "要报送它，请先取消隐藏", Severity.WARNS
            )
        )
    elif len(hits) > 1:
        names = "、".join(hit.form.form for hit in hits)
        result.problems.append(
            Problem(
                Origin(file, grid.sheet),
                "form-ambiguous",
                f"看不出是哪一种表单：{names}",
                "请在标题中写明表单名称",
            )
        )
    else:
        result.readings.append(extract(grid, hits[0], file, branch))


def _unknown(grid: Grid, file: str, forms: Mapping[str, FormMapping]) -> Problem:
    first = next(grid.filled())
    at = Origin(file, grid.sheet, address(first))
    known = "、".join(forms)
    return Problem(at, "form-unknown", "认不出这是哪一种表单", f"标题应含有下列名称之一：{known}")


def _empty(file: str) -> Problem:
    return Problem(Origin(file), "workbook-empty", "这个文件里没有内容", "请填写后重新放入")


def names_branches(path: Path, forms: Mapping[str, FormMapping]) -> bool:
    """Whether a workbook holds a roster: members without marks or dues. False for what cannot be read."""
    if not kind_of(path).is_workbook:
        return False
    try:
        grids = read_grids(path)
    except UnreadableWorkbook:
        return False
    hits = (recognise(grid, forms) for grid in grids if not grid.hidden and not grid.too_large)
    return any(hit[0].form.is_roster for hit in hits if hit)
