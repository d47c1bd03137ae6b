"""00 材料目录: what the packet holds, what it lacks, and what a person should look at again."""

from __future__ import annotations

from docx.document import Document

from templates.gallery import template
from templates.page import SHEET
from templates.sheets import Column, gap, heading, label, listing, row, ruled, section, value


@template("材料目录", SHEET)
def contents(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}活动材料目录")
    ruled(
        doc,
        row(label("活动主题"), value("{{ 活动主题 }}")),
        row(label("活动日期"), value("{{ 活动日期 }}"), label("年　　度"), value("{{ 年度 }}年")),
    )
    gap(doc)
    ruled(
        doc,
        listing(
            "件 in 材料",
            Column("序号", 10, "{{ 件.序号 }}"),
            Column("编号", 12, "{{ 件.编号 }}"),
            Column("材料名称", 34, "{{ 件.名称 }}", "cell"),
            Column("状态", 17, "{{ 件.状态 }}"),
            Column("来源表单", 54, "{{ 件.来源 }}", "cell"),
            Column("说明", None, "{{ 件.说明 }}", "cell"),
        ),
    )
    section(doc, "一、缺少的材料")
    ruled(
        doc,
        listing(
            "件 in 缺少",
            Column("序号", 10, "{{ 件.序号 }}"),
            Column("材料名称", 51, "{{ 件.名称 }}", "cell"),
            Column("需要报送", None, "{{ 件.需要 }}", "cell"),
            empty="无",
        ),
    )
    section(doc, "二、需核对的事项")
    ruled(
        doc,
        listing(
            "项 in 核对",
            Column("序号", 10, "{{ 项.序号 }}"),
            Column("位置", 51, "{{ 项.位置 }}", "cell"),
            Column("内容", None, "{{ 项.内容 }}", "cell"),
            empty="无",
        ),
    )
    section(doc, "三、原始表单")
    ruled(
        doc,
        listing(
            "份 in 原始表单",
            Column("序号", 10, "{{ 份.序号 }}"),
            Column("文件名", None, "{{ 份.文件名 }}", "cell"),
            Column("表单", 51, "{{ 份.表单 }}", "cell"),
            empty="无",
        ),
    )
