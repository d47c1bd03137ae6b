"""A 政治生日 that is kept together, and its sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sample_year.people import BRANCH, BY_NAME
from sample_year.talks import TALKS
from sample_year.theme_day import HALL
from sample_year.workbook import Sheet


@dataclass(frozen=True, slots=True)
class Guest:
    name: str
    gap: str
    greeting: str
    hope: str
    story: str
    feeling: str
    wish: str


@dataclass(frozen=True, slots=True)
class Celebration:
    day: dt.date
    form: str
    host: str
    leader: str
    reread: dt.date
    guests: tuple[Guest, ...]


def celebration_sheet(event: Celebration) -> Sheet:
    rows = []
    for guest in event.guests:
        talk = max((talk for talk in TALKS if talk.person == guest.name and talk.day <= event.day), key=lambda t: t.day)
        rows.append(
            {
                "姓名": guest.name,
                "入党日期": BY_NAME[guest.name].admitted,
                "重温志愿书日期": event.reread,
                "查找的差距": guest.gap,
                "谈话日期": talk.day,
                "谈话人": talk.talker,
                "贺词寄语": guest.greeting,
                "要求和期望": guest.hope,
                "贺卡": "√",
                "领誓": guest.name == event.leader,
                "入党故事": guest.story,
                "感受体会": guest.feeling,
                "愿望": guest.wish,
            }
        )
    fields = {
        "支部": BRANCH,
        "活动日期": event.day,
        "活动地点": HALL,
        "活动形式": event.form,
        "主持人": event.host,
        "领誓人": event.leader,
    }
    return Sheet("政治生日登记表", fields, {"过生日党员": rows})
