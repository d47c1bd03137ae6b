"""An empty document that holds nothing but our styles, and the bytes of a finished one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable

from docx import Document as new_document
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.rel import Relationships
from docx.oxml.xmlchemy import BaseOxmlElement

from templates.markup import elements
from templates.styles import styles_xml

BIRTHDAY = dt.datetime(2026, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
KEPT = {REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES, REL.STYLES, REL.SETTINGS}

_SETTINGS = (
    '<w:zoom w:percent="100"/>',
    '<w:defaultTabStop w:val="420"/>',
    '<w:characterSpacingControl w:val="compressPunctuation"/>',
    "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:val="15" '
    'w:uri="http://schemas.microsoft.com/office/word"/>'
    "</w:compat>",
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    '<w:decimalSymbol w:val="."/>',
    '<w:listSeparator w:val=","/>',
)


def empty_document(title: str) -> Document:
    """A document with our styles and settings; `title` goes into the file's properties."""
    document = new_document()
    _drop_ballast(document.part.rels)
    _drop_ballast(document.part.package.rels)
    _replace_children(document.styles.element, styles_xml())
    _replace_children(document.settings.element, _SETTINGS)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = BIRTHDAY
    properties.last_modified_by, properties.revision = "", 1
    return document


def packed(document: Document) -> bytes:
    """The document's bytes: parts sorted, times fixed, and not deflated, since zlibs differ."""
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
        for name in sorted(source.namelist()):
            part = zipfile.ZipInfo(name, ZIP_TIME)
            part.create_system = 0
            target.writestr(part, source.read(name))
    return result.getvalue()


def _drop_ballast(relationships: Relationships) -> None:
    for key in [key for key, relationship in relationships.items() if relationship.reltype not in KEPT]:
        del relationships[key]


def _replace_children(element: BaseOxmlElement, xml: Iterable[str]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(elements("".join(xml)))
