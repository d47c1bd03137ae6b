"""05 党费交纳台账: the month's dues; amounts in yuan."""

from __future__ import annotations

from docx.document import Document

from templates.gallery import template
from templates.markup import write
from templates.page import SHEET
from templates.sheets import Cell, Column, heading, label, listing, row, ruled, value


@template("党费交纳台账", SHEET)
def dues(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 月份 }}党费交纳台账")
    write(doc, "单位：元", "sheet_note_right")
    ruled(
        doc,
        listing(
            "人 in 党费",
            Column("序号", 10, "{{ 人.序号 }}"),
            Column("姓名", 24, "{{ 人.姓名 }}"),
            Column("人员类别", 21, "{{ 人.人员类别 }}"),
            Column("计算基数", 20, "{{ 人.计算基数 }}", "number"),
            Column("比例", 13, "{{ 人.比例 }}", "number"),
            Column("应交", 20, "{{ 人.应交 }}", "number"),
            Column("实交", 20, "{{ 人.实交 }}", "number"),
            Column("交纳日期", 24, "{{ 人.交纳日期|短日期 }}"),
            Column("备注", None, "{{ 人.备注 }}"),
        ),
        row(
            label("合计（{{ 人数 }}人）", 88),
            amount("{{ 应交合计 }}", 20),
            amount("{{ 实交合计 }}", 20),
            label("未　交", 24),
            amount("{{ 未交合计 }}"),
        ),
        row(label("实交合计（大写）", 55), value("{{ 实交合计|大写 }}")),
        row(
            label("收 款 人", 35),
            value("{{ 收款人 }}"),
            label("复 核 人", 35),
            value("{{ 复核人 }}"),
            height=11,
        ),
    )


def amount(text: str, width: float | None = None) -> Cell:
    return value(text, width, "number")
