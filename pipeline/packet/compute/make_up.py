"""未到人员: who was not there, by sign-in sheet and leave form together; 补课人员: those of them who made up for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK, Attendance
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material

_COLUMNS: Final = (
    *("姓名", "状态", "请假类别", "事由", "批准人", "批准日期", "联系人", "联系日期", "了解的原因", "批评教育"),
    *("通报日期", "补课日期", "补课内容", "补课方式", "补课主持人", "备注"),
)
_IN_SHEET: Final = {"事由": "请假事由"}
"""A column of ours -> what the sign-in sheet calls it, where that is another word."""
_AWAY: Final = "未到"
"""The rows of the sign-in sheet that the computation of attendance sets apart."""


def make_up(material: Material, context: Context) -> Context:
    sheet, leave = material.table_with(Role.MARK), material.table_with(Role.AWAY)
    signed = {row[sheet.member]: row for row in context[_AWAY]} if sheet else {}
    told: dict[str, Context] = {}
    for row in context[leave.name] if leave else ():
        name = row[leave.column] if leave else ""
        told[name] = {**told.get(name, {}), **{key: value for key, value in row.items() if value is not BLANK}}
    people = [_person(name, signed.get(name, {}), told.get(name, {})) for name in dict.fromkeys((*signed, *told))]
    return {"未到人员": _numbered(people), "补课人员": _numbered(each for each in people if _made_up(each))}


def _person(name: str, signed: Context, told: Context) -> Context:
    """The leave form's word first; what it leaves open the sign-in sheet may tell."""
    row = {column: told.get(column) or signed.get(_IN_SHEET.get(column, column)) or BLANK for column in _COLUMNS}
    return {**row, "姓名": name, "状态": signed.get("状态") or told.get("未到情况") or BLANK}


def _made_up(row: Context) -> bool:
    """A make-up that has no day yet is only meant."""
    return bool(row["补课日期"]) or row["状态"] is Attendance.MADE_UP


def _numbered(rows: Iterable[Context]) -> list[Context]:
    return [{**row, "序号": number} for number, row in enumerate(rows, 1)]


_NAMES: Final = dict.fromkeys(("序号", *_COLUMNS))

MAKE_UP: Final = Computed(
    make_up, tables={"未到人员": _NAMES, "补课人员": _NAMES}, reads=(*_COLUMNS, *_IN_SHEET.values(), "未到情况")
)
