"""Templates out of a few words of WordprocessingML."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

from docx import Document
from docx.document import Document as Docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from lxml import etree

_MORE: Final = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMES: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in (nsmap | _MORE).items() if prefix != "xml")
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC: Final = "http://purl.org/dc/elements/1.1/"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Edit = Callable[[Docx], None]


def template(body: str, *edits: Edit) -> bytes:
    """A .docx with this body; `edits` see the document before it is saved."""
    doc = Document()
    root = doc.element.body
    for old in list(root)[:-1]:
        root.remove(old)
    for place, new in enumerate(list(parse_xml(f"<w:body {NAMES}>{body}</w:body>"))):
        root.insert(place, new)
    for edit in edits:
        edit(doc)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def para(*texts: str) -> str:
    """One paragraph; each text is a run."""
    return f"<w:p>{''.join(run(text) for text in texts)}</w:p>"


def paras(*texts: str) -> str:
    return "".join(para(text) for text in texts)


def cell(content: str, properties: str = "") -> str:
    """`content` is text, or ready XML."""
    inner = content if content.startswith("<") else para(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def row(*contents: str) -> str:
    return f"<w:tr>{''.join(each if each.startswith('<w:tc>') else cell(each) for each in contents)}</w:tr>"


def table(*rows: tuple[str, ...], columns: int = 0) -> str:
    grid = '<w:gridCol w:w="900"/>' * (columns or max(len(each) for each in rows))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(row(*each) for each in rows)}</w:tbl>"


def text_box(inner: str, behind: str = "") -> str:
    """As Word writes one: twice, for itself and for older readers."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="4" name="框"/><a:graphic>'
        f'<a:graphicData uri="wps">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    return (
        f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{behind}</w:p>"
    )


def drawing(attributes: str) -> str:
    """A drawing of the template's own in a paragraph."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr {attributes}/><a:graphic>'
        '<a:graphicData uri="x"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def part(name: str, kind: str, xml: str, encoding: str = "utf-8") -> Edit:
    """One more part of Word's, such as footnotes, related to the document."""
    head = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}' standalone='yes'?>\n"
    body = xml.replace(f"<w:{kind}>", f"<w:{kind} {NAMES}>")

    def add(doc: Docx) -> None:
        blob = (head + body).encode(encoding)
        new = Part(PackURI(f"/word/{name}.xml"), f"{_WORD}.{kind}+xml", blob, doc.part.package)
        doc.part.relate_to(new, f"{OFFICE}/{kind}")

    return add


def notes(kind: str, text: str, encoding: str = "utf-8") -> Edit:
    """`kind` is footnote or endnote."""
    xml = f'<w:{kind}s><w:{kind} w:id="2">{para(text)}</w:{kind}></w:{kind}s>'
    return part(f"{kind}s", f"{kind}s", xml, encoding)


def header(text: str, footer: str = "") -> Edit:
    def write(doc: Docx) -> None:
        doc.sections[0].header.paragraphs[0].text = text
        doc.sections[0].footer.paragraphs[0].text = footer

    return write


def properties(**values: str) -> Edit:
    """By the names of the XML's elements."""

    def write(doc: Docx) -> None:
        root = doc.core_properties._element
        for name, value in values.items():
            space = _CORE if name in ("category", "contentStatus", "keywords", "version") else _DC
            for old in root.findall(f"{{{space}}}{name}"):
                root.remove(old)
            etree.SubElement(root, f"{{{space}}}{name}").text = value

    return write
