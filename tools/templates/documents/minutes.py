"""03 会议记录: the minutes page, ruled, with lines for the hands of chair and recorder."""

from __future__ import annotations

from docx.document import Document

from templates.documents.attendance import PERIOD, absent_listing, counts_row
from templates.gallery import template
from templates.page import SHEET
from templates.sheets import (
    Column,
    Row,
    band,
    heading,
    if_given,
    label,
    listing,
    passage,
    row,
    ruled,
    value,
)


@template("会议记录", SHEET)
def minutes(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}会议记录")
    ruled(
        doc,
        row(label("会议主题"), value("{{ 活动主题 }}")),
        row(label("时　　间"), value(PERIOD, 78), label("主 持 人", 22), value("{{ 主持人 }}")),
        row(label("地　　点"), value("{{ 活动地点 }}", 78), label("记 录 人", 22), value("{{ 记录人 }}")),
        counts_row(),
        row(label("出席人员"), value("{{ 出席名单 }}"), height=16, splits=True),
        if_given("参加人员", row(label("参加人员"), value("{{ 参加人员 }}"), splits=True)),
        row(label("列席人员"), value("{{ 列席人员 }}")),
        band("未到人员情况"),
        absent_listing(),
        band("会议议程"),
        agenda_listing(),
        passage("会议记录", height=45),
        band("会议决议"),
        resolution_listing(),
        row(value("主持人（签字）："), value("记录人（签字）："), height=14),
    )


def agenda_listing() -> list[Row]:
    return listing(
        "项 in 议程",
        Column("序号", 12, "{{ 项.序号 }}"),
        Column("环节", 40, "{{ 项.环节 }}", "cell"),
        Column("内容", None, "{{ 项.内容 }}", "cell"),
        Column("发言人", 30, "{{ 项.发言人 }}"),
    )


def resolution_listing() -> list[Row]:
    return listing(
        "项 in 决议",
        Column("序号", 12, "{{ 项.序号 }}"),
        Column("决议事项", None, "{{ 项.事项 }}", "cell"),
        Column("责任人", 28, "{{ 项.责任人 }}"),
        Column("完成时限", 37, "{{ 项.完成时限 }}"),
    )
