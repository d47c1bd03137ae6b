"""The year's plan, the study plan and the four quarters' plans."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sample_year.people import BRANCH, YEAR, day
from sample_year.theme_day import HALL, ThemeDay
from sample_year.theme_days import MARCH, THEME_DAYS
from sample_year.workbook import Sheet

_MARCH: Final = {
    "day": MARCH[0],
    "theme": MARCH[1],
    "content": "学习《中国共产党章程》总纲，讨论帮扶村茶叶技术指导",
    "form": "集中学习+现场教学",
    "place": HALL,
    "office": "人教科",
    "host": "冯伟",
    "tags": "能力素质教育",
}
"""Its forms lie in the branch's own folder already; the plan names it as they do."""

STUDIES: Final = (
    ("《关于新形势下党内政治生活的若干准则》第一部分", "集中学习", "沈一鸣"),
    ("《中国共产党纪律处分条例》总则", "集中学习", "买买提·艾力"),
    ("《中国共产党章程》总纲", "领学+讨论", "沈一鸣"),
    ("《新时代爱国主义教育实施纲要》节选", "现场教学", "严一鸣"),
    ("《中国共产党廉洁自律准则》", "专题片+讨论", "沈一鸣"),
    ("《中国共产党章程》第一章、第六章", "领诵+问答", "尤静"),
    ("《关于加强党员经常性教育管理的意见》节选", "集中学习+座谈", "冯伟"),
    ("《机关档案管理规定》", "培训+实操", "郑文博"),
    ("《习近平谈治国理政》节选", "读书分享", "严一鸣"),
    ("《中国共产党农村工作条例》节选", "与村支部同学", "冯伟"),
    ("《志愿服务条例》节选", "集中学习", "沈一鸣"),
    ("《中国共产党简史》节选", "讲述", "姜淑芬"),
)
SEASONS: Final = (
    "开局起步，把任务定到人",
    "铭记传承，把纪律挺在前",
    "建功本领，把初心化作行动",
    "服务收官，把短板补齐",
)


def year_sheet() -> Sheet:
    rows = [{**_row(_told(month)), "月份": f"{month}月"} for month in range(1, 13)]
    return Sheet(
        "年度活动安排表", {"支部": BRANCH, "年度": str(YEAR), "报送日期": dt.date(2025, 12, 25)}, {"安排": rows}
    )


def study_sheet() -> Sheet:
    rows = [
        dict(zip(("月份", "学习内容", "学习方式", "领学人"), (f"{month}月", *study), strict=True))
        for month, study in enumerate(STUDIES, 1)
    ]
    return Sheet("学习计划表", {"支部": BRANCH, "年度": str(YEAR)}, {"学习安排": rows})


def quarter_sheet(number: int) -> Sheet:
    """Filed on the eighteenth of the month before, two days ahead of the rule."""
    rows = []
    for month in range(3 * number - 2, 3 * number + 1):
        told = _told(month)
        rows.append(
            {
                "活动时间": told["day"],
                "活动主题": told["theme"],
                "活动内容": told["content"],
                "活动形式": told["form"],
                "活动地点": told["place"],
                "负责人": told["host"],
            }
        )
    filed = dt.date(2025, 12, 18) if number == 1 else day(3 * number - 3, 18)
    quarter = f"{YEAR}年第{'一二三四'[number - 1]}季度"
    fields = {"支部": BRANCH, "季度": quarter, "季度主题": SEASONS[number - 1], "报送日期": filed}
    return Sheet("季度活动计划", fields, {"计划": rows})


def _told(month: int) -> dict[str, Any]:
    event = next((event for event in THEME_DAYS if event.day.month == month), None)
    return _of(event) if event else _MARCH


def _of(event: ThemeDay) -> dict[str, Any]:
    return {
        "day": event.day,
        "theme": event.theme,
        "content": event.content,
        "form": event.form,
        "place": event.place,
        "office": event.office,
        "host": event.host,
        "tags": event.tags,
    }


def _row(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "活动主题": told["theme"],
        "活动内容": told["content"],
        "活动形式": told["form"],
        "活动地点": told["place"],
        "组织科室": told["office"],
        "负责人": told["host"],
        "内容类别": told["tags"],
    }
