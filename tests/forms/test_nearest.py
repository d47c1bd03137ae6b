"""A sheet that is no form is told the forms that it is most like: what of them is there, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Grid, read_form, shipped_mappings

from pipeline.forms.nearest import nearest_forms
from pipeline.forms.workbook import WorkbookFile

NEAR: dict[str, tuple[Grid, str, list[str], list[str]]] = {
    "labels without a title": (
        [["领导干部联系群众"], ["谈话人", "冯伟"], ["谈话对象", "姜淑芬"], ["地点", "203室"]],
        "谈心谈话记录",
        ["A2", "A3", "A4"],
        ["谈话日期", "谈话内容"],
    ),
    "labels with their values behind": (
        [["三月份活动"], ["时间：2026年3月5日"], ["地点：203"], ["主持：冯伟"]],
        "活动登记表",
        ["A2", "A3", "A4"],
        ["活动主题"],
    ),
    "a title that is nearly one": (
        [["谈心交谈记录"], ["内容", "谈了"]],
        "谈心谈话记录",
        ["A2"],
        ["谈话日期", "谈话地点", "谈话人", "谈话对象"],
    ),
    "headers": (
        [["考察"], ["姓名", "性别", "入党日期", "人员类别"], ["冯伟", "男", "2020", "在职"]],
        "党员花名册",
        ["A2", "B2", "C2", "D2"],
        [],
    ),
}


@pytest.mark.parametrize("case", NEAR)
def test_the_nearest_form_is_named_first(tmp_path: Path, case: str) -> None:
    grid, form, cells, missing = NEAR[case]
    reading = read_form(tmp_path, grid)
    (problem,) = reading.all_problems()
    (sheet,) = WorkbookFile(tmp_path / "表.xlsx").grids
    near = nearest_forms(sheet, shipped_mappings().forms)
    assert problem.code == "form-unknown"
    assert 1 <= len(near) <= 3
    assert near[0].form.form == form
    assert list(near[0].missing) == missing
    assert [f"{chr(65 + column)}{row + 1}" for row, column in sorted(near[0].found.values())] == cells
    assert all(cell in problem.hint for cell in cells)


def test_what_is_like_no_form_names_none(tmp_path: Path) -> None:
    (problem,) = read_form(tmp_path, [["差旅费报销单"], ["姓名", "金额"]]).all_problems()
    assert not [form for form in shipped_mappings().forms if form in problem.message + problem.hint]
