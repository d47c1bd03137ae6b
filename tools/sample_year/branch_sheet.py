"""支部基本情况表: committee and groups, as they stand on a day."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sample_year.groups import LEADERS
from sample_year.people import BRANCH, BY_NAME, COMMITTEE, members_on, of_group
from sample_year.workbook import Sheet

_DUTIES: Final = {
    "书记": "主持支部全面工作，联系第一党小组",
    "副书记": "协助书记工作，负责检查落实，联系第二党小组",
    "组织委员": "发展党员、党费、组织生活台账",
    "宣传委员": "理论学习、简报和宣传栏",
    "纪检委员": "廉政教育和日常监督",
}


def branch_sheet(on: dt.date) -> Sheet:
    members = members_on(on)
    voting = sum(member.votes_on(on) for member in members)
    fields = {
        "支部": BRANCH,
        "填报日期": on,
        "上级党组织": "机关党总支",
        "成立日期": "2009-07-01",
        "换届日期": dt.date(2024, 6, 28),
        "党员人数": len(members),
        "正式党员": voting,
        "预备党员": len(members) - voting,
        "书记": "冯伟",
        "副书记": "沈一鸣",
        "活动场所": "三楼党员活动室",
    }
    posts = [(name, BY_NAME[name].post) for name in COMMITTEE]
    committee = [
        {"姓名": name, "职务": post, "分工": _DUTIES[post], "任职日期": dt.date(2024, 6, 28)} for name, post in posts
    ]
    groups = [
        {"名称": group, "组长": leader, "成员": tuple(member.name for member in of_group(group, on))}
        for group, leader in LEADERS.items()
    ]
    return Sheet("支部基本情况表", fields, {"支委": committee, "党小组": groups})
