"""02 签到表: who came, who did not and why, and how it was made up."""

from __future__ import annotations

from docx.document import Document

from templates.flow import when
from templates.gallery import template
from templates.page import SHEET
from templates.sheets import Column, Row, heading, label, listing, repeated, row, ruled, section, value

PERIOD = "{{ 活动日期 }}{% if 开始时间 %} {{ 开始时间 }}{% if 结束时间 %}—{{ 结束时间 }}{% endif %}{% endif %}"


@template("签到表", SHEET)
def attendance(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}签到表")
    head = repeated(  # every page then says which activity it belongs to
        row(label("活动主题"), value("{{ 活动主题 }}")),
        row(label("活动时间"), value(PERIOD, 78), label("主 持 人", 22), value("{{ 主持人 }}")),
        row(label("活动地点"), value("{{ 活动地点 }}", 78), label("记 录 人", 22), value("{{ 记录人 }}")),
        counts_row(),
    )
    signatures = listing(
        "人 in 签到",
        Column("序号", 10, "{{ 人.序号 }}"),
        Column("姓名", 25, "{{ 人.姓名 }}"),
        Column("职务", 25, "{{ 人.职务 }}"),
        Column("签到", 18, "{{ 人.签到 }}"),
        Column("请假事由", 27, "{{ 人.请假事由 }}"),
        Column("补课日期", 24, "{{ 人.补课日期|短日期 }}"),
        Column("补课方式", 18, "{{ 人.补课方式 }}"),
        Column("备注", None, "{{ 人.备注 }}"),
    )
    ruled(doc, head, signatures)
    with when(doc, "未到"):
        section(doc, "请假与补课")
        ruled(doc, absent_listing(), together=True)


def counts_row() -> Row:
    """应到, 实到, 请假 and 缺席 in one row; empty while no sign-in sheet has come."""
    names = ("应到人数", "实到人数", "请假人数", "缺席人数")
    cells = [(label(name), value(f"{{{{ {name} }}}}", None, "value_center")) for name in names]
    return row(*(cell for pair in cells for cell in pair))


def absent_listing(empty: str = "") -> list[Row]:
    """Who was not there, why, and how it was made up; `empty` is what a list without anybody says."""
    return listing(
        "人 in 未到",
        Column("姓名", 30, "{{ 人.姓名 }}"),
        Column("状态", 18, "{{ 人.状态 }}"),
        Column("请假事由", None, "{{ 人.请假事由 }}", "cell"),
        Column("补课日期", 24, "{{ 人.补课日期|短日期 }}"),
        Column("补课方式", 30, "{{ 人.补课方式 }}"),
        empty=empty,
    )
