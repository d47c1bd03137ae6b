"""Which sheets a workbook lists, and in which part each lies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection

import pytest

from pipeline.forms.survey.facts import Unsound
from pipeline.forms.survey.sheet_parts import SheetParts, sheet_parts
from pipeline.forms.survey.xml_parts import XmlParts

RELATIONS = (
    '<Relationships><Relationship Id="a" Target="/xl/worksheets/Sheet1.xml"/>'
    '<Relationship Id="b" Target="worksheets/sheet2.xml"/></Relationships>'
)
SHEETS = '<sheets><sheet name="党费" r:id="b"/><sheet name="A&amp;B" r:id="a"/><sheet name="图" r:id="c"/></sheets>'


def listed(parts: Collection[str], *, properties: str = "", relations: str = RELATIONS) -> SheetParts:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", f"<workbook>{properties}{SHEETS}</workbook>")
        for part in parts:
            package.writestr(part, relations if part.endswith(".rels") else "<worksheet/>")
    return sheet_parts(XmlParts(zipfile.ZipFile(out)))


FIRST, SECOND, LIST = "xl/worksheets/Sheet1.xml", "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"


def test_a_sheet_lies_where_the_relations_say() -> None:
    assert [*listed([LIST, FIRST, SECOND]).of.items()] == [("党费", SECOND), ("A&B", FIRST.lower())]


def test_a_sheet_without_its_part_is_none_though_the_lists_are_known() -> None:
    for there in ([FIRST, SECOND], [FIRST], [SECOND], [FIRST, SECOND]):
        assert {*listed([LIST, *there]).of.values()} == {part.lower() for part in there}


@pytest.mark.parametrize(
    ("properties", "is_1904"),
    [("", False), ('<workbookPr date1904="1"/>', True), ('<workbookPr date1904="0"/>', False)],
)
def test_days_count_from_1904_where_it_says_so(properties: str, *, is_1904: bool) -> None:
    assert listed([LIST, FIRST], properties=properties).is_1904 is is_1904


def test_lists_that_are_long_are_read_as_well() -> None:
    long = f"<workbookPr/><!--{'x' * 40_000}-->"
    assert listed([LIST, FIRST, SECOND], properties=long) == listed([LIST, FIRST, SECOND])


def test_a_workbook_without_a_list_of_parts_is_unsound() -> None:
    with pytest.raises(Unsound):
        listed([FIRST])
    with pytest.raises(Unsound):
        listed([LIST, FIRST], relations="<!DOCTYPE a><a/>")
