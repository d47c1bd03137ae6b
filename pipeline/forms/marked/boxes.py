"""The boxes that comments are shown in: VML, changed as text, since what Office writes there need not be XML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pipeline.forms.grid import Cell
from pipeline.forms.marked.package import Unpatchable

EMPTY: Final = b"""\
<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
</xml>"""
_TYPE: Final = """\
<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
"""
_BOX: Final = """\
<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" \
style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}px;height:{height}px;z-index:{number};\
visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
"""
_SHAPE: Final = re.compile(r"<(\w+):shape\s(?:(?!<\1:shape\s).)*?</\1:shape>\s*", re.DOTALL)
_ROW: Final = re.compile(r"<(?:\w+:)?Row>\s*(\d+)\s*<")
_COLUMN: Final = re.compile(r"<(?:\w+:)?Column>\s*(\d+)\s*<")
_NUMBER: Final = re.compile(r"_x0000_s(\d+)")
_BEFORE_FIRST: Final = 1024
_SIDES: Final = ("width", "height")
_STYLE_SIZE: Final = re.compile(r"(?<=[;\s\"'])(width|height):\s*([\d.]+)(px|pt)")
_ANCHOR: Final = re.compile(r"(<(?:\w+:)?Anchor>).*?(</)", re.DOTALL)

Anchors = Callable[[Cell, int, int], str]
"""Where a box of so many pixels in width and height lies beside its cell."""


def without_boxes(vml: bytes, cells: set[Cell]) -> bytes:
    """Takes the boxes of these cells away."""
    return _SHAPE.sub(lambda found: "" if _cell_of(found[0]) in cells else found[0], _text(vml)).encode()


def with_boxes(vml: bytes, sizes: dict[Cell, tuple[int, int]], anchor: Anchors) -> bytes:
    """A box for each cell, by its width and height in pixels. A box that the cell has keeps its look, and grows."""
    text = _text(vml)
    there = {cell for found in _SHAPE.finditer(text) if (cell := _cell_of(found[0])) is not None}
    text = _SHAPE.sub(lambda found: _grown(found[0], sizes, anchor), text)
    first = 1 + max([_BEFORE_FIRST, *map(int, _NUMBER.findall(text))])
    added = [] if 'id="_x0000_t202"' in text else [_TYPE]
    for number, cell in enumerate((cell for cell in sizes if cell not in there), first):
        width, height = sizes[cell]
        place = anchor(cell, width, height)
        added.append(_BOX.format(number=number, width=width, height=height, anchor=place, row=cell[0], column=cell[1]))
    end = text.rfind("</xml>")
    if end < 0:
        raise Unpatchable("vml without its end")
    return (text[:end] + "".join(added) + text[end:]).encode()


def _text(vml: bytes) -> str:
    try:
        return vml.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unpatchable("vml in another encoding") from error


def _cell_of(shape: str) -> Cell | None:
    """The cell that a comment's box belongs to; None for the box of a button or a list."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]), int(column[1])) if 'ObjectType="Note"' in shape and row and column else None


def _grown(shape: str, sizes: dict[Cell, tuple[int, int]], anchor: Anchors) -> str:
    """Never smaller than the person made it."""
    cell = _cell_of(shape)
    if cell is None or cell not in sizes:
        return shape
    own = {side: float(size) * (4 / 3 if unit == "pt" else 1) for side, size, unit in _STYLE_SIZE.findall(shape)}
    now = {side: max(need, round(own.get(side, 0))) for side, need in zip(_SIDES, sizes[cell], strict=True)}
    shape = _STYLE_SIZE.sub(lambda found: f"{found[1]}:{now[found[1]]}px", shape)
    return _ANCHOR.sub(rf"\g<1>{anchor(cell, *now.values())}\g<2>", shape, count=1)
