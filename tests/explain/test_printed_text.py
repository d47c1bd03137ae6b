"""What is printed is found as it stands on the paper, and only the document's own forms are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, make_desk, make_template, registration, sign_in

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.explain.derivation import Derivation
from pipeline.flow.explain.explain import explain
from pipeline.flow.explain.spelled import spelled
from pipeline.flow.ingest import ingest
from pipeline.model.picture import Picture

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


def dues() -> list[list[Any]]:
    return [
        ["2026年3月党费收缴表"],
        ["支部", BRANCH],
        ["序号", "姓名", "计算基数", "比例", "应交", "实交", "交纳日期"],
        [1, "冯伟", 4500, "1%", 45, 45, "2026-03-05"],
        [2, "姜淑芬", 3000, "0.5%", 15, 15, "2026-03-05"],
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = make_desk(tmp_path_factory.mktemp("printed"))
    for month, theme in ((2, "学条例"), (3, "学党章")):
        day = f"2026-0{month}-20"
        drop(desk, registration(活动日期=day, 活动主题=theme, 会议记录="一", 活动小结="好"), f"登记{month}.xlsx")
        drop(desk, sign_in(date=day, theme=theme), f"签到{month}.xlsx")
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    return desk


def told(desk: Desk, document: str, asked: str) -> Derivation:
    (one,) = explain(desk, desk.workspace.outbox / FOLDER / f"{document}.docx", asked).derivations
    return one


def files(of: Derivation) -> set[str]:
    return {cell.held.file for cell in of.cells}


def test_a_branch_is_told_by_the_forms_of_the_document(desk: Desk) -> None:
    assert "党费.xlsx" not in files(told(desk, "03 会议记录", "支部"))


def test_a_number_counts_each_activity_up_to_it(desk: Desk) -> None:
    of = told(desk, "08 活动简报", "期号")
    assert (of.shown, {cell.name for cell in of.cells}) == ("2", {"活动日期"})
    assert files(of) == {"登记2.xlsx", "签到2.xlsx", "登记3.xlsx", "签到3.xlsx"}


@pytest.mark.parametrize(
    ("document", "text", "name"),
    [
        ("08 活动简报", "第2期", "期号"),
        ("08 活动简报", "第 2 期", "期号"),
        ("05 党费交纳台账", "陆拾元整", "实交合计"),
        ("05 党费交纳台账", "陆拾", "实交合计"),
        ("05 党费交纳台账", "3月党费交纳台账", "月份"),
    ],
)
def test_a_text_that_the_template_makes_of_a_value(desk: Desk, document: str, text: str, name: str) -> None:
    assert told(desk, document, text).name == name


def test_the_month_is_told_by_the_month(desk: Desk) -> None:
    assert [cell.value.origin.cell for cell in told(desk, "05 党费交纳台账", "月份").cells] == ["A1"]


@pytest.mark.parametrize("text", ["党费交纳台账", "胡说"])
def test_words_that_come_from_no_form(desk: Desk, text: str) -> None:
    with pytest.raises(SetupError) as error:
        told(desk, "05 党费交纳台账", text)
    assert ("党费交纳台账.docx 写好的字" in error.value.message) is (text == "党费交纳台账")


def test_a_row_inside_of_a_row(desk: Desk) -> None:
    template = (desk.workspace.templates / "党费交纳台账.docx").read_bytes()
    rows = [{"序号": 1, "姓名": "甲", "备注": "迟"}, {"序号": 2, "姓名": "乙", "备注": "迟"}]
    assert spelled("迟", template, {"党费": rows}) == ["党费.1.备注", "党费.2.备注"]
    assert spelled("丙", template, {"党费": rows}) is None


def test_pictures_among_the_words(tmp_path: Path) -> None:
    template = make_template(tmp_path / "照片.docx", "照片 {{ 照片|join('、') }} {{ 照片[0] }}", "摄于 {{ 活动地点 }}")
    values = {"照片": [Picture("0"), Picture("1")], "活动地点": "会议室"}
    assert spelled("摄于会议室", template.read_bytes(), values) == ["活动地点"]
