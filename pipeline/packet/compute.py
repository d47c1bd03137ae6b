"""What documents print beyond the forms' own words: counts, sums, dates, lists. Each is named in the packet mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pipeline.mapping.form import Role
from pipeline.mapping.packet import Computation, DocumentMapping, Join
from pipeline.model.values import BLANK, Attendance, Month
from pipeline.packet.context import Context, Found, Material
from pipeline.packet.photos import photo_rows
from pipeline.rules.attendance import tally_attendance
from pipeline.rules.dues import tally_dues
from pipeline.rules.form_checks import states

Compute = Callable[[Material, Context], Context]


@dataclass(frozen=True, slots=True)
class Computed:
    """A computation and what it gives whatever has come; `shape` tells by it what a template may use."""

    run: Compute
    names: tuple[str, ...]
    of_activities: tuple[str, ...] = ()
    """Names that only a packet with kinds has."""
    table: Role | str = ""
    """The table whose rows get `columns`: the one with a column of that role, or the one of that name."""
    columns: tuple[str, ...] = ()
    some_rows: str = ""
    """A table of its own that holds some of those rows."""
    reads: tuple[str, ...] = ()
    """Columns that it looks up by name, beside those that it knows by role."""


_LEVELS = "一二三四五六七八九十"


def computed(material: Material, context: Context, document: DocumentMapping) -> Context:
    """The context with everything that the packet's `computes` and the document's add."""
    result = dict(context)
    for name in dict.fromkeys((*material.packet.computes, *document.computes)):
        result |= COMPUTATIONS[name].run(material, result)
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
    sheet = material.table_with(Role.MARK)
    if sheet is None:
        blank = dict.fromkeys(
            ("应到人数", "实到人数", "请假人数", "缺席人数", "出席名单", "请假名单", "缺席名单", "列席签到"), BLANK
        )
        return {**blank, "未到": []}
    tally = tally_attendance(states(sheet.held.record, sheet.form))
    rows = []
    away = []
    for row, held in zip(context[sheet.name], sheet.held.record.rows(sheet.table), strict=True):
        rows.append(_attendance_row(row, held[sheet.column].written, sheet, material))
        # By the row's own mark: two people may bear one name.
        if _is_away(row[sheet.column]):
            away.append(rows[-1])
    return {
        "应到人数": tally.expected,
        "实到人数": len(tally.present),
        "请假人数": len(tally.excused),
        "缺席人数": len(tally.absent),
        "出席名单": "、".join(tally.present) or BLANK,
        "请假名单": "、".join(tally.excused) or BLANK,
        "缺席名单": "、".join(tally.absent) or BLANK,
        "列席签到": "、".join(tally.observing) or BLANK,
        sheet.name: rows,
        "未到": away,
    }


def _is_away(state: Any) -> bool:
    return isinstance(state, Attendance) and not state.is_present and state is not Attendance.OBSERVING


def _attendance_row(row: Context, written: str, sheet: Found, material: Material) -> Context:
    """状态 in words; the mark's column keeps it as written of who was there; 职务 from the roster where it is blank."""
    state = row[sheet.column]
    shown = written if isinstance(state, Attendance) and state.is_present else state
    post = row.get("职务") or _on_roster(material, _name_in(row, sheet), "职务")
    return {**row, "状态": state, sheet.column: shown, "职务": post}


def _name_in(row: Context, found: Found) -> Any:
    return row[found.by_role(Role.MEMBER) or found.form.tables[found.table].anchor]


def _on_roster(material: Material, name: Any, column: str) -> Any:
    for held in material.sources.values():
        form = material.forms[held.form]
        place = form.table_with(Role.MEMBER)
        if not form.is_roster or place is None or column not in form.tables[place[0]].columns:
            continue
        for row in held.record.rows(place[0]):
            if row[place[1]].value == name:
                return row[column].value
    return BLANK


def dues(material: Material, context: Context) -> Context:
    """Totals of the month, in yuan, summed row by row; 人员类别 from the roster where the table has none."""
    sheet = material.table_with(Role.DUE)
    if sheet is None:
        return dict.fromkeys(("人数", "应交合计", "实交合计", "未交合计"), BLANK)
    category, paid = sheet.by_role(Role.CATEGORY), sheet.by_role(Role.PAID)
    rows = context[sheet.name]
    if category:
        rows = [
            {**row, category: row[category] or _on_roster(material, _name_in(row, sheet), category)} for row in rows
        ]
    tally = tally_dues((_yuan(row[sheet.column]), _yuan(row[paid] if paid else BLANK)) for row in rows)
    return {
        sheet.name: rows,
        "人数": len({_name_in(row, sheet) for row in rows}),
        "应交合计": tally.due,
        "实交合计": tally.paid,
        "未交合计": tally.unpaid,
    }


def _yuan(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal("0.00")


def photos(material: Material, context: Context) -> Context:
    """照片 with picture and time; the first one that has come is the bulletin's."""
    sheet = material.table_with(Role.PHOTO)
    if sheet is None:
        return {"首图": BLANK, "首图说明": BLANK}
    rows = photo_rows(context[sheet.name], sheet.column, material)
    first: Mapping[str, Any] = next((row for row in rows if not row["缺图"]), {})
    return {sheet.name: rows, "首图": first.get("图", BLANK), "首图说明": first.get("说明", BLANK)}


def plan(material: Material, context: Context) -> Context:
    """Whether the year's plan and the activity form have come; the agenda with its 公文 numbering."""
    rows = [
        {**row, "层次": f"（{_LEVELS[index]}）" if index < 10 else f"（{index + 1}）"}
        for index, row in enumerate(context.get("议程", []))
    ]
    joins = {material.packet.sources[name].join for name in material.sources}
    return {"有安排": Join.PLAN in joins, "有登记": Join.SUBJECT in joins, "议程": rows}


def issue(material: Material, context: Context) -> Context:
    """The bulletin's number: counted by date through the year, from 1."""
    return {"期号": material.activity.number}


COMPUTATIONS: Final[dict[Computation, Computed]] = {
    Computation.DATES: Computed(
        dates, names=("支部", "年度"), of_activities=("月份", "活动日期", "活动主题", "活动类型")
    ),
    Computation.ATTENDANCE: Computed(
        attendance,
        names=(
            *("应到人数", "实到人数", "请假人数", "缺席人数"),
            *("出席名单", "请假名单", "缺席名单", "列席签到"),
        ),
        table=Role.MARK,
        columns=("状态", "职务"),
        some_rows="未到",
        reads=("职务",),
    ),
    Computation.DUES: Computed(dues, names=("人数", "应交合计", "实交合计", "未交合计"), table=Role.DUE),
    Computation.PHOTOS: Computed(
        photos,
        names=("首图", "首图说明"),
        table=Role.PHOTO,
        columns=("图", "拍摄时间", "题名", "缺图"),
        reads=("说明",),
    ),
    Computation.PLAN: Computed(plan, names=("有安排", "有登记"), table="议程", columns=("层次",)),
    Computation.ISSUE: Computed(issue, names=("期号",)),
}
