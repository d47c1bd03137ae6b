"""The archive's files laid in their folder: pieces and photos by box, catalogues, closing sheets, labels, the index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.files.kinds import Kind, kind_of
from pipeline.files.names import safe_file_name, safe_name
from pipeline.filing import sheets
from pipeline.filing.boxes import Box, Filed
from pipeline.filing.handover import HandOver
from pipeline.filing.index import index_page
from pipeline.filing.photos import FiledPhoto
from pipeline.filing.sheets import Context
from pipeline.flow.archiving.papers import Paper
from pipeline.flow.desk import Desk
from pipeline.flow.printing.press import all_printed
from pipeline.pdf.piece import Marks, marked_piece, undated
from pipeline.pdf.press import Press, Sheet
from pipeline.render.properties import Properties

INDEX: Final = "首页.html"
_CATALOGUE: Final = "归档文件目录.pdf"
_PHOTOS: Final = "照片目录.pdf"
_WORKBOOK: Final = "归档文件目录.xlsx"
_CLOSING: Final = "备考表.pdf"
_LABELS: Final = "档案盒标签（A3）.pdf"
_ENDINGS: Final = {Kind.JPEG: ".jpg", Kind.PNG: ".png"}
"""By a photo's bytes: its name as it came may have another, or none."""


@dataclass(frozen=True, slots=True)
class YearSet:
    """What is to be laid: `photos` with the rows of their catalogue, in the same order.

    `order` is that of the mapping's boxes, `reserved` what the closing sheets say of a year that is not complete.
    """

    year: int
    order: tuple[str, ...]
    boxes: tuple[Box, ...]
    papers: Mapping[str, Paper]
    photos: Sequence[FiledPhoto]
    rows: Sequence[Mapping[str, Any]]
    reserved: tuple[str, ...]

    @property
    def filed(self) -> list[Filed]:
        return [one for box in self.boxes for one in box.filed]


def lay(told: YearSet, desk: Desk, press: Press, hand_over: HandOver) -> None:
    """Raises ConverterError where one of the archive's own sheets cannot be printed, OSError."""
    stamped = [one for one in told.filed if one.pages]
    own: list[tuple[str, Context]] = [
        (sheets.CATALOGUE, sheets.catalogue(told.boxes)),
        (sheets.CLOSING, sheets.closing(told.boxes, told.reserved)),
        (sheets.LABELS, sheets.labels(told.boxes, desk.settings.archive.name)),
        (sheets.STAMPS, sheets.stamps(stamped)),
        (sheets.NUMBERS, sheets.numbers(max((one.pages for one in stamped), default=1))),
        *([(sheets.PHOTOS, sheets.photos(told.rows, told.year))] if told.rows else []),
    ]
    pdfs = _printed(own, told.year, desk, press)
    marks = Marks.of(pdfs[sheets.STAMPS], pdfs[sheets.NUMBERS])
    places = {one.reference: place for place, one in enumerate(stamped)}
    files = {one.reference: _lay_piece(one, told, marks, places, hand_over) for one in told.filed}
    shown = [
        (_lay_photo(photo, row, told, desk, hand_over), row) for photo, row in zip(told.photos, told.rows, strict=True)
    ]
    hand_over.put(_WORKBOOK, sheets.workbook(told.year, told.boxes, told.rows))
    named = {_CATALOGUE: sheets.CATALOGUE, _CLOSING: sheets.CLOSING, _LABELS: sheets.LABELS, _PHOTOS: sheets.PHOTOS}
    lists = [_WORKBOOK, *(path for path, template in named.items() if template in pdfs)]
    for path in lists[1:]:
        hand_over.put(path, undated(f"{told.year}年{path.removesuffix('.pdf')}", pdfs[named[path]]))
    title = " ".join(part for part in (desk.settings.archive.name, f"{told.year}年归档文件") if part)
    hand_over.put(INDEX, index_page(title, told.boxes, files, shown, lists))


def _printed(own: Sequence[tuple[str, Context]], year: int, desk: Desk, press: Press) -> dict[str, Path]:
    properties = Properties("归档", desk.settings.archive.name, dt.date(year, 12, 31))
    templates = [template for template, _ in own]
    rendered = [Sheet(template, desk.renderer.render(template, context, properties)) for template, context in own]
    return dict(zip(templates, all_printed(rendered, press), strict=True))


def _lay_piece(
    one: Filed, told: YearSet, marks: Marks, places: Mapping[str, int], hand_over: HandOver
) -> tuple[str, ...]:
    """The paths of its files: the PDF, and what could not be printed. `places` are those of the stamps."""
    folder, paths = _folder(one.piece.box, told), []
    papers = [told.papers[item.path] for item in one.piece.items]
    if one.pages:
        path = f"{folder}/{safe_name(one.reference)}.pdf"
        pdfs = [paper.pdf for paper in papers if paper.pdf]
        hand_over.put(path, marked_piece(one.piece.title, pdfs, marks, places[one.reference]))
        paths.append(path)
    for paper in papers:
        if paper.source and paper.pdf is None:
            path = f"{folder}/{safe_file_name(f'{one.reference} {paper.source.name}')}"
            hand_over.put(path, paper.source.read_bytes())
            paths.append(path)
    return tuple(paths)


def _lay_photo(photo: FiledPhoto, row: Mapping[str, Any], told: YearSet, desk: Desk, hand_over: HandOver) -> str:
    """As it was handed in, to the last byte: what the camera wrote into it stays."""
    ending = _ENDINGS.get(kind_of(desk.originals.path(photo.digest)), "")
    name = safe_file_name(f"{row['照片号']}{ending}")
    path = f"{_folder(photo.box, told)}/{name}"
    hand_over.put(path, desk.originals.read(photo.digest))
    return path


def _folder(box: str, told: YearSet) -> str:
    """Of the box's kind, be it several boxes on the shelf."""
    return safe_name(f"{told.order.index(box) + 1:02} {box}")
