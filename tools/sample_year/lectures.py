"""党课: four in the year."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sample_year.meeting import Meeting
from sample_year.people import day
from sample_year.theme_day import Away


def _lecture(when: dt.date, title: str, speaker: str, minutes: tuple[str, ...], closing: str, *away: Away) -> Meeting:
    items = (("授课", title, speaker), ("交流", "结合岗位谈体会", minutes[-1].partition("：")[0]))
    return Meeting(
        when,
        title,
        "沈一鸣" if speaker == "冯伟" else "冯伟",
        "蒋欣怡",
        items,
        minutes,
        closing,
        away=away,
        more={"主讲人": speaker, "授课题目": title, "内容类别": "党性观念教育"},
    )


LECTURES: Final = (
    _lecture(
        day(3, 27),
        "从一份旧档案看党的纪律",
        "买买提·艾力",
        (
            "买买提·艾力：1951 年的一张收条，写明退回馒头两个，这就是纪律。",
            "尤俊杰：收条背后是一个制度，领用必签字。",
            "严春兰：我在库房守了二十年，最怕的是‘差不多’三个字。",
        ),
        "把‘差不多’从岗位上赶出去。",
    ),
    _lecture(
        day(5, 29),
        "党员的权利和义务",
        "蒋欣怡",
        (
            "蒋欣怡：八项义务、八项权利，第一条都是学习。",
            "秦晓岚：义务里的‘切实开展批评’，平时做得少。",
            "尤建国：提意见也是权利，我要学会当面提。",
        ),
        "权利要会用，义务要尽足。",
        Away("严春兰", "病假", "术后休养"),
    ),
    _lecture(
        day(7, 1),
        "守正创新的力量——写在党的生日",
        "冯伟",
        (
            "冯伟：从烟雨红船到今天，靠的是一代人接着一代人干。",
            "林小满：听完课，我把志愿书又读了一遍。",
            "尤静：守的是真，创的是用，档案工作就在这两个字里。",
        ),
        "党课要讲身边事，讲给自己听。",
        Away("严春兰", "病假", "术后休养"),
    ),
    _lecture(
        day(10, 30),
        "乡村振兴里的党员作为",
        "沈一鸣",
        (
            "沈一鸣：红旗村的账册里，记着三代支书的名字。",
            "郑文博：装盒那天村民端来姜茶，比表扬还暖。",
            "蒋海涛：我报名参加村级档案指导组。",
        ),
        "看得见的作为，就是最好的党课。",
    ),
)
