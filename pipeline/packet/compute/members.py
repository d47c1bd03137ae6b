"""党员名册: the branch's members by the roster that was in force when the period ended."""

from __future__ import annotations

from typing import Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material

_COLUMNS: Final = (
    *("序号", "姓名", "性别", "民族", "出生日期", "学历", "入党日期", "转正日期", "人员类别", "职务", "党小组"),
    *("转入日期", "转出日期", "联系电话", "备注"),
)


def members(material: Material, context: Context) -> Context:
    period = material.activity.period
    held = material.measure.past.roster_sheet_on(period.last if period else material.activity.day)
    place = material.forms[held.form].table_with(Role.MEMBER) if held else None
    rows = held.record.rows(place[0]) if held and place else ()
    told = [{name: row[name].value if name in row else BLANK for name in _COLUMNS} for row in rows]
    return {"名册": [{**row, "序号": number} for number, row in enumerate(told, 1)]}


MEMBERS: Final = Computed(members, tables={"名册": dict.fromkeys(_COLUMNS)}, reads=_COLUMNS)
