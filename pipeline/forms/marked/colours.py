"""Colour over the cells: conditional formats with a formula of ours; the person's own fills stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pipeline.forms.grid import address
from pipeline.forms.marked.places import Area
from pipeline.forms.marked.schema import WORKSHEET, parsed, put_in_order
from pipeline.forms.marked.words import Mark

_SIGN: Final = "档案系统："
_FORMULAS: Final = {True: f'LEN("{_SIGN}需更正")&gt;0', False: f'LEN("{_SIGN}请核对")&gt;0'}
"""Always true, moves with the cells, and stands in nobody else's rules."""
_MOST_AREAS: Final = 200
"""In one rule: Excel reads no endless lists."""


def colour(sheet: Any, marks: Sequence[Mark], looks: dict[bool, int]) -> None:
    """Ours lie above the person's; by whether they stop, `looks` gives the numbers of the two colours."""
    for rule in sheet.iter("{*}cfRule"):
        # The person's rules keep their order among themselves.
        if (priority := rule.get("priority", "")).isdigit():
            rule.set("priority", str(int(priority) + len(looks)))
    for priority, stops in enumerate((True, False), 1):
        own = [_range(mark.area) for mark in marks if mark.stops is stops]
        for start in range(0, len(own), _MOST_AREAS):
            rule = (
                f'<cfRule type="expression" dxfId="{looks[stops]}" priority="{priority}">'
                f"<formula>{_FORMULAS[stops]}</formula></cfRule>"
            )
            format_ = parsed(f"<conditionalFormatting>{rule}</conditionalFormatting>")
            format_.set("sqref", " ".join(own[start : start + _MOST_AREAS]))
            put_in_order(sheet, format_, WORKSHEET)


def take_colours_away(sheet: Any) -> None:
    """Whatever became of them: copied, moved, spread over more cells, saved by another program."""
    for rule in list(sheet.iter("{*}cfRule")):
        if _SIGN in "".join(rule.itertext()):
            format_ = rule.getparent()
            format_.remove(rule)
            if not format_.findall("{*}cfRule"):
                _remove(format_)


def _remove(element: Any) -> None:
    """With the lists around it that hold nothing then: Excel takes an empty one for damage."""
    parent = element.getparent()
    parent.remove(element)
    if not len(parent):
        _remove(parent)


def _range(area: Area) -> str:
    first, last = area
    return address(first) if first == last else f"{address(first)}:{address(last)}"
