"""组织生活会: the plan before it, the talks that prepared it, the opinions, and the measures after it."""

from __future__ import annotations

from docx.document import Document

from templates import official
from templates.flow import each, lines_of, when
from templates.gallery import template
from templates.markup import write
from templates.page import OFFICIAL, SHEET, WIDE_SHEET
from templates.sheets import Column, heading, listing, row, ruled, value

_PARTS = (
    ("学习安排", "组织学习"),
    ("谈话安排", "开展谈心谈话"),
    ("征求意见安排", "征求意见"),
    ("发言材料安排", "撰写发言材料"),
    ("会议程序", "会议程序"),
    ("整改要求", "整改落实"),
)
"""A field of the plan, and its heading."""

_FILLED = "案." + " or 案.".join(field for field, _ in _PARTS)


@template("组织生活会方案", OFFICIAL)
def plan(doc: Document) -> None:
    with each(doc, "案 in 方案"):
        official.title(doc, "{{ 案.支部 }}", "{{ 案.年度 }}年度组织生活会方案")
        official.level1(doc, "一、基本安排")
        official.body(doc, "会议主题：{{ 案.会议主题|一行 }}")
        official.body(
            doc, "会议时间：{% if 案.会议日期 %}{{ 案.会议日期 }} {{ 案.开始时间 }}{% else %}{{ 横线 }}{% endif %}"
        )
        official.body(doc, "会议地点：{{ 案.会议地点 or 横线 }}")
        official.body(doc, "主 持 人：{{ 案.主持人 or 横线 }}")
        official.body(doc, "参加人员：{{ 案.参加人员 or 横线 }}")
        with when(doc, "案.列席人员"):
            official.body(doc, "列席人员：{{ 案.列席人员 }}")
        with when(doc, _FILLED):
            official.level1(doc, "二、主要内容")
        for field, title in _PARTS:
            with when(doc, f"案.{field}"):
                official.level2(doc, title)
                with each(doc, lines_of(f"案.{field}")):
                    official.body(doc, "{{ 段 }}")
        with when(doc, "案.准备工作"):
            official.level1(doc, f"{{% if {_FILLED} %}}三{{% else %}}二{{% endif %}}、准备工作安排")
            ruled(
                doc,
                listing(
                    "项 in 案.准备工作",
                    Column("序号", 12, "{{ 项.序号 }}"),
                    Column("工作内容", None, "{{ 项.工作内容 }}", "cell"),
                    Column("责任人", 28, "{{ 项.责任人 }}"),
                    Column("完成时间", 40, "{{ 项.完成时间 }}"),
                ),
            )
        official.closing(doc, "{{ 案.支部 }}", "{{ 案.制定日期 or '　　年　月　日' }}")


@template("会前谈心谈话情况", SHEET)
def talks(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "会前谈心谈话情况")
    write(doc, "会议日期：{{ 活动日期 }}　谈话 {{ 谈话|length }} 次；谈话记录另存“谈心谈话”", "sheet_note")
    ruled(
        doc,
        listing(
            "次 in 谈话",
            Column("序号", 10, "{{ 次.序号 }}"),
            Column("谈话日期", 26, "{{ 次.谈话日期|短日期 }}"),
            Column("谈话人", 20, "{{ 次.谈话人 }}"),
            Column("谈话对象", 20, "{{ 次.谈话对象 }}"),
            Column("谈话主题", 30, "{{ 次.谈话主题 }}", "cell"),
            Column("意见建议", None, "{{ 次.意见建议 }}", "cell"),
        ),
    )


@template("意见清单", SHEET)
def opinions(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "组织生活会意见清单")
    write(doc, "会议日期：{{ 活动日期 }}　意见 {{ 意见|length }} 条", "sheet_note")
    ruled(
        doc,
        listing(
            "项 in 意见",
            Column("序号", 12, "{{ 项.序号 }}"),
            Column("意见建议", None, "{{ 项.意见建议 }}", "cell"),
            Column("对象", 30, "{{ 项.对象 }}"),
            Column("提出人或方式", 32, "{{ 项.提出人 }}"),
        ),
    )


@template("整改措施清单", WIDE_SHEET)
def measures(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "组织生活会整改措施清单")
    write(doc, "会议日期：{{ 活动日期 }}", "sheet_note")
    ruled(
        doc,
        listing(
            "项 in 意见",
            Column("序号", 12, "{{ 项.序号 }}"),
            Column("意见建议", 62, "{{ 项.意见建议 }}", "cell"),
            Column("对象", 24, "{{ 项.对象 }}"),
            Column("整改措施", None, "{{ 项.整改措施 }}", "cell"),
            Column("责任人", 22, "{{ 项.责任人 }}"),
            Column("完成时限", 34, "{{ 项.完成时限 }}"),
            Column("完成情况", 34, "{{ 项.完成情况 }}", "cell"),
            height=10,
        ),
        row(value("党支部书记（签字）："), value("年　　月　　日", 70, "value_center"), height=13),
    )
