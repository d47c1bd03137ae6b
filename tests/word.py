"""Templates for tests, in memory: text in every place where Word can hold some."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_SEPARATORS = "".join(f'<w:{{0}}note w:type="separator" w:id="{number}"><w:p/></w:{{0}}note>' for number in (-1, 0))


def word(
    *paragraphs: str | Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    header: str = "",
    footer: str = "",
    footnotes: Sequence[str] = (),
    endnotes: Sequence[str] = (),
    **properties: str,
) -> bytes:
    """A .docx; a paragraph of several texts has a run for each. The table comes behind the paragraphs."""
    document = Document()
    for texts in paragraphs:
        paragraph = document.add_paragraph()
        for text in [texts] if isinstance(texts, str) else texts:
            paragraph.add_run(text)
    if rows:
        fill(document.add_table(len(rows), max(len(row) for row in rows)), rows)
    section = document.sections[0]
    if header:
        section.header.paragraphs[0].text = header
    if footer:
        section.footer.paragraphs[0].text = footer
    if footnotes:
        _add_notes(document, "foot", footnotes)
    if endnotes:
        _add_notes(document, "end", endnotes)
    for name, value in properties.items():
        if name == "keywords":  # python-docx would write it in the namespace that docxtpl's import has rebound
            root = document.core_properties._element
            for old in root.findall(f"{{{_CORE}}}{name}"):
                root.remove(old)
            root.append(parse_xml(f'<k:keywords xmlns:k="{_CORE}">{value}</k:keywords>'))
        else:
            setattr(document.core_properties, name, value)
    return saved(document)


def fill(table: Any, rows: Sequence[Sequence[str]]) -> None:
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=False):
            cell.text = text


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_box(text: str) -> bytes:
    """A text box in the second paragraph, kept twice as Word keeps it: as a drawing, and for older programs."""
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    parts = parts_of(word("前", "框"))
    body = parts["word/document.xml"].decode()
    body = body.replace("框</w:t>", f"框</w:t><mc:AlternateContent {space}>{both}</mc:AlternateContent>")
    return with_parts(parts | {"word/document.xml": body.encode()})


def without(content: bytes, part: str) -> bytes:
    return with_parts({name: body for name, body in parts_of(content).items() if name != part})


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return out.getvalue()


def _add_notes(document: Any, kind: str, texts: Sequence[str]) -> None:
    notes = "".join(
        f'<w:{kind}note w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}note>'
        for number, text in enumerate(texts, 1)
    )
    blob = f'<w:{kind}notes xmlns:w="{_MAIN}">{_SEPARATORS.format(kind)}{notes}</w:{kind}notes>'.encode()
    content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}notes+xml"
    part = Part(PackURI(f"/word/{kind}notes.xml"), content_type, blob, document.part.package)
    relation = RELATIONSHIP_TYPE.FOOTNOTES if kind == "foot" else RELATIONSHIP_TYPE.ENDNOTES
    document.part.relate_to(part, relation)
