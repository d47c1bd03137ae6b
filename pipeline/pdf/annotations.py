"""A page taken over with what its annotations show: stamps, signatures, what was written into form fields.

Drawn on the page, they move with it wherever it is turned or shifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from pipeline.pdf.paper import Matrix, draw, wrap

_UNSEEN: Final = {"/Link", "/Popup"}
_HIDDEN: Final = 2
"""A flag (PDF 32000-1, 12.5.3)."""
_AS_IT_IS: Final = (1, 0, 0, 1, 0, 0)
_CORNERS: Final = 4


def add_page(writer: PdfWriter, page: PageObject) -> PageObject:
    """Without what points out of the page: its marks of structure, and links to other pages of its document."""
    added = writer.add_page(page, excluded_keys=("/Annots", "/B", "/StructParents"))
    if shown := list(_shown(page)):
        wrap(writer, added)
        for appearance, matrix in shown:
            draw(writer, added, _form(writer, appearance), matrix)
    return added


def lost_from(page: PageObject) -> int:
    """How many of its annotations cannot be drawn: a viewer shows them in a way of its own, such as a note's sign."""
    return sum(_drawn(each) is None and not _is_empty_field(each) for each in _visible(page))


def _shown(page: PageObject) -> Iterator[tuple[StreamObject, Matrix]]:
    """From the lowest to the uppermost. What has no appearance of its own is left out."""
    for annotation in _visible(page):
        if drawn := _drawn(annotation):
            yield drawn


def _visible(page: PageObject) -> Iterator[DictionaryObject]:
    annotations = _told(page, "/Annots")
    for each in annotations if isinstance(annotations, ArrayObject) else ():
        annotation = each.get_object()
        if isinstance(annotation, DictionaryObject) and _told(annotation, "/Subtype") not in _UNSEEN:
            flags = _told(annotation, "/F")
            if not (isinstance(flags, int) and flags & _HIDDEN):
                yield annotation


def _drawn(annotation: DictionaryObject) -> tuple[StreamObject, Matrix] | None:
    appearance, onto = _appearance(annotation), _numbers(_told(annotation, "/Rect"), _CORNERS)
    matrix = _placed(appearance, onto) if appearance is not None and onto is not None else None
    return (appearance, matrix) if appearance is not None and matrix else None


def _is_empty_field(annotation: DictionaryObject) -> bool:
    """A field of a form in which nobody wrote, or a box that is not ticked: there is nothing to be seen."""
    value = _told(annotation, "/V")
    return _told(annotation, "/Subtype") == "/Widget" and (not value or value == "/Off" or "/AS" in annotation)


def _appearance(annotation: DictionaryObject) -> StreamObject | None:
    """The one that it has while nobody touches it; of several states that of the present one."""
    found = _told(_told(annotation, "/AP"), "/N")
    if isinstance(found, DictionaryObject) and not isinstance(found, StreamObject):
        found = _told(found, _told(annotation, "/AS"))
    return found if isinstance(found, StreamObject) else None


def _placed(appearance: StreamObject, onto: list[float]) -> Matrix | None:
    """PDF 32000-1, 12.5.5: the box around the appearance, after its own matrix, comes to lie on the rectangle."""
    box = _numbers(_told(appearance, "/BBox"), _CORNERS)
    own = _numbers(_told(appearance, "/Matrix"), len(_AS_IT_IS)) or _AS_IT_IS
    if box is None:
        return None
    a, b, c, d, e, f = own
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
    left, right = _ends([x for x, _ in corners])
    bottom, top = _ends([y for _, y in corners])
    to_left, to_right = _ends(onto[::2])
    to_bottom, to_top = _ends(onto[1::2])
    if not (right > left and top > bottom):
        return None
    wider, higher = (to_right - to_left) / (right - left), (to_top - to_bottom) / (top - bottom)
    return (wider, 0, 0, higher, to_left - left * wider, to_bottom - bottom * higher)


def _form(writer: PdfWriter, appearance: StreamObject) -> IndirectObject:
    form = appearance.clone(writer, ignore_fields=("/StructParent", "/StructParents"))
    form[NameObject("/Subtype")] = NameObject("/Form")
    assert form.indirect_reference
    return form.indirect_reference


def _ends(values: list[float]) -> tuple[float, float]:
    return min(values), max(values)


def _numbers(told: Any, count: int) -> list[float] | None:
    values = [value.get_object() for value in told] if isinstance(told, ArrayObject) else []
    numbers = [float(value) for value in values if isinstance(value, (int, float))]
    return numbers if len(numbers) == len(values) == count else None


def _told(holder: Any, key: str) -> Any:
    value = holder.get(key) if isinstance(holder, DictionaryObject) else None
    return value.get_object() if value is not None else None
