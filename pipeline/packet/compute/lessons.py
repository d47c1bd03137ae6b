"""党课台账: every 党课 of the period, who taught what, who was there, and whether its script has come."""

from __future__ import annotations

from typing import Final

from pipeline.mapping.rules.kinds import Frequency
from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.activity import Activity
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.attendance import tally_attendance
from pipeline.rules.form_checks import states

_LESSON: Final = "党课"
_SCRIPT: Final = "党课讲稿"
_TOLD: Final = ("主讲人", "活动地点", "主持人")
_COLUMNS: Final = ("序号", "活动日期", "授课题目", *_TOLD, "应到人数", "实到人数", "讲稿", "签到表")


def lessons(material: Material, context: Context) -> Context:
    held = [
        activity
        for activity in material.activity.within
        if _LESSON in activity.kinds and activity.packet.subject in activity.sources
    ]
    rows = [{"序号": number, **_row(activity)} for number, activity in enumerate(held, 1)]
    return {"党课台账": rows, "党课次数": len(rows), "党课要求": _wanted(material)}


def _row(activity: Activity) -> Context:
    record = activity.sources[activity.packet.subject].record
    sheet = next((held for held in activity.sources.values() if activity.forms[held.form].table_with(Role.MARK)), None)
    tally = tally_attendance(states(sheet.record, activity.forms[sheet.form])) if sheet else None
    return {
        "活动日期": activity.day,
        "授课题目": record.value("授课题目") or activity.theme or BLANK,
        **{name: record.value(name) for name in _TOLD},
        "应到人数": tally.expected if tally else record.value("应到人数"),
        "实到人数": len(tally.present) if tally else record.value("实到人数"),
        "讲稿": _there(any(paper.kind == _SCRIPT for paper in activity.papers)),
        "签到表": _there(sheet is not None),
    }


def _there(is_there: bool) -> str:
    return "有" if is_there else "缺"


def _wanted(material: Material) -> str:
    """What the branch's rules ask of the year, with their source; nothing where they ask nothing."""
    rules = material.measure.rules.on(material.activity.day).requirements.values()
    of_year = [rule for rule in rules if rule.every is Frequency.YEAR and rule.kinds == (_LESSON,) and not rule.tags]
    return "；".join(f"{rule.about}（{rule.basis}）" for rule in of_year)


LESSONS: Final = Computed(
    lessons,
    names=("党课次数", "党课要求"),
    tables={"党课台账": dict.fromkeys(_COLUMNS)},
    reads=("授课题目", *_TOLD, "应到人数", "实到人数"),
)
