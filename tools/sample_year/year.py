"""The whole year as files: every path below the inbox, with its bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from sample_year import dues, life_meeting, plans, registers
from sample_year.activity import follow_up, notice, registration, sign_in, theme_day
from sample_year.assemblies import ASSEMBLIES
from sample_year.birthdays import CELEBRATIONS
from sample_year.boards import BOARDS
from sample_year.branch_sheet import branch_sheet
from sample_year.celebration import celebration_sheet
from sample_year.drawing import photo
from sample_year.groups import GROUP_MEETINGS, LEADERS, GroupMeeting
from sample_year.lectures import LECTURES
from sample_year.meeting import Meeting
from sample_year.odd import Minutes, minute_book, old_dues, own_registration, two_blocks
from sample_year.papers import papers
from sample_year.people import BRANCH, BY_NAME, COMMITTEE, MEMBERS, Member, day, members_on, of_group
from sample_year.talk import talk_sheet
from sample_year.talks import TALKS
from sample_year.theme_day import HALL, ThemeDay
from sample_year.theme_days import MARCH, THEME_DAYS
from sample_year.workbook import Sheet, filled

Files = Iterator[tuple[str, Callable[[], bytes]]]
"""Paths with slashes; the bytes are made when they are asked for."""

_OUTDOORS: Final = {4, 10, 11}
_ODD_SIGN_IN: Final = 5
_ODD_RECORD: Final = 9
_ODD_DUES: Final = 11
_PHOTOGRAPHER: Final = "严一鸣"


def year_files() -> Files:
    yield from _plans()
    yield from _registers()
    told = notice(
        MARCH[0], day(3, 16), MARCH[1], HALL, "集中学习+现场教学", ("重温入党誓词", "集中学习", "交纳党费", "民主议事")
    )
    yield _named("3月/通知和请假补课.xlsx", told, follow_up(*MARCH))
    for event in THEME_DAYS:
        yield from _theme_day(event)
    for month in range(1, 13):
        yield from _meetings(month)
        yield from _talks(month)
    yield from _boards()
    for kept in CELEBRATIONS:
        yield _book(kept.day, "政治生日登记表", celebration_sheet(kept))
    yield from _life_meeting()
    for month, name, content in papers():
        yield _path(month, name), lambda content=content: content  # type: ignore[misc]
    yield f"{registers.OFFICE}/检查通报.xlsx", lambda: filled(registers.inspection_sheet())


def _plans() -> Files:
    yield _named("年初/年度活动安排表和学习计划.xlsx", plans.year_sheet(), plans.study_sheet())
    for number in range(1, 5):
        yield _named(
            f"年初/{number}季度活动计划.xlsx" if number == 1 else f"{3 * number - 3}月/{number}季度活动计划.xlsx",
            plans.quarter_sheet(number),
        )


def _registers() -> Files:
    yield _named("年初/支部基本情况表.xlsx", branch_sheet(day(1, 5)))
    yield _named(
        "年初/党费基数核定表.xlsx", dues.base_sheet(day(1, 9), [m for m in MEMBERS if m.belongs_on(day(1, 9))])
    )
    yield _named("7月/党费基数核定表.xlsx", dues.base_sheet(day(7, 3), MEMBERS))
    yield _named("6月/党费减免审批表.xlsx", dues.reduction_sheet())
    for month, number in ((4, 8), (6, 30), (9, 15)):
        on = day(month, number)
        yield _named(f"{month}月/党员花名册和支部基本情况表.xlsx", registers.roster_sheet(on), branch_sheet(on))
    for month, number in ((6, 30), (12, 28)):
        on = day(month, number)
        yield _named(f"{month}月/议定事项和意见建议.xlsx", registers.matters_sheet(on), registers.suggestions_sheet(on))
    yield _named("12月/发展党员登记表.xlsx", registers.development_sheet())
    yield _named("9月/票决记录.xlsx", *registers.vote_sheets())
    yield _named("12月/学习心得登记表.xlsx", registers.reflections_sheet())


def _theme_day(event: ThemeDay) -> Files:
    """In one workbook, but for three months in which the branch used its own forms."""
    month = event.day.month
    people = _expected(event.day)
    names = [f"{event.day:%m%d}_{number}.jpg" for number in range(1, len(event.photos) + 1)]
    listed = [(name, caption, _PHOTOGRAPHER) for name, caption in zip(names, event.photos, strict=True)]
    items = (item for item, _, _ in event.agenda)
    sheets = [notice(event.day, event.noticed, event.theme, event.place, event.form, items)]
    if month == _ODD_RECORD:
        yield _path(month, "党日活动登记.xlsx"), lambda: own_registration(event, listed)
    else:
        sheets.append(theme_day(event, listed))
    if month == _ODD_SIGN_IN:
        yield _path(month, "签到册.xlsx"), lambda: two_blocks(event, people)
    else:
        sheets.append(sign_in(event.day, event.theme, event.place, event.host, people, event.away))
    if event.away:
        sheets.append(follow_up(event.day, event.theme, event.study, event.away))
    if month == _ODD_DUES:
        yield _path(month, "党费缴纳登记.xlsx"), lambda: old_dues(month, event.day)
    else:
        sheets.append(dues.month_sheet(month, event.day))
    yield _book(event.day, "主题党日", *sheets)
    for number, name in enumerate(names, 1):
        taken = dt.datetime.combine(event.day, dt.time(14 + number, 10 * number))
        yield _path(month, name), _picture(taken, number, outdoors=month in _OUTDOORS and number == 1)


def _meetings(month: int) -> Files:
    groups = [_of_group(each) for each in GROUP_MEETINGS if each.day.month == month]
    yield _path(month, "党小组会记录.xlsx"), _minute_book(groups)
    for kind, meetings in (("党员大会", ASSEMBLIES), ("党课", LECTURES)):
        for meeting in (each for each in meetings if each.day.month == month):
            sheets = _meeting(kind, meeting, _expected(meeting.day), dt.time(14, 30), dt.time(16, 30))
            yield _book(meeting.day, kind, *sheets)


def _meeting(kind: str, meeting: Meeting, people: list[Member], start: dt.time, end: dt.time) -> list[Sheet]:
    told = registration(
        kind,
        meeting.day,
        meeting.theme,
        活动地点=meeting.place,
        主持人=meeting.host,
        记录人=meeting.recorder,
        会议记录="\n".join(meeting.minutes),
        主持人总结=meeting.closing,
        议程=meeting.agenda,
        决议=meeting.decisions,
        **({"开始时间": start, "结束时间": end} | dict(meeting.more)),
    )
    return [told, sign_in(meeting.day, meeting.theme, meeting.place, meeting.host, people, meeting.away)]


def _boards() -> Files:
    """The committee's minute book, sent in by the quarter."""
    for quarter in range(4):
        boards = [_of_board(each) for each in BOARDS[3 * quarter : 3 * quarter + 3]]
        yield _path(3 * quarter + 3, "支委会会议记录.xlsx"), _minute_book(boards)


