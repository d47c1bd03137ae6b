"""The parts of a zipped workbook: what was packed, and nothing where the directory lies about it."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from pipeline.forms.survey.xml_parts import Attributes, XmlParts

PART = "xl/工作表.xml"
XML = "<sheet>" + "".join(f'<c r="A{number}">冯伟</c>' for number in range(1, 400)) + "</sheet>"
LARGE = f"<sheet>{XML * 60}</sheet>"
DIRECTORY = b"PK\x01\x02"
CRC, SIZE, OFFSET, NAME = 16, 24, 42, 46
"""Where a line of the directory has what it promises of its part."""


def packed(xml: str, method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        package.writestr("mimetype", "x")
        package.writestr(PART, xml)
    return bytearray(out.getvalue())


def cells(content: bytes | bytearray) -> list[str]:
    """The addresses that the part's elements have."""
    told: list[str] = []

    def element(name: str, attributes: Attributes) -> None:
        told.extend(attributes.values())

    XmlParts(zipfile.ZipFile(io.BytesIO(content))).parse(PART, element)
    return told


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_is_what_was_packed(method: int) -> None:
    parts = XmlParts(zipfile.ZipFile(io.BytesIO(packed(XML, method))))
    assert parts.small(PART) == XML.encode()
    assert cells(packed(XML, method)) == [f"A{number}" for number in range(1, 400)]
    assert cells(packed(LARGE, method)) == cells(packed(XML, method)) * 60


def test_what_stands_before_the_zip_does_not_matter() -> None:
    assert XmlParts(zipfile.ZipFile(io.BytesIO(b"before" + packed(XML)))).small(PART) == XML.encode()


@pytest.mark.parametrize("field", [CRC, SIZE, OFFSET])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_that_is_not_what_the_directory_promises_is_none(field: int, method: int) -> None:
    content = packed(XML, method)
    content[content.rindex(DIRECTORY) + field] -= 1
    parts = XmlParts(zipfile.ZipFile(io.BytesIO(content)))
    with pytest.raises(zipfile.BadZipFile):
        parts.small(PART)
    with pytest.raises(zipfile.BadZipFile):
        cells(content)


def test_a_part_of_another_name_than_the_directory_has_is_none() -> None:
    content = packed(XML)
    content[content.rindex(DIRECTORY) + NAME] = ord("y")
    with pytest.raises(zipfile.BadZipFile):
        XmlParts(zipfile.ZipFile(io.BytesIO(content))).small("y" + PART[1:])


def test_a_part_that_was_overwritten_is_none() -> None:
    content = packed(XML)
    start = content.index(PART.encode()) + len(PART.encode())
    content[start : start + 200] = bytes(200)
    with pytest.raises((zipfile.BadZipFile, zlib.error)):
        XmlParts(zipfile.ZipFile(io.BytesIO(content))).small(PART)
