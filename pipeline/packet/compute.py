"""What documents print beyond the forms' own words: counts, sums, dates, lists. Each is named in the packet mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping, Role
from pipeline.mapping.packet import DocumentMapping
from pipeline.model.values import BLANK, Month
from pipeline.packet.context import Context, Material
from pipeline.packet.photos import photo_rows
from pipeline.rules.attendance import tally_attendance
from pipeline.rules.dues import tally_dues
from pipeline.rules.form_checks import states

Compute = Callable[[Material, Context], Context]

_LEVELS = "一二三四五六七八九十"


def computed(material: Material, context: Context, document: DocumentMapping) -> Context:
    """The context with everything that the packet's `computes` and the document's add."""
    result = dict(context)
    for name in dict.fromkeys((*material.packet.computes, *document.computes)):
        result |= COMPUTATIONS[name](material, result)
    return result


def dates(material: Material, context: Context) -> Context:
    """支部, 年度, 月份, 活动日期 and 活动主题 as the activity has them, whichever form gave them."""
    activity = material.activity
    given: Context = {"支部": activity.branch, "年度": activity.day.year}
    if activity.packet.kinds:
        given |= {
            "月份": Month.of(activity.day),
            "活动日期": activity.day,
            "活动主题": activity.theme,
            "活动类型": "、".join(activity.kinds),
        }
    return given


def attendance(material: Material, context: Context) -> Context:
    """应到/实到/请假/缺席, the name lists, and 未到: those who were not there and how they made up for it."""
    held, form = _with(material, Role.MARK)
    if held is None or form is None:
        blank = dict.fromkeys(
            ("应到人数", "实到人数", "请假人数", "缺席人数", "出席名单", "请假名单", "缺席名单"), BLANK
        )
        return {**blank, "未到": []}
    tally = tally_attendance(states(held.record, form))
    rows = [
        _attendance_row(row, written["签到"].written, material)
        for row, written in zip(context["签到"], held.record.rows("签到"), strict=True)
    ]
    away = [row for row in rows if row["姓名"] not in tally.present]
    return {
        "应到人数": tally.expected,
        "实到人数": len(tally.present),
        "请假人数": len(tally.excused),
        "缺席人数": len(tally.absent),
        "出席名单": "、".join(tally.present) or BLANK,
        "请假名单": "、".join(tally.excused) or BLANK,
        "缺席名单": "、".join(tally.absent) or BLANK,
        "签到": rows,
        "未到": away,
    }


def _attendance_row(row: Context, written: str, material: Material) -> Context:
    """状态 in words; 签到 keeps the mark as written of who was there; 职务 from the roster where the sheet has none."""
    state = row["签到"]
    post = row["职务"] or _on_roster(material, row["姓名"], "职务")
    return {**row, "状态": state, "签到": written if state.is_present else state, "职务": post}


def _on_roster(material: Material, name: Any, column: str) -> Any:
    roster = material.sources.get("名册")
    if roster is None:
        return BLANK
    for row in roster.record.rows("党员"):
        if row["姓名"].value == name:
            return row[column].value
    return BLANK


def dues(material: Material, context: Context) -> Context:
    """Totals of the month, in yuan, summed row by row; 人员类别 from the roster where the table has none."""
    rows = [
        {**row, "人员类别": row["人员类别"] or _on_roster(material, row["姓名"], "人员类别")} for row in context["党费"]
    ]
    tally = tally_dues((_yuan(row["应交"]), _yuan(row["实交"])) for row in rows)
    return {
        "党费": rows,
        "人数": tally.members,
        "应交合计": tally.due,
        "实交合计": tally.paid,
        "未交合计": tally.unpaid,
    }


def _yuan(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal("0.00")


def photos(material: Material, context: Context) -> Context:
    """照片 with picture and time; the first one that has come is the bulletin's."""
    rows = photo_rows(context["照片"], material)
    first: Mapping[str, Any] = next((row for row in rows if not row["缺图"]), {})
    return {"照片": rows, "首图": first.get("图", BLANK), "首图说明": first.get("说明", BLANK)}


def plan(material: Material, context: Context) -> Context:
    """Whether the year's plan and the activity form have come; the agenda with its 公文 numbering."""
    rows = [
        {**row, "层次": f"（{_LEVELS[index]}）" if index < 10 else f"（{index + 1}）"}
        for index, row in enumerate(context.get("议程", []))
    ]
    return {"有安排": "安排" in material.sources, "有登记": "登记" in material.sources, "议程": rows}


def issue(material: Material, context: Context) -> Context:
    """The bulletin's number: counted by date through the year, from 1."""
    return {"期号": material.activity.number}


def _with(material: Material, role: Role) -> tuple[Held, FormMapping] | tuple[None, None]:
    for held in material.sources.values():
        form = material.forms[held.form]
        if form.table_with(role):
            return held, form
    return None, None


COMPUTATIONS: Final[dict[str, Compute]] = {
    "日期": dates,
    "出勤": attendance,
    "党费": dues,
    "照片": photos,
    "方案": plan,
    "期号": issue,
}
