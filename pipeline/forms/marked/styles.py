"""Looks in the workbook's style sheet: an equal one is used again, else it is put behind those that are there."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from pipeline.forms.marked.package import Package, Unpatchable
from pipeline.forms.marked.schema import STYLES, child_of, parsed, q

_MUST_HAVE: Final = ("fonts", "fills", "borders", "cellXfs")
"""The first of each is what every plain cell has; one of ours must not become it."""


class Styles:
    def __init__(self, package: Package, workbook: str) -> None:
        part = package.related(workbook, "styles")
        if part not in package:
            raise Unpatchable("no styles")
        self._root = package.root(part)
        if any(not len(self._root.findall(f"{q(name)}/*")) for name in _MUST_HAVE):
            raise Unpatchable("styles not whole")
        self._known: dict[str, dict[bytes, int]] = {}

    def cell(self, font: str, fill: str = "", *, align: str = "left", boxed: bool = True) -> int:
        """The number of a look for cells: `font` and `fill` are XML, the fill of one colour by its RRGGBB."""
        fonts = self._put("fonts", parsed(font))
        solid = f'<patternFill patternType="solid"><fgColor rgb="FF{fill}"/><bgColor indexed="64"/></patternFill>'
        fills = self._put("fills", parsed(f"<fill>{solid}</fill>")) if fill else 0
        side = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'
        sides = "".join(side.format(name) for name in ("left", "right", "top", "bottom"))
        borders = self._put("borders", parsed(f"<border>{sides}<diagonal/></border>")) if boxed else 0
        indent = ' indent="1"' if boxed and align == "left" else ""
        alignment = f'<alignment horizontal="{align}" vertical="center" wrapText="1"{indent}/>'
        look = (
            f'<xf numFmtId="0" fontId="{fonts}" fillId="{fills}" borderId="{borders}" xfId="0" applyFont="1" '
            f'applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
        )
        return self._put("cellXfs", parsed(look))

    def colour(self, fill: str) -> int:
        """The number of a look that a conditional format lays over a cell: a fill by its RRGGBB."""
        solid = f'<patternFill patternType="solid"><fgColor rgb="FF{fill}"/><bgColor rgb="FF{fill}"/></patternFill>'
        return self._put("dxfs", parsed(f"<dxf><fill>{solid}</fill></dxf>"))

    def _put(self, kind: str, look: Any) -> int:
        table = child_of(self._root, kind, STYLES)
        looks = list(table.iterchildren(tag=etree.Element))
        known = self._known.setdefault(kind, {_canonical(one): number for number, one in reversed([*enumerate(looks)])})
        number = known.setdefault(_canonical(look), len(looks))
        if number == len(looks):
            table.append(look)
            table.set("count", str(number + 1))
        return number


def _canonical(look: Any) -> bytes:
    text: bytes = etree.tostring(look, method="c14n", exclusive=True, with_tail=False)
    return text
