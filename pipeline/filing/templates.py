"""The templates that an archive needs, each with the names that it may use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.filing import sheets
from pipeline.render.scan import Names, Table

_SERIES: Final[Names] = dict.fromkeys(("全宗号", "年度", "保管期限", "机构"))
_BOX: Final[Names] = {**_SERIES, **dict.fromkeys(("盒号", "起止件号", "件数", "页数", "盒脊"))}
_ROW: Final = Table(dict.fromkeys(("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")))
_PHOTO: Final = Table(dict.fromkeys(("题名", "照片号", "参见号", "时间", "地点", "人物", "背景", "摄影者")))

TEMPLATES: Final[Mapping[str, Names]] = {
    sheets.STAMPS: {"各章": Table({**_SERIES, "件号": None, "页数": None})},
    sheets.NUMBERS: {"各页": Table({})},
    sheets.CATALOGUE: {"各盒": Table({**_BOX, "各件": _ROW})},
    sheets.CLOSING: {"各盒": Table({**_BOX, "备注": _ROW, "说明": Table({})})},
    sheets.LABELS: {"全宗名称": None, "各盒": Table(_BOX)},
    sheets.PHOTOS: {"年度": None, "各张": _PHOTO},
}
