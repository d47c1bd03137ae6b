"""Forms as an office keeps them by itself: other words, other places, two blocks of names side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from sample_year.dues import month_rows
from sample_year.people import BRANCH, Member
from sample_year.theme_day import Away, ThemeDay
from sample_year.workbook import saved

_BOX: Final = Border(Side("thin"), Side("thin"), Side("thin"), Side("thin"))


def two_blocks(event: ThemeDay, people: Sequence[Member]) -> bytes:
    """A sign-in sheet, the second half of the names beside the first."""
    half = (len(people) + 1) // 2
    rows: list[list[Any]] = [
        ["党员签到册"],
        [f"党支部：{BRANCH}", "", "", "", f"时间：{_spoken(event.day)}"],
        [f"会议名称：{event.theme}", "", "", "", f"地点：{event.place}"],
        ["编号", "姓名", "签名", "备注"] * 2,
    ]
    cells: list[list[Any]] = [
        [number, each.name, *_mark(each.name, event.away)] for number, each in enumerate(people, 1)
    ]
    beside = [*cells[half:], *([[""] * 4] * (2 * half - len(cells)))]
    rows += [[*left, *right] for left, right in zip(cells[:half], beside, strict=True)]
    away = len(event.away)
    rows.append([f"应到{len(people)}人，实到{len(people) - away}人，请假{away}人。"])
    return _book(_Page("签到", rows, (6, 12, 10, 16) * 2, range(4, 5 + half)))


def old_dues(month: int, paid_on: dt.date) -> bytes:
    """The month's dues under the words of an older form, each sum with its sign."""
    rows: list[list[Any]] = [
        [f"{BRANCH}{paid_on.year}年{month}月份党费缴纳登记表"],
        ["", "", "", "", "", "单位：元"],
        ["编号", "党员姓名", "类别", "党费基数", "执行标准", "应缴党费", "实缴党费", "缴费时间", "备注"],
    ]
    told = month_rows(month, paid_on)
    for number, row in enumerate(told, 1):
        rows.append(
            [
                number,
                row["姓名"],
                row["人员类别"],
                float(row["计算基数"]),
                row["比例"],
                float(row["应交"]),
                f"¥{row['实交']}",
                row["交纳日期"].strftime("%Y.%m.%d"),
                row["备注"],
            ]
        )
    total = sum(row["应交"] for row in told)
    rows += [["合计", "", "", "", "", float(total), f"¥{total:,}"], ["收款人：蒋欣怡　　复核：冯伟"]]
    return _book(_Page("党费", rows, (6, 12, 16, 11, 10, 11, 12, 12, 22), range(3, 5 + len(told))))


