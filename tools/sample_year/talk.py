"""A 谈心谈话, and its sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sample_year.people import BRANCH, BY_NAME
from sample_year.workbook import Sheet

YEARLY: Final = "年度谈心谈话"
BEFORE: Final = "政治生日前谈心"
MEETING: Final = "组织生活会前谈心"


@dataclass(frozen=True, slots=True)
class Talk:
    day: dt.date
    talker: str
    person: str
    theme: str
    content: str
    opinion: str
    follow_up: str


def talk_sheet(talk: Talk) -> Sheet:
    posts = {name: BY_NAME[name].post or "党员" for name in (talk.talker, talk.person)}
    fields = {
        "支部": BRANCH,
        "谈话日期": talk.day,
        "谈话地点": "市人民医院" if "医院" in talk.content else "办公楼203室",
        "谈话人": talk.talker,
        "谈话人职务": posts[talk.talker],
        "谈话对象": talk.person,
        "谈话对象职务": posts[talk.person],
        "谈话主题": talk.theme,
        "谈话内容": talk.content,
        "意见建议": talk.opinion,
        "后续措施": talk.follow_up,
    }
    return Sheet("谈心谈话记录", fields, tab=f"{talk.day.month}.{talk.day.day} {talk.person}")
