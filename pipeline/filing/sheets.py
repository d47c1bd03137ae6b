"""What the archive's own papers say: template and context of each, and the lists as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pipeline.filing.boxes import Box, Filed
from pipeline.forms.listing.listing import Column, Sheet, listing_workbook

STAMPS: Final = "归档章.docx"
NUMBERS: Final = "归档页码.docx"
CATALOGUE: Final = "归档文件目录.docx"
CLOSING: Final = "归档备考表.docx"
LABELS: Final = "归档盒标签.docx"
PHOTOS: Final = "归档照片目录.docx"

Context = Mapping[str, Any]

_COLUMNS: Final = (
    Column("序号", 6, centred=True),
    Column("档号", 30),
    Column("文号", 14),
    Column("责任者", 20),
    Column("题名", 64),
    Column("日期", 11, centred=True),
    Column("密级", 7, centred=True),
    Column("页数", 7, centred=True),
    Column("备注", 24),
)
_OF_PHOTOS: Final = (
    Column("题名", 36),
    Column("照片号", 30),
    Column("参见号", 30),
    Column("时间", 16),
    Column("地点", 18),
    Column("人物", 24),
    Column("背景", 36),
    Column("摄影者", 12),
)


def stamps(filed: Iterable[Filed]) -> Context:
    """A stamp for each, in their order."""
    return {"各章": [_of_series(one) | {"件号": str(one.number), "页数": str(one.pages)} for one in filed]}


def numbers(pages: int) -> Context:
    return {"各页": list(range(1, pages + 1))}


def catalogue(boxes: Iterable[Box]) -> Context:
    return {"各盒": [_box(box) | {"各件": _rows(box)} for box in boxes]}


def closing(boxes: Iterable[Box], reserved: Sequence[str]) -> Context:
    """What is in each box; who arranged and who checked it sign by hand. `reserved`: what is to be said of the year."""
    return {
        "各盒": [
            _box(box) | {"备注": [one for one in _rows(box) if one["备注"]], "说明": list(reserved)} for box in boxes
        ]
    }


def labels(boxes: Iterable[Box], name: str) -> Context:
    """`name` is the unit's, empty where it is to be filled in."""
    return {"全宗名称": name, "各盒": [_box(box) for box in boxes]}


def photos(rows: Sequence[Mapping[str, Any]], year: int) -> Context:
    return {"年度": year, "各张": list(rows)}


def workbook(year: int, boxes: Iterable[Box], photo_rows: Sequence[Mapping[str, Any]]) -> bytes:
    rows = [_in_order(row, _COLUMNS) for box in boxes for row in _rows(box)]
    sheets = [Sheet("归档文件目录", _COLUMNS, rows)]
    if photo_rows:
        sheets.append(Sheet("照片目录", _OF_PHOTOS, [_in_order(row, _OF_PHOTOS) for row in photo_rows]))
    return listing_workbook(f"{year}年", sheets)


def _in_order(row: Mapping[str, Any], columns: Iterable[Column]) -> list[Any]:
    return [row[column.heading] for column in columns]


def _box(box: Box) -> dict[str, Any]:
    first = box.filed[0]
    return _of_series(first) | {
        "盒号": box.number,
        "起止件号": box.numbers,
        "件数": len(box.filed),
        "页数": box.pages,
        "盒脊": box.spine,
    }


def _of_series(one: Filed) -> dict[str, Any]:
    series = one.series
    return {
        "全宗号": series.fonds,
        "年度": str(series.year),
        "保管期限": series.retention.value,
        "机构": series.box,
    }


def _rows(box: Box) -> list[dict[str, Any]]:
    """The catalogue's columns; 序号 counts within the box. Of 文号 and 密级 the forms say nothing."""
    return [
        {
            "序号": place,
            "档号": one.reference,
            "文号": "",
            "责任者": one.piece.author,
            "题名": one.piece.title,
            "日期": one.piece.day,
            "密级": "",
            "页数": one.pages,
            "备注": one.remark,
        }
        for place, one in enumerate(box.filed, 1)
    ]
