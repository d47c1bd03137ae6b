"""A template that fails over a value says which cell of which form the value came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import drop, dues, plan, registration, roster, sign_in
from core import make_core_desk
from word import word

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look

ROWS = (("冯伟", "√", "", "一"), ("姜淑芬", "请假", "病假", "二"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = make_core_desk(tmp_path)
    drop(made, {"登记": registration(), "签到": sign_in(ROWS)}, "三月.xlsx")
    drop(made, dues(), "党费.xlsx")
    drop(made, plan(), "安排.xlsx")
    drop(made, roster(), "花名册.xlsx")
    return made


def failure(desk: Desk, template: str, content: bytes) -> str:
    (desk.workspace.templates / template).write_bytes(content)
    (error,) = ingest(desk).failures
    return error.message


def each(table: str, tag: str) -> bytes:
    return word(rows=[[f"{{%tr for 行 in {table} %}}"], [tag], ["{%tr endfor %}"]])


@pytest.mark.parametrize(
    ("template", "content", "cell"),
    [
        ("会议记录.docx", word("{{ 活动地点|大写 }}"), "三月.xlsx 工作表“登记” 单元格 B4"),
        ("签到表.docx", each("签到", "{{ 行.请假事由|大写 }}"), "三月.xlsx 工作表“签到” 单元格 D7"),
        ("签到表.docx", each("签到", "{{ 行.签到|大写 }}"), "三月.xlsx 工作表“签到” 单元格 C6"),
        ("签到表.docx", each("未到", "{{ 行.备注|大写 }}"), "三月.xlsx 工作表“签到” 单元格 E7"),
        ("签到表.docx", each("名册", "{{ 行.职务|大写 }}"), "花名册.xlsx 工作表“Sheet1” 单元格 C4"),
        ("党费交纳台账.docx", each("党费", "{{ 行.姓名|大写 }}"), "党费.xlsx 工作表“Sheet1” 单元格 B4"),
        ("活动方案.docx", word("{{ 安排内容|大写 }}"), "安排.xlsx 工作表“Sheet1” 单元格 C4"),
    ],
)
def test_the_cell_is_told(desk: Desk, template: str, content: bytes, cell: str) -> None:
    message = failure(desk, template, content)
    assert f"模板 {template} 正文 " in message
    assert f"（表单 {cell}）" in message


@pytest.mark.parametrize(
    "content", [word("{{ 出席名单|大写 }}"), word("{{ 主提 }}"), each("签到", "{{ 行.状态|大写 }}")]
)
def test_what_no_cell_holds_is_told_without(desk: Desk, content: bytes) -> None:
    message = failure(desk, "会议记录.docx", content)
    assert "会议记录.docx 正文" in message
    assert "（表单" not in message


@pytest.mark.parametrize("theme", ["学党章", "学习“两会”精神"])
def test_one_fault_of_several_packets_is_told_once(theme: str, desk: Desk) -> None:
    for month in (4, 5, 6):
        drop(desk, registration(date=f"2025-0{month}-20", theme=theme), f"{month}月.xlsx")
    message = failure(desk, "会议记录.docx", word("{{ 主提 }}"))
    assert message.startswith(f"材料包“2025/机关第一党支部/2025-04-20 {theme}”")
    assert "等 4 个材料包：" in message
    (told,) = look(desk).failures
    assert told.message == message
    assert desk.workspace.status_page.read_text("utf-8").count("会议记录.docx 正文") == 1
    assert len(desk.ledger.failures()) == 4


def test_each_fault_with_its_own_cell(desk: Desk) -> None:
    message = failure(desk, "签到表.docx", each("签到", "{{ 行.备注|大写 }}"))
    assert message.index("单元格 E6") < message.index("单元格 E7")
    assert "没有生成" not in message
    assert "E6" in desk.workspace.status_page.read_text("utf-8")
