"""照片 with picture and time; the first one that has come is the bulletin's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.photos import photo_rows


def photos(material: Material, context: Context) -> Context:
    sheet = material.table_with(Role.PHOTO)
    if sheet is None:
        return {"首图": BLANK, "首图说明": BLANK}
    rows = photo_rows(context[sheet.name], sheet.column, material)
    first: Mapping[str, Any] = next((row for row in rows if not row["缺图"]), {})
    return {sheet.name: rows, "首图": first.get("图", BLANK), "首图说明": first.get("说明", BLANK)}


PHOTOS: Final = Computed(
    photos,
    names=("首图", "首图说明"),
    table=Role.PHOTO,
    columns=("图", "拍摄时间", "题名", "缺图"),
    reads=("说明",),
)
