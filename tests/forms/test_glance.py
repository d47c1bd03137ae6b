"""What a sheet's XML says at a glance is what parsing it says; what is out of the ordinary is parsed."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.forms.survey.facts import MOST_CELLS, MOST_FILLED, MOST_ROWS, Extent, SheetFacts
from pipeline.forms.survey.glance import glance
from pipeline.forms.survey.xlsx import _Sheet
from pipeline.forms.survey.xml_parts import XmlParts

PART = "xl/worksheets/sheet1.xml"


def sheet(cells: str) -> bytes:
    return f'<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()


def parsed(xml: bytes) -> SheetFacts:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(PART, xml)
    with zipfile.ZipFile(packed) as package:
        return _Sheet(XmlParts(package), PART, Extent("")).facts()


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ('<c r="A1" s="1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" s="2"/>', {}),
        ('<c r="C1"><f>SUM(A1:B1)</f><v>12</v></c>', {}),
        ('<c r="C1"><f>SUM(A1:B1)</f><v></v></c>', {(0, 2): ""}),
        ('<c r="C1"><f>SUM(A1:B1)</f><v> </v></c>', {(0, 2): ""}),
        ('<c r="C1"><f>SUM(A1:B1)</f><v/></c>', {(0, 2): ""}),
        ('<c r="AB12"><f>SUM(A1:B1)</f></c>', {(11, 27): ""}),
        ('<c r="C1" t="str"><f>A1</f></c>', {}),
        (
            '<c r="C1" s="3"><f t="shared" ref="C1:C3" si="0">A1</f><v>1</v></c><c r="C2"><f t="shared" si="0"/></c>',
            {(1, 2): ""},
        ),
        ('<c r="C1"><f/></c>', {(0, 2): ""}),
    ],
)
def test_a_glance_tells_what_parsing_tells(cells: str, faults: dict[tuple[int, int], str]) -> None:
    facts = glance(sheet(cells), Extent(""))
    assert facts == SheetFacts(faults=faults) == parsed(sheet(cells))


@pytest.mark.parametrize(
    "cells",
    [
        "<c><v>1</v></c>",
        "<c r='A1'><v>1</v></c>",
        '<x:c r="A1"><v>1</v></x:c>',
        '<c r="A1" t="e"><v>#REF!</v></c>',
        "<c r=\"A1\" t='e'><v>#REF!</v></c>",
        '<c r="A1"><v><!-- 1 -->1</v></c>',
        '<c r="A1"><f>B1</f><v xml:space="preserve">1</v></c>',
        "<f>1</f>",
        '<c r="A1"/></row><row r="2" hidden="1">',
        '<c r="A1"/></row><row r="2" hidden = \'true\'>',
        '<c r="A50000"/>',
        '<c r="U1000"/>',
        '<c r="AAA1"/>',
        '<c r="A1000"/><c r="U1"/>',
    ],
)
def test_what_is_out_of_the_ordinary_is_parsed(cells: str) -> None:
    assert glance(sheet(cells), Extent("")) is None


@pytest.mark.parametrize(("last", "rows", "columns"), [("T49999", 49_999, 20), ("ZZ999", 999, 702)])
def test_what_is_not_parsed_keeps_the_limits(last: str, rows: int, columns: int) -> None:
    assert glance(sheet(f'<c r="{last}"/>'), Extent("")) is not None
    assert rows <= MOST_ROWS
    assert rows * columns <= MOST_CELLS


def test_cells_that_are_too_many_to_count_by_their_starts_are_parsed() -> None:
    assert glance(sheet('<c r="A1"/>'), Extent("", MOST_FILLED - 1)) is not None
    assert glance(sheet('<c r="A1"/><c r="B1"/>'), Extent("", MOST_FILLED - 1)) is None
