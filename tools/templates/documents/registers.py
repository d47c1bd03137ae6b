"""The year's registers: 活动台账, 党课台账, 议定事项台账, 意见建议台账."""

from __future__ import annotations

from docx.document import Document

from templates.gallery import template
from templates.markup import write
from templates.page import WIDE_SHEET
from templates.sheets import Column, heading, listing, ruled


@template("活动台账", WIDE_SHEET)
def activities(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 期间 }}活动台账")
    write(doc, "共 {{ 活动次数 }} 次", "sheet_note_right")
    ruled(
        doc,
        listing(
            "次 in 活动台账",
            Column("序号", 10, "{{ 次.序号 }}"),
            Column("日期", 24, "{{ 次.活动日期|短日期 }}"),
            Column("类型", 26, "{{ 次.活动类型 }}"),
            Column("主题", None, "{{ 次.活动主题 }}", "cell"),
            Column("地点", 34, "{{ 次.活动地点 }}", "cell"),
            Column("主持人", 22, "{{ 次.主持人 }}"),
            Column("应到", 12, "{{ 次.应到人数 }}"),
            Column("实到", 12, "{{ 次.实到人数 }}"),
            Column("请假", 12, "{{ 次.请假人数 }}"),
            Column("缺席", 12, "{{ 次.缺席人数 }}"),
            Column("材料", 44, "{{ 次.材料 }}", "cell"),
        ),
    )


@template("党课台账", WIDE_SHEET)
def lessons(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 期间 }}党课台账")
    write(doc, "共 {{ 党课次数 }} 次{% if 党课要求 %}；{{ 党课要求 }}{% endif %}", "sheet_note_right")
    ruled(
        doc,
        listing(
            "次 in 党课台账",
            Column("序号", 12, "{{ 次.序号 }}"),
            Column("日期", 26, "{{ 次.活动日期|短日期 }}"),
            Column("授课题目", None, "{{ 次.授课题目 }}", "cell"),
            Column("主讲人", 30, "{{ 次.主讲人 }}"),
            Column("地点", 40, "{{ 次.活动地点 }}", "cell"),
            Column("主持人", 24, "{{ 次.主持人 }}"),
            Column("应到", 14, "{{ 次.应到人数 }}"),
            Column("实到", 14, "{{ 次.实到人数 }}"),
            Column("讲稿", 14, "{{ 次.讲稿 }}"),
            Column("签到表", 16, "{{ 次.签到表 }}"),
            height=9,
        ),
    )


@template("议定事项台账", WIDE_SHEET)
def matters(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 期间 }}议定事项台账")
    write(doc, "未办结 {{ 未办结数 }} 项；上年没有办结的转入本年，办结为止", "sheet_note_right")
    ruled(
        doc,
        listing(
            "项 in 议定事项",
            Column("序号", 10, "{{ 项.序号 }}"),
            Column("议定日期", 24, "{{ 项.议定日期|短日期 }}"),
            Column("议定的会议、活动", 38, "{{ 项.会议 }}", "cell"),
            Column("事项", None, "{{ 项.事项 }}", "cell"),
            Column("责任人", 22, "{{ 项.责任人 }}"),
            Column("完成时限", 24, "{{ 项.完成时限|短日期 }}"),
            Column("落实情况", 46, "{{ 项.落实情况 }}", "cell"),
            Column("完成日期", 24, "{{ 项.完成日期|短日期 }}"),
            Column("状态", 18, "{{ 项.状态 }}"),
        ),
    )


@template("意见建议台账", WIDE_SHEET)
def suggestions(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 期间 }}意见建议台账")
    write(doc, "未答复 {{ 未答复数 }} 条；上年没有答复的转入本年，答复为止", "sheet_note_right")
    ruled(
        doc,
        listing(
            "条 in 意见建议",
            Column("序号", 10, "{{ 条.序号 }}"),
            Column("提出日期", 24, "{{ 条.提出日期|短日期 }}"),
            Column("提出人", 24, "{{ 条.提出人 }}"),
            Column("意见建议", None, "{{ 条.意见建议 }}", "cell"),
            Column("采纳情况、答复", 74, "{{ 条.答复 }}", "cell"),
            Column("责任人", 24, "{{ 条.责任人 }}"),
            Column("办结日期", 24, "{{ 条.办结日期|短日期 }}"),
            Column("状态", 18, "{{ 条.状态 }}"),
        ),
    )
