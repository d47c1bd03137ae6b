"""Who was there: 应到, 实到, 请假, 缺席, the lists of their names, and 未到: the rows of those who were not.

Counted on the sign-in sheet. Where none has come the numbers are those that the activity's form gives by itself.
"""

from __future__ import annotations

from typing import Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK, Attendance
from pipeline.packet.compute.computation import Computed
from pipeline.packet.compute.on_roster import on_roster
from pipeline.packet.context import Context, Material
from pipeline.rules.attendance import tally_attendance

_COUNTS: Final = ("应到人数", "实到人数", "请假人数", "缺席人数")
_LISTS: Final = ("出席名单", "请假名单", "缺席名单", "列席签到")


def attendance(material: Material, context: Context) -> Context:
    """职务 by the roster where the sheet leaves it blank."""
    sheet = material.table_with(Role.MARK)
    if sheet is None:
        return {name: context.get(name, BLANK) for name in (*_COUNTS, *_LISTS)} | {"未到": []}
    member, mark, posts = sheet.member, sheet.column, on_roster(material, "职务")
    rows, away, states = [], [], []
    for row, held in zip(context[sheet.name], sheet.held.record.rows(sheet.table), strict=True):
        state, name = row[mark], row[member]
        told = {**row, "状态": state, "职务": row.get("职务") or posts.get(name, BLANK)}
        rows.append(told)
        if not isinstance(state, Attendance):
            continue
        states.append((str(name), state))
        if state.is_present:
            # 状态 in words; the mark's column keeps it as written of who was there.
            told[mark] = held[mark].written
        elif state is not Attendance.OBSERVING:
            # By the row's own mark: two people may bear one name.
            away.append(told)
    tally = tally_attendance(states)
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


ATTENDANCE: Final = Computed(
    attendance,
    names=(*_COUNTS, *_LISTS),
    table=Role.MARK,
    columns=("状态", "职务"),
    some_rows="未到",
    reads=("职务",),
)
