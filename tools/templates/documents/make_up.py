"""02-1 请假缺席登记 and 02-2 补课记录: who was not there, what was done about it, and how it was made up."""

from __future__ import annotations

from docx.document import Document

from templates.gallery import template
from templates.page import WIDE_SHEET
from templates.sheets import Column, Row, heading, label, listing, repeated, row, ruled, value


@template("请假缺席登记", WIDE_SHEET)
def leave(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}请假、缺席人员登记表")
    ruled(
        doc,
        _head(),
        listing(
            "人 in 未到人员",
            Column("序号", 10, "{{ 人.序号 }}"),
            Column("姓名", 22, "{{ 人.姓名 }}"),
            Column("情况", 14, "{{ 人.状态 }}"),
            Column("请假类别", 18, "{{ 人.请假类别 }}"),
            Column("事由", None, "{{ 人.事由 }}", "cell"),
            Column("批准人", 20, "{{ 人.批准人 }}"),
            Column("批准日期", 22, "{{ 人.批准日期|短日期 }}"),
            Column("联系人", 20, "{{ 人.联系人 }}"),
            Column("联系日期", 22, "{{ 人.联系日期|短日期 }}"),
            Column("了解的原因", 28, "{{ 人.了解的原因 }}", "cell"),
            Column("批评教育", 22, "{{ 人.批评教育 }}", "cell"),
            Column("通报日期", 22, "{{ 人.通报日期|短日期 }}"),
            height=9,
        ),
        row(value("党支部书记（签字）："), value("年　　月　　日", 60, "value_center"), height=14),
    )


@template("补课记录", WIDE_SHEET)
def make_up(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}补课记录")
    ruled(
        doc,
        _head(),
        listing(
            "人 in 补课人员",
            Column("序号", 10, "{{ 人.序号 }}"),
            Column("姓名", 24, "{{ 人.姓名 }}"),
            Column("未到情况", 20, "{{ 人.状态 }}"),
            Column("补课日期", 24, "{{ 人.补课日期|短日期 }}"),
            Column("补课内容", None, "{{ 人.补课内容 }}", "cell"),
            Column("补课方式", 30, "{{ 人.补课方式 }}"),
            Column("主持人", 24, "{{ 人.补课主持人 }}"),
            Column("本人签字", 28, ""),
            Column("备注", 30, "{{ 人.备注 }}", "cell"),
            height=10,
        ),
        row(value("党支部书记（签字）："), value("年　　月　　日", 60, "value_center"), height=14),
    )


def _head() -> list[Row]:
    """Every page then says which activity it belongs to."""
    return repeated(row(label("活动主题"), value("{{ 活动主题 }}"), label("活动日期"), value("{{ 活动日期 }}", 50)))
