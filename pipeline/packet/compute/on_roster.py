"""What the roster says of the people whom another form names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.mapping.vocabulary import Role
from pipeline.packet.context import Material


def on_roster(material: Material, column: str) -> Mapping[Any, Any]:
    """Name -> what stands in that column; of two of one name, the first."""
    found: dict[Any, Any] = {}
    for held in material.sources.values():
        form = material.forms[held.form]
        place = form.table_with(Role.MEMBER)
        if not form.is_roster or place is None or column not in form.tables[place[0]].columns:
            continue
        for row in held.record.rows(place[0]):
            found.setdefault(row[place[1]].value, row[column].value)
    return found
