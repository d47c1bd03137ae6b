"""PDFs as strangers make them: a page with a drawing of its own, and stamps that lie over it as annotations."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
)

STAMP = b"1 0 0 rg 0 0 10 10 re f"


def page_with(path: Path, content: bytes, *annotations: DictionaryObject, rotation: int = 0) -> PdfReader:
    """One page of 595 x 842; no PDF/A."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    drawn = DecodedStreamObject()
    drawn.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(drawn)
    if rotation:
        page.rotate(rotation)
    kept = []
    for each in annotations:
        for state in _states(each):
            for name, stream in list(state.items()):
                if isinstance(stream, StreamObject):
                    state[NameObject(name)] = writer._add_object(stream)
        kept.append(writer._add_object(each))
    page[NameObject("/Annots")] = ArrayObject(kept)
    writer.write(path)
    return PdfReader(path)


def annotation(kind: str, rect: tuple[int, int, int, int], *, flags: int = 4, on: str = "") -> DictionaryObject:
    """With an appearance of 10 x 10; one of several states where one is `on`."""
    stream = DecodedStreamObject()
    stream.set_data(STAMP)
    stream[NameObject("/BBox")] = RectangleObject((0, 0, 10, 10))
    stream[NameObject("/Matrix")] = ArrayObject(FloatObject(value) for value in (1, 0, 0, 1, 5, 5))
    normal = DictionaryObject({NameObject(on): stream}) if on else stream
    told = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): RectangleObject(rect),
            NameObject("/F"): NumberObject(flags),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): normal}),
        }
    )
    if on:
        told[NameObject("/AS")] = NameObject(on)
    return told


def _states(told: DictionaryObject) -> list[DictionaryObject]:
    normal = told["/AP"].get("/N")
    several = isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject)
    return [told["/AP"], *([normal] if several else [])]
