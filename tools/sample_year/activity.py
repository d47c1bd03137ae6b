"""A gathering of any kind as the forms that report it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sample_year.people import BRANCH, Member
from sample_year.theme_day import Away, ThemeDay
from sample_year.workbook import Sheet

START, END = dt.time(14, 30), dt.time(17, 30)


def registration(kind: str, when: dt.date, theme: str, tab: str = "活动登记", **more: Any) -> Sheet:
    """`more` are further fields by name; 议程, 决议 and 照片 are given as tuples, and other tables as rows."""
    tables = {
        "议程": [dict(zip(("环节", "内容", "发言人"), row, strict=True)) for row in more.pop("议程", ())],
        "决议": [dict(zip(("事项", "责任人", "完成时限"), row, strict=True)) for row in more.pop("决议", ())],
        "照片": [dict(zip(("文件名", "说明", "摄影者"), row, strict=True)) for row in more.pop("照片", ())],
    }
    if votes := more.pop("表决", ()):
        tables["表决"] = list(votes)
    known = {"支部": BRANCH, "活动类型": kind, "活动日期": when, "活动主题": theme, "开始时间": START, "结束时间": END}
    told = {name: value for name, value in (known | more).items() if value != ""}
    return Sheet("活动登记表", told, {name: rows for name, rows in tables.items() if rows}, tab)


def sign_in(
    when: dt.date, theme: str, place: str, host: str, people: Iterable[Member], away: Sequence[Away] = (), tab: str = ""
) -> Sheet:
    missing = {each.name: each for each in away}
    rows = []
    for member in people:
        row: dict[str, Any] = {"姓名": member.name, "职务": member.post}
        if each := missing.get(member.name):
            row["签到"] = "请假" if each.kind else "×"
            row["请假事由"] = each.reason if each.kind else ""
        else:
            row["签到"] = "√"
        rows.append(row)
    fields = {"支部": BRANCH, "活动日期": when, "活动主题": theme, "活动地点": place, "主持人": host}
    return Sheet("签到表", fields, {"签到": rows}, tab)


def notice(when: dt.date, noticed: dt.date, theme: str, place: str, form: str, items: Iterable[str]) -> Sheet:
    """`items` are those of the agenda."""
    fields = {
        "支部": BRANCH,
        "活动日期": when,
        "开始时间": START,
        "结束时间": END,
        "活动地点": place,
        "活动主题": theme,
        "活动形式": form,
        "参加范围": "全体党员",
        "活动内容": "、".join(items),
        "活动要求": "按时签到，佩戴党员徽章；不能参加的提前向书记请假",
        "联系人": "蒋欣怡",
        "通知日期": noticed,
        "通知方式": "支部微信群、公告栏",
    }
    return Sheet("活动通知", fields)


def follow_up(when: dt.date, theme: str, study: str, away: Sequence[Away]) -> Sheet:
    """Leave, absence and what was made up for."""
    rows = []
    for each in away:
        row: dict[str, Any] = {
            "姓名": each.name,
            "未到情况": "请假" if each.kind else "缺席",
            "请假类别": each.kind,
            "事由": each.reason,
        }
        if each.kind:
            row |= {"批准人": each.approver, "批准日期": when - dt.timedelta(days=1)}
        else:
            row |= {"联系人": "沈一鸣", "联系日期": each.called, "了解的原因": each.cause, "批评教育": "已提醒"}
        if each.made_up:
            row |= {
                "通报日期": when + dt.timedelta(days=1),
                "补课日期": each.made_up,
                "补课内容": study,
                "补课方式": each.how,
                "补课主持人": each.by,
            }
        rows.append(row)
    return Sheet("请假补课登记表", {"支部": BRANCH, "活动日期": when, "活动主题": theme}, {"请假补课": rows})


def theme_day(event: ThemeDay, photos: Sequence[tuple[str, str, str]]) -> Sheet:
    return registration(
        "主题党日",
        event.day,
        event.theme,
        活动地点=event.place,
        活动类别=event.genre,
        内容类别=event.tags,
        活动形式=event.form,
        主持人=event.host,
        记录人=event.recorder,
        承办科室=event.office,
        列席人员=event.observers,
        参加人员="全体党员",
        集中学习=True,
        重温入党誓词=True,
        交纳党费=True,
        佩戴党徽=True,
        悬挂党旗=True,
        张贴誓词=True,
        学习内容=event.study,
        活动内容=event.content,
        会议记录="\n".join(event.minutes),
        活动小结=event.summary,
        效果评估=event.review,
        议程=event.agenda,
        决议=event.decisions,
        照片=photos,
    )