def _minute_book(meetings: list[Minutes]) -> Callable[[], bytes]:
    return lambda: minute_book(*meetings)


def _of_board(meeting: Meeting) -> Minutes:
    people = [BY_NAME[name] for name in COMMITTEE]
    more = [["会议次数", f"第{BOARDS.index(meeting) + 1}次", "主持人小结", meeting.closing], ["内容类别", "推进工作"]]
    return Minutes(
        "支委会会议记录",
        meeting.day,
        "09:00—10:30",
        meeting.theme,
        meeting.place,
        meeting.host,
        meeting.recorder,
        people,
        meeting.minutes,
        more,
        meeting.decisions,
    )


def _of_group(meeting: GroupMeeting) -> Minutes:
    people = of_group(meeting.group, meeting.day)
    return Minutes(
        "党小组会会议记录",
        meeting.day,
        "16:00—17:00",
        meeting.theme,
        "三楼小会议室",
        LEADERS[meeting.group],
        people[-1].name,
        people,
        meeting.minutes,
        [["党小组", meeting.group, "内容类别", "推进工作"]],
    )


def _talks(month: int) -> Files:
    if sheets := [talk_sheet(talk) for talk in TALKS if talk.day.month == month]:
        yield _named(f"{month}月/谈心谈话记录.xlsx", *sheets)


def _life_meeting() -> Files:
    meeting = life_meeting.MEETING
    sheets = _meeting("组织生活会、民主评议党员", meeting, _expected(meeting.day), dt.time(14, 0), dt.time(17, 30))
    yield _book(meeting.day, "组织生活会和民主评议", *sheets)
    yield _named("11月/组织生活会方案.xlsx", life_meeting.plan_sheet())
    yield _named("12月/组织生活会意见清单.xlsx", life_meeting.opinions_sheet())
    yield _named("12月/党员自评表.xlsx", *life_meeting.self_appraisal_sheets())
    yield _named("12月/民主测评票.xlsx", *life_meeting.ballot_sheets())
    yield _named("12月/民主测评统计表.xlsx", life_meeting.count_sheet())


def _expected(when: dt.date) -> list[Member]:
    """The members of the day; who is received by this very meeting is not one yet."""
    return [member for member in members_on(when) if member.admitted < when]


def _book(when: dt.date, what: str, *sheets: Sheet) -> tuple[str, Callable[[], bytes]]:
    return _named(f"{when.month}月/{when.month}.{when.day}{what}.xlsx", *sheets)


def _named(path: str, *sheets: Sheet) -> tuple[str, Callable[[], bytes]]:
    return f"{BRANCH}/{path}", lambda: filled(*sheets)


def _path(month: int, name: str) -> str:
    return f"{BRANCH}/{month}月/{name}"


def _picture(taken: dt.datetime, number: int, *, outdoors: bool) -> Callable[[], bytes]:
    return lambda: photo(taken, number, outdoors=outdoors)
