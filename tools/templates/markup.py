"""WordprocessingML as text: read it, escape it, append it, and measure it in twips."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement


def elements(xml: str) -> list[BaseOxmlElement]:
    """The elements that `xml` spells; the prefix `w` is known."""
    return list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"))


def paragraph_xml(text: str, style: str, extra: str = "") -> str:
    """One paragraph of one run, so that a tag is never torn; `extra` goes into its properties."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{run}</w:p>'


def append(document: Document, xml: str) -> None:
    """Put `xml` at the end of the document's body, before its section properties."""
    end = document.element.body.sectPr
    for element in elements(xml):
        end.addprevious(element)


def write(document: Document, text: str, style: str, extra: str = "") -> None:
    append(document, paragraph_xml(text, style, extra))


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
