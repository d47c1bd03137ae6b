"""03 会议记录 and 党课记录: the minutes page, ruled, with lines for the hands of chair and recorder."""

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

_ALL_CAME = "应到人数 and 应到人数 == 实到人数 and not 请假人员 and not 缺席人员"
"""Said by the counts; where they leave it open the line is for a hand to fill."""
_NOT_THERE = "{% if 请假人数 and 缺席人数 == 0 and not 请假人员 %}请假人员{% else %}缺席人员{% endif %}"
"""Forms name both kinds under one label: the counts may say that all of them were excused."""


@template("会议记录", SHEET)
def minutes(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}会议记录")
    ruled(
        doc,
        row(label("会议主题"), value("{{ 活动主题 }}")),
        if_given("会议名称", row(label("会议名称"), value("{{ 会议名称 }}"))),
        if_given("会议次数", row(label("会议次数"), value("{{ 会议次数 }}"))),
        if_given("党小组", row(label("党 小 组"), value("{{ 党小组 }}"))),
        *_time_and_people(),
        band("会议议程"),
        agenda_listing(),
        passage("会议记录", height=45),
        if_given("不同意见", passage("不同意见", height=14)),
        if_given("表决", band("表决情况"), vote_listing()),
        if_given("表决记录", passage("表决情况", name="表决记录", height=14)),
        band("会议决议"),
        resolution_listing(),
        if_given("决议内容", passage("决议内容", height=14)),
        if_given("主持人总结", passage("主持人总结", height=14, leads=True)),
        row(value("主持人（签字）："), value("记录人（签字）："), height=14),
    )


@template("党课记录", SHEET)
def lesson(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "党课记录")
    ruled(
        doc,
        row(label("授课题目"), value("{{ 授课题目 or 活动主题 }}")),
        row(label("主 讲 人"), value("{{ 主讲人 }}")),
        *_time_and_people(),
        if_given("学习内容", passage("学习内容", height=12)),
        passage("党课内容", name="会议记录 or 活动内容", height=90),
        if_given("活动小结", passage("活动小结", height=14, leads=True)),
        row(value("主讲人（签字）："), value("记录人（签字）："), height=14),
    )


def _time_and_people() -> tuple[Row | list[Row], ...]:
    """When, where, who led it, who was there, and who was not and why."""
    return (
        row(label("时　　间"), value(PERIOD, 78), label("主 持 人", 22), value("{{ 主持人 }}")),
        row(label("地　　点"), value("{{ 活动地点 }}", 78), label("记 录 人", 22), value("{{ 记录人 }}")),
        counts_row(),
        row(label("出席人员"), value("{{ 出席名单 or 参加人员 }}"), height=16, splits=True),
        if_given("出席名单 and 参加人员", row(label("参加人员"), value("{{ 参加人员 }}"), splits=True)),
        row(label("列席人员"), value("{{ 列席人员 }}")),
        band("未到人员情况"),
        absent_listing(empty=f"{{% if {_ALL_CAME} %}}无{{% endif %}}"),
        if_given("请假人员", row(label("请假人员"), value("{{ 请假人员 }}"), splits=True)),
        if_given("缺席人员", row(label(_NOT_THERE), value("{{ 缺席人员 }}"), splits=True)),
    )


def agenda_listing() -> list[Row]:
    return listing(
        "项 in 议程",
        Column("序号", 12, "{{ 项.序号 }}"),
        Column("环节", 40, "{{ 项.环节 }}", "cell"),
        Column("内容", None, "{{ 项.内容 }}", "cell"),
        Column("发言人", 30, "{{ 项.发言人 }}"),
    )


def vote_listing() -> list[Row]:
    return listing(
        "项 in 表决",
        Column("表决事项", None, "{{ 项.事项 }}", "cell"),
        Column("方式", 20, "{{ 项.表决方式 }}"),
        Column("应到会有表决权", 19, "{{ 项.应到会有表决权人数 }}"),
        Column("实到会有表决权", 19, "{{ 项.实到有表决权人数 }}"),
        Column("赞成", 12, "{{ 项.赞成 }}"),
        Column("反对", 12, "{{ 项.反对 }}"),
        Column("弃权", 12, "{{ 项.弃权 }}"),
        Column("结果", 20, "{{ 项.结果 }}"),
    )


def resolution_listing() -> list[Row]:
    return listing(
        "项 in 决议",
        Column("序号", 12, "{{ 项.序号 }}"),
        Column("决议事项", None, "{{ 项.事项 }}", "cell"),
        Column("责任人", 28, "{{ 项.责任人 }}"),
        Column("完成时限", 37, "{{ 项.完成时限 }}"),
    )
