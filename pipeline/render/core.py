"""The properties part, docProps/core.xml, read and written by the full names of its elements.

python-docx finds them by prefix, and its prefix `cp` is rebound to other properties as soon as docxtpl is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_IN: Final = {
    _DC: ("creator", "description", "identifier", "language", "subject", "title"),
    _TERMS: ("created", "modified"),
    _CORE: ("category", "contentStatus", "contentType", "keywords", "lastModifiedBy", "lastPrinted", "revision",
            "version"),
}  # fmt: skip
_TAGS: Final = {name: f"{{{namespace}}}{name}" for namespace, names in _IN.items() for name in names}
"""All that the schema allows, each at most once."""


def core_part(template: Any) -> Any:
    """python-docx's part with the properties of a docxtpl template; made where there is none."""
    _ = template.docx.core_properties
    return template.docx.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)


def text_of(template: Any, name: str) -> str:
    """What a property says, empty where it is not there; `name` is its element's, as contentStatus."""
    return core_part(template).element.findtext(_TAGS[name]) or ""


def element_of(template: Any, name: str) -> Any:
    """The element of a property, made where there is none."""
    root = core_part(template).element
    found = root.find(_TAGS[name])
    return etree.SubElement(root, _TAGS[name]) if found is None else found


def stamp(template: Any, values: Mapping[str, str]) -> None:
    """Writes these properties, and drops what the schema does not allow: other elements, and any that come again."""
    root = core_part(template).element
    for element in list(root):
        if element.tag not in _TAGS.values() or element is not root.find(element.tag):
            root.remove(element)
    for name, value in values.items():
        element = element_of(template, name)
        element.text = value
        if name in _IN[_TERMS]:
            # The type's own prefix must be known where it stands.
            fresh = etree.SubElement(root, element.tag, {_TYPE: "dcterms:W3CDTF"}, nsmap={"dcterms": _TERMS})
            fresh.text = value
            root.replace(element, fresh)
