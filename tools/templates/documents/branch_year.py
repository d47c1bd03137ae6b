"""A branch's meetings of the year (三会一课), and its work by days."""

from __future__ import annotations

from docx.document import Document

from templates.flow import when
from templates.gallery import template
from templates.markup import write
from templates.page import WIDE_SHEET
from templates.sheets import Column, band, each, heading, listing, repeated, row, ruled, section, value

MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")


@template("三会一课台账", WIDE_SHEET)
def meetings(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年“三会一课”台账")
    with when(doc, "截至"):
        write(doc, "截至 {{ 截至 }}（最近一次活动）；“尚未登记”的时段到期没有，以检查当天为准。", "sheet_note")
    section(doc, "一、应开、实开次数")
    ruled(
        doc,
        listing(
            "项 in 应开实开",
            Column("会议", 26, "{{ 项.会议 }}"),
            Column("要求", 28, "{{ 项.要求 }}"),
            Column("应开", 14, "{{ 项.应开 }}"),
            Column("实开", 14, "{{ 项.实开 }}"),
            Column("缺少", 46, "{{ 项.缺少 }}", "cell"),
            Column("尚未登记", 38, "{{ 项.尚未登记 }}", "cell"),
            Column("不适用", 36, "{{ 项.不适用 }}", "cell"),
            Column("依据", None, "{{ 项.依据 }}", "cell"),
        ),
    )
    section(doc, "二、各月召开的日期")
    ruled(
        doc,
        listing(
            "行 in 各月会议",
            Column("会议", 26, "{{ 行.会议 }}"),
            *(Column(f"{number}月", None, f"{{{{ 行.{name} }}}}") for number, name in enumerate(MONTHS, 1)),
            height=9,
        ),
    )
    section(doc, "三、各次会议")
    ruled(
        doc,
        listing(
            "次 in 会议",
            Column("序号", 13, "{{ 次.序号 }}"),
            Column("日期", 26, "{{ 次.活动日期|短日期 }}"),
            Column("类型", 32, "{{ 次.活动类型 }}"),
            Column("主题", None, "{{ 次.活动主题 }}", "cell"),
            Column("地点", 34, "{{ 次.活动地点 }}"),
            Column("主持人", 22, "{{ 次.主持人 }}"),
            Column("应到", 14, "{{ 次.应到人数 }}"),
            Column("实到", 14, "{{ 次.实到人数 }}"),
            Column("请假", 14, "{{ 次.请假人数 }}"),
            Column("缺席", 14, "{{ 次.缺席人数 }}"),
        ),
    )


CALENDAR_HEADS = (("日期", 26), ("事项", 70), ("说明", 68), ("依据", None))
CALENDAR = (
    ("{{ 项.日期 }}", 26, "cell_center"),
    ("{{ 项.事项 }}", 70, "cell"),
    ("{{ 项.说明 }}", 68, "cell"),
    ("{{ 项.依据 }}", None, "cell"),
)


@template("年度工作日历", WIDE_SHEET)
def work_calendar(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党支部工作日历")
    write(doc, "按支部选用的规则和年度计划排出；日期是最后一天，当天还算按时。", "sheet_note")
    ruled(
        doc,
        repeated(row(*(value(text, width, "column") for text, width in CALENDAR_HEADS), height=7.6)),
        each(
            "月 in 工作日历",
            band("{{ 月.月份 }}月"),
            *each("项 in 月.各项", row(*(value(*cell) for cell in CALENDAR), height=7)),
        ),
    )
