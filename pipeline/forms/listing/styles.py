"""How the cells of a list look."""

from __future__ import annotations

from typing import Final, NamedTuple

from pipeline.forms.listing.package import MAIN

_FONTS: Final = {"": ("", "000000"), "bold": ("<b/>", "000000"), "link": ("<u/>", "0563C1")}
"""What stands before the size, and the colour."""
_HEAD_GROUND: Final = "E7E6E6"
_DAY_FORMAT: Final = 164
"""The first number that is free for formats of our own."""


class Look(NamedTuple):
    """`font` is one of _FONTS, `ground` RRGGBB or empty."""

    font: str = ""
    ground: str = ""
    centred: bool = False
    is_day: bool = False


PLAIN: Final = Look()
CENTRED: Final = Look(centred=True)
HEAD: Final = Look(font="bold", ground=_HEAD_GROUND, centred=True)
LINK: Final = Look(font="link")
DAY: Final = Look(centred=True, is_day=True)


class Looks:
    """The looks that a workbook uses, numbered as they come."""

    def __init__(self) -> None:
        self._numbers: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """Of the look, from 1; 0 is that of cells that are not there."""
        return self._numbers.setdefault(look, len(self._numbers) + 1)

    def xml(self) -> str:
        """The style sheet."""
        grounds = [ground for ground in dict.fromkeys(look.ground for look in self._numbers) if ground]
        fonts = "".join(
            f'<font>{before}<sz val="10"/><color rgb="FF{colour}"/><name val="宋体"/><family val="3"/>'
            '<charset val="134"/></font>'
            for before, colour in _FONTS.values()
        )
        fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        fills += "".join(
            f'<fill><patternFill patternType="solid"><fgColor rgb="FF{ground}"/><bgColor indexed="64"/></patternFill>'
            "</fill>"
            for ground in grounds
        )
        side = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'
        sides = "".join(side.format(name) for name in ("left", "right", "top", "bottom"))
        plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        return (
            f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="{_DAY_FORMAT}" formatCode="yyyy-mm-dd"/>'
            f'</numFmts><fonts count="{len(_FONTS)}">{fonts}</fonts><fills count="{len(grounds) + 2}">{fills}</fills>'
            f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{sides}<diagonal/>'
            '</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            f'</cellStyleXfs><cellXfs count="{len(self._numbers) + 1}">{plain}'
            f"{''.join(_xf(look, grounds) for look in self._numbers)}</cellXfs>"
            '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


def _xf(look: Look, grounds: list[str]) -> str:
    font = list(_FONTS).index(look.font)
    fill = grounds.index(look.ground) + 2 if look.ground else 0
    across = "center" if look.centred else "left"
    return (
        f'<xf numFmtId="{_DAY_FORMAT if look.is_day else 0}" fontId="{font}" fillId="{fill}" borderId="1" xfId="0" '
        'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{across}" vertical="center" wrapText="1"/></xf>'
    )
