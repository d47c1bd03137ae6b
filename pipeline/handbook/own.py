"""What the sheets that the handbook has of its own say: template and context of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.handbook.chapters import Chapter
from pipeline.mapping.handbook import Made
from pipeline.packet.activity import Activity
from pipeline.packet.compute.activities import row_of
from pipeline.packet.evidence.facts import took_place
from pipeline.packet.items import Item
from pipeline.pdf.book import Placed

COVER: Final = "手册封面.docx"
INSTRUCTIONS: Final = "手册使用说明.docx"
CONTENTS: Final = "手册目录.docx"
CHAPTER: Final = "手册章页.docx"
LEFT_OUT: Final = "手册未印入.docx"
HEADS: Final = "手册书眉.docx"
NUMBERS: Final = "手册页码.docx"
MADE: Final[Mapping[Made | None, str]] = {
    Made.CHRONICLE: "手册大事记.docx",
    Made.STATISTICS: "手册年度统计.docx",
    Made.HANDING_OVER: "手册交接记录.docx",
}
_DIGITS: Final = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Own:
    """A sheet of the handbook itself. `title` is the chapter's that it belongs to."""

    template: str
    context: Mapping[str, Any]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose handbook, and of which year; `above` is the office over the branch, empty where there is none."""

    branch: str
    above: str
    year: int

    @property
    def names(self) -> dict[str, Any]:
        return {"支部": self.branch, "上级党组织": self.above, "年度": self.year}


def cover(whose: Whose) -> Own:
    return Own(COVER, whose.names)


def instructions(whose: Whose, chapters: Sequence[Chapter]) -> Own:
    return Own(INSTRUCTIONS, {**whose.names, "各部分": "、".join(chapter.title for chapter in chapters)})


def chapter_sheet(number: int, chapter: Chapter) -> Own:
    """`number` counts from 1."""
    told = [group.title or item.title for group in chapter.groups for item in group.items[: 1 if group.title else None]]
    context = {"章次": f"第{in_words(number)}部分", "章名": chapter.title, "材料": told}
    return Own(CHAPTER, context, chapter.title)


def left_out(item: Item, why: str) -> Own:
    return Own(LEFT_OUT, {"名称": item.title, "原因": why, "位置": item.path}, item.title)


def contents(listed: Iterable[Placed]) -> Own:
    return Own(
        CONTENTS,
        {"目录": [{"名称": one.part.title, "页码": one.page, "级": min(one.depth, 1)} for one in listed]},
    )


def heads(whose: Whose) -> Own:
    return Own(HEADS, whose.names)


def numbers(pages: int) -> Own:
    return Own(NUMBERS, {"其余页": list(range(pages - 1))})


def made(chapter: Chapter, whose: Whose, activities: Iterable[Activity]) -> Own:
    """What the handbook puts together for the chapter; `activities` are all of the year, by time."""
    rows = [row_of(activity) for activity in activities if took_place(activity)]
    context = {**whose.names, "大事记": _chronicle(rows), "统计": _statistics(rows)}
    return Own(MADE[chapter.made], context, chapter.title)


def _chronicle(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    named = {"日期": "活动日期", "类型": "活动类型", "事项": "活动主题", "应到": "应到人数", "实到": "实到人数"}
    return [{name: row[told] for name, told in named.items()} for row in rows]


def _statistics(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How often there was an activity of each kind; one of several kinds counts for each."""
    days: dict[str, list[dt.date]] = {}
    for row in rows:
        for kind in str(row["活动类型"]).split("、"):
            days.setdefault(kind, []).append(row["活动日期"])
    return [
        {"项目": kind, "次数": len(held), "日期": "、".join(f"{day.month}.{day.day}" for day in held)}
        for kind, held in days.items()
    ]


def in_words(number: int) -> str:
    """1 to 99: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
