"""A page on A4: turned upright, moved for the binding, and with another page laid over it."""

from __future__ import annotations

from typing import Final

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    RectangleObject,
    StreamObject,
)

WIDTH: Final = 595.304
HEIGHT: Final = 841.89
A4: Final = (WIDTH, HEIGHT)
"""Upright, in points, as the converter has it."""

_CONTENTS: Final = NameObject("/Contents")
_RESOURCES: Final = NameObject("/Resources")
_XOBJECT: Final = NameObject("/XObject")

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of PDF 32000-1, 8.3.3: x' = ax + cy + e, y' = bx + dy + f."""
_AS_IT_IS: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def fit_to_paper(writer: PdfWriter, page: PageObject, shift: float) -> None:
    """A wide page is turned, its head to the left; a larger one made smaller; `shift` moves it right, in points."""
    crop(writer, page)
    a, b, c, d, e, f = _upright(page.mediabox)
    # Also where it is moved nowhere: what is laid over it must not stand under a matrix that it leaves behind.
    wrap(writer, page, (a, b, c, d, e + shift, f))
    for box in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if box in page or box == "/MediaBox":
            page[NameObject(box)] = RectangleObject((0, 0, *A4))


def crop(writer: PdfWriter, page: PageObject) -> None:
    """Upright, and nothing on it but what is seen: what lies outside would come in sight where the page is moved."""
    if page.rotation:
        page.transfer_rotation_to_content()
    media, seen = page.mediabox, page.cropbox
    left, bottom = max(float(media.left), float(seen.left)), max(float(media.bottom), float(seen.bottom))
    right, top = min(float(media.right), float(seen.right)), min(float(media.top), float(seen.top))
    if right > left and top > bottom:
        for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            page.pop(box, None)
        page[NameObject("/MediaBox")] = RectangleObject((left, bottom, right, top))
        window = f"q {left:.5f} {bottom:.5f} {right - left:.5f} {top - bottom:.5f} re W n"
        page[_CONTENTS] = ArrayObject([_stream(writer, window), *_streams(page), _stream(writer, "Q")])


def lay_over(writer: PdfWriter, page: PageObject, other: PageObject, matrix: Matrix = _AS_IT_IS) -> None:
    """`other` is one of another file; `matrix` says where it comes to lie."""
    draw(writer, page, _form(writer, other), matrix)


def draw(writer: PdfWriter, page: PageObject, form: IndirectObject, matrix: Matrix) -> None:
    """`form` is one of the writer's."""
    # The page may share its resources with others: what is added is for it alone.
    resources = _copied(page, _RESOURCES)
    objects = _copied(resources, _XOBJECT)
    name = f"/Over{len(objects)}"
    objects[NameObject(name)] = form
    resources[_XOBJECT] = objects
    page[_RESOURCES] = resources
    page[_CONTENTS] = ArrayObject([*_streams(page), _stream(writer, f"q {_numbers(matrix)} cm {name} Do Q")])


def shrink(writer: PdfWriter, page: PageObject, scale: float) -> None:
    """Made smaller, standing on the middle of its lower edge; the paper stays as it is."""
    box = page.mediabox
    middle, bottom = float(box.left + box.right) / 2, float(box.bottom)
    wrap(writer, page, (scale, 0, 0, scale, middle * (1 - scale), bottom * (1 - scale)))


def _form(writer: PdfWriter, page: PageObject) -> IndirectObject:
    """The page as something that can be drawn on another."""
    form = DecodedStreamObject()
    contents = page.get_contents()
    form.set_data(b"" if contents is None else contents.get_data())
    form[NameObject("/Type")] = _XOBJECT
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = RectangleObject(page.mediabox)
    packed = form.flate_encode()
    if _RESOURCES in page:
        packed[_RESOURCES] = page.raw_get(_RESOURCES).clone(writer)
    return added(writer, packed)


def _copied(holder: DictionaryObject, key: NameObject) -> DictionaryObject:
    held = holder.get(key)
    told = held.get_object() if held is not None else None
    return DictionaryObject(told) if isinstance(told, DictionaryObject) else DictionaryObject()


def _upright(box: RectangleObject) -> Matrix:
    wide = box.width > box.height
    width, height = (box.height, box.width) if wide else (box.width, box.height)
    scale = min(1.0, WIDTH / width, HEIGHT / height)
    if scale > 0.99:
        scale = 1.0
    left, bottom = (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2
    if abs(left) < 1 and abs(bottom) < 1:
        left = bottom = 0.0
    if wide:
        return (0.0, scale, -scale, 0.0, left + float(box.top) * scale, bottom - float(box.left) * scale)
    return (scale, 0.0, 0.0, scale, left - float(box.left) * scale, bottom - float(box.bottom) * scale)


def wrap(writer: PdfWriter, page: PageObject, matrix: Matrix = _AS_IT_IS) -> None:
    """What is on the page so far, moved; whatever it does to the matrix ends with it."""
    page[_CONTENTS] = ArrayObject([_stream(writer, f"q {_numbers(matrix)} cm"), *_streams(page), _stream(writer, "Q")])


def _numbers(matrix: Matrix) -> str:
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in matrix)


def _streams(page: PageObject) -> list[PdfObject]:
    """References to the page's own content streams."""
    if _CONTENTS not in page:
        return []
    contents = page.raw_get(_CONTENTS)
    told = contents.get_object()
    return list(told) if isinstance(told, ArrayObject) else [contents]


def _stream(writer: PdfWriter, operators: str) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(f"{operators}\n".encode())
    return added(writer, stream)


def added(writer: PdfWriter, stream: StreamObject) -> IndirectObject:
    """Streams stand for themselves in a file and are referred to; pypdf has no public way to put one there."""
    return writer._add_object(stream)
