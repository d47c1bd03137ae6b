"""04 活动情况登记表: everything about one activity on one ruled form."""

from __future__ import annotations

from docx.document import Document

from templates.documents.attendance import PERIOD, counts_row
from templates.documents.minutes import agenda_listing, resolution_listing, vote_listing
from templates.gallery import template
from templates.page import SHEET
from templates.sheets import band, heading, if_given, label, passage, row, ruled, value

_LESSON = '{{ 授课题目 or (活动主题 if "党课" in 活动类型 else "") }}'
"""A lesson that is called nothing else has the activity's theme; a theme day's lesson may be about another thing."""


@template("活动情况登记表", SHEET)
def registration(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}活动情况登记表")
    ruled(
        doc,
        row(label("活动主题"), value("{{ 活动主题 }}")),
        row(label("活动类型"), value("{{ 活动类型 }}"), label("活动类别"), value("{{ 活动类别 }}")),
        row(label("活动形式"), value("{{ 活动形式 }}"), label("承办科室"), value("{{ 承办科室 }}")),
        row(label("活动时间"), value(PERIOD)),
        row(label("活动地点"), value("{{ 活动地点 }}")),
        row(label("主 持 人"), value("{{ 主持人 }}"), label("记 录 人"), value("{{ 记录人 }}")),
        if_given(
            "主讲人 or 授课题目",
            row(label("主 讲 人"), value("{{ 主讲人 }}"), label("授课题目"), value(_LESSON)),
        ),
        counts_row(),
        if_given("参加人员", row(label("参加人员"), value("{{ 参加人员 }}"), splits=True)),
        row(label("列席人员"), value("{{ 列席人员 }}")),
        row(
            label("集中学习"),
            value("{{ 集中学习 }}", None, "value_center"),
            label("重温入党誓词", 30),
            value("{{ 重温入党誓词 }}", None, "value_center"),
            label("交纳党费"),
            value("{{ 交纳党费 }}", None, "value_center"),
        ),
        row(
            label("佩戴党徽"),
            value("{{ 佩戴党徽 }}", None, "value_center"),
            label("悬挂党旗", 30),
            value("{{ 悬挂党旗 }}", None, "value_center"),
            label("张贴誓词"),
            value("{{ 张贴誓词 }}", None, "value_center"),
        ),
        if_given("学习内容", passage("学习内容", height=12)),
        if_given("活动内容", passage("活动内容", height=20)),
        band("活动议程"),
        agenda_listing(),
        band("形成决议"),
        resolution_listing(),
        if_given("表决", band("表决情况"), vote_listing()),
        passage("活动小结", height=30, leads=True),
        if_given("效果评估", passage("效果评估", height=16, leads=True)),
        row(value("党支部书记（签字）："), value("年　　月　　日", 60, "value_center"), height=14),
    )
