"""One 政治生日 event: its people with their dates of admission, the theme day that it was part of, its cards."""

from __future__ import annotations

from typing import Any, Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.compute.birthday_cards import CARD, GREETING, HOPES, Card
from pipeline.packet.compute.computation import Computed
from pipeline.packet.compute.on_roster import on_roster
from pipeline.packet.context import Context, Found, Material
from pipeline.rules.celebrations import celebration_of


def celebration(material: Material, context: Context) -> Context:
    sheet = material.table_with(Role.OATH)
    held = celebration_of(sheet.held.record, sheet.form) if sheet else None
    if sheet is None or held is None:
        return {"领誓名单": BLANK, "所在活动": BLANK, "贺卡": []}
    known = on_roster(material, "入党日期")
    rows = [_row(row, sheet, known.get(row[sheet.member], BLANK), held.date.year) for row in context[sheet.name]]
    themes = [a.theme or "、".join(a.kinds) for a in material.activity.within if a.day == held.date]
    return {
        sheet.name: rows,
        "领誓名单": "、".join(held.led_by) or BLANK,
        "所在活动": "；".join(themes) or BLANK,
        "贺卡": [
            Card(row[sheet.member], row["入党日期"], row["入党周年"], row[GREETING], row[HOPES], held.date).row()
            for row in rows
        ],
    }


def _row(row: Context, sheet: Found, on_roster: Any, year: int) -> Context:
    """入党日期 as the form gives it, else by the roster."""
    column = sheet.by_role(Role.ADMITTED)
    admitted = (row[column] if column else BLANK) or on_roster
    since = getattr(admitted, "year", year)
    return {**row, "入党日期": admitted, "入党周年": year - since if since < year else BLANK}


CELEBRATION: Final = Computed(
    celebration,
    names=("领誓名单", "所在活动"),
    table=Role.OATH,
    columns=("入党日期", "入党周年"),
    tables={"贺卡": dict.fromkeys(CARD)},
    reads=(GREETING, HOPES),
)
