"""What the roster says of a person whom another form names."""

from __future__ import annotations

from typing import Any

from pipeline.mapping.form import Role
from pipeline.model.values import BLANK
from pipeline.packet.context import Context, Found, Material


def name_in(row: Context, found: Found) -> Any:
    return row[found.by_role(Role.MEMBER) or found.form.tables[found.table].anchor]


def on_roster(material: Material, name: Any, column: str) -> Any:
    for held in material.sources.values():
        form = material.forms[held.form]
        place = form.table_with(Role.MEMBER)
        if not form.is_roster or place is None or column not in form.tables[place[0]].columns:
            continue
        for row in held.record.rows(place[0]):
            if row[place[1]].value == name:
                return row[column].value
    return BLANK