def own_registration(event: ThemeDay, photos: Sequence[tuple[str, str, str]]) -> bytes:
    """The branch's own record of a theme day: other labels, the time in one cell with the day."""
    day = f"{_spoken(event.day)} 14:30—17:30"
    rows: list[list[Any]] = [
        ["党日活动登记表"],
        ["所在支部", BRANCH, "开展时间", day],
        ["主题", event.theme, "地点", event.place],
        ["主题类别", event.genre, "教育内容类别", event.tags],
        ["形式", event.form, "主办科室", event.office],
        ["主持", event.host, "记录", event.recorder],
        ["集中学习", "☑是 ☐否", "重温誓词", "☑是 ☐否"],
        ["缴纳当月党费", "☑是 ☐否", "参会人员", "全体党员"],
        ["学习篇目", event.study],
        ["主要内容", event.content],
        ["序号", "程序", "主要内容", "主讲人"],
        *([number, *row] for number, row in enumerate(event.agenda, 1)),
        ["记录内容", "\n".join(event.minutes)],
        ["议定事项"],
        ["序号", "议定事项", "落实人", "完成时间"],
        *([number, what, who, _spoken(until)] for number, (what, who, until) in enumerate(event.decisions, 1)),
        ["活动总结", event.summary],
        ["活动评估", event.review],
        ["序号", "照片名称", "照片说明", "拍摄人"],
        *([number, *row] for number, row in enumerate(photos, 1)),
    ]
    return _book(_Page("登记", rows, (14, 34, 34, 22), range(2, len(rows) + 1)))


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a secretary writes into the minute book: `title` names the kind of the meeting."""

    title: str
    day: dt.date
    hours: str
    theme: str
    place: str
    host: str
    recorder: str
    people: Sequence[Member]
    text: Sequence[str]
    more: Sequence[Sequence[Any]] = ()
    decisions: Sequence[tuple[str, str, dt.date]] = ()


def minute_book(*meetings: Minutes) -> bytes:
    """Two sheets for each meeting: the minutes, and who signed in."""
    pages = []
    for meeting in meetings:
        day = f"{meeting.day.month}.{meeting.day.day}"
        told = _minutes(meeting)
        pages.append(_Page(f"{day} 记录", told, (14, 30, 14, 30), range(2, len(told) + 1)))
        names = [
            [number, member.name, member.post or "党员", "√", ""] for number, member in enumerate(meeting.people, 1)
        ]
        head = [
            ["签到表"],
            [f"支部：{BRANCH}", "", "", f"时间：{_spoken(meeting.day)}"],
            [f"会议名称：{meeting.theme}"],
            ["序号", "姓名", "职务", "签到", "备注"],
        ]
        pages.append(_Page(f"{day} 签到", [*head, *names], (8, 16, 16, 26, 16), range(4, 5 + len(names))))
    return _book(*pages)


def _minutes(meeting: Minutes) -> list[list[Any]]:
    rows: list[list[Any]] = [
        [meeting.title],
        ["支部名称", BRANCH, "会议时间", f"{_spoken(meeting.day)} {meeting.hours}"],
        ["议题", meeting.theme, "会议地点", meeting.place],
        ["主持人", meeting.host, "记录人", meeting.recorder],
        ["应到人数", len(meeting.people), "实到人数", len(meeting.people)],
        *map(list, meeting.more),
        ["出席人员", "、".join(member.name for member in meeting.people)],
        ["会议内容", "\n".join(meeting.text)],
    ]
    if meeting.decisions:
        rows += [["议定事项"], ["序号", "议定事项", "落实人", "完成时间"]]
        rows += [[number, what, who, _spoken(until)] for number, (what, who, until) in enumerate(meeting.decisions, 1)]
    return rows


def _mark(name: str, away: Sequence[Away]) -> Iterator[str]:
    reason = next((each.reason for each in away if each.name == name), "")
    yield "假" if reason else "√"
    yield reason


@dataclass(frozen=True, slots=True)
class _Page:
    """`ruled` are the lines with borders, counted from 1."""

    tab: str
    rows: Sequence[Sequence[Any]]
    widths: Sequence[int]
    ruled: range


def _book(*pages: _Page) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for page in pages:
        _write(workbook.create_sheet(page.tab), page)
    return saved(workbook)


def _write(sheet: Worksheet, page: _Page) -> None:
    """A line that tells one thing runs over the whole width, as does the last of two."""
    for number, width in enumerate(page.widths, 1):
        sheet.column_dimensions[chr(64 + number)].width = width
    for number, row in enumerate(page.rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, None if value == "" else value)
        if len(row) <= 2 and len(row) < len(page.widths):
            sheet.merge_cells(start_row=number, end_row=number, start_column=len(row), end_column=len(page.widths))
        if number in page.ruled:
            for column in range(1, len(page.widths) + 1):
                sheet.cell(number, column).border = _BOX
            for cell in sheet[number]:
                if not isinstance(cell, MergedCell):
                    cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet["A1"].font, sheet["A1"].alignment = Font("黑体", 16), Alignment(horizontal="center")


def _spoken(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
