"""A template's file -> all that its documents share, made once: code for what changes, ready bytes for the rest.

Loads through docxtpl and uses its own patch step for each part, so that the dialect is docxtpl's. Slow, and the only
module besides `by_docxtpl` that needs docxtpl: what it makes is kept on disk (see `store`).
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from docx.oxml.shape import CT_Inline
from docx.shared import Emu
from docxtpl import DocxTemplate

from pipeline.render.archive import Prepared, member
from pipeline.render.environment import environment
from pipeline.render.plan import CORE, DOCUMENT, RELATIONS, TYPES, Plan
from pipeline.render.proof import Proof

_FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SENTINEL: Final = dt.datetime(1901, 1, 1)
_SENTINEL_TEXT: Final = "1901-01-01T00:00:00Z"
_DRAWING_ID: Final = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*(")')
_DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def compile_template(content: bytes) -> Plan:
    """Raises what docxtpl, python-docx or jinja2 raise for a file that is no template."""
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    reasons, sources, in_attributes = [], {}, False
    for name, source in _sources(template):
        proof = Proof(source)
        reasons += [f"{name}：{reason}" for reason in proof.reasons]
        in_attributes = in_attributes or proof.in_attributes
        sources[name] = source
    reasons += list(_other_reasons(template))
    sources[CORE] = _core(template)
    codes = {name: environment().compile(source, name, name) for name, source in sources.items()}
    parts = _saved(template)
    static = [member(name, body) for name, body in parts.items() if name not in {*sources, RELATIONS, TYPES}]
    prepared = Prepared.of(static)
    return Plan(
        reasons=tuple(reasons),
        codes=codes,
        in_attributes=in_attributes,
        prepared=(prepared.body, prepared.central, prepared.count),
        relations=parts[RELATIONS].decode(),
        types=parts[TYPES].decode(),
        drawing=_drawing(template),
    )


def _sources(template: DocxTemplate) -> Iterator[tuple[str, str]]:
    """Each part that docxtpl renders, patched by it."""
    document = template.docx.part
    whole = template.xml_to_string(document.element)
    body = template.get_xml()
    inner = template.patch_xml(body)
    start = whole.index("<w:body")
    # The body alone repeats the namespaces of the document around it.
    yield DOCUMENT, _DECLARATION + whole[:start] + "<w:body" + _numbered(inner[inner.index(">") :]) + "</w:document>"
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield part.partname.lstrip("/"), _DECLARATION + template.patch_xml(template.get_part_xml(part))
    for part in document.package.iter_parts():
        if part.content_type == _FOOTNOTES:
            yield part.partname.lstrip("/"), template.patch_xml(part.blob.decode())


def _numbered(source: str) -> str:
    """Drawings of the template's own are numbered with those of the values, as docxtpl numbers them."""
    return _DRAWING_ID.sub(r"\1{{ __next_drawing() }}\2", source)


def _other_reasons(template: DocxTemplate) -> Iterator[str]:
    core = template.docx.core_properties
    for name in ("category", "content_status", "keywords", "version"):
        if "{{" in str(getattr(core, name)) or "{%" in str(getattr(core, name)):
            yield f"文档属性 {name} 里有标签"


def _core(template: DocxTemplate) -> str:
    """The properties part with the activity's properties as names; written to the template in hand."""
    core = template.docx.core_properties
    core.title, core.author, core.last_modified_by = "{{ __title }}", "{{ __author }}", "{{ __author }}"
    core.created = core.modified = _SENTINEL
    core.revision = 1
    for name in ("comments", "identifier", "language", "subject"):
        setattr(core, name, getattr(core, name))  # docxtpl writes these even when they are empty
    part = next(p for p in template.docx.part.package.iter_parts() if p.partname == f"/{CORE}")
    return str(part.blob.decode()).replace(_SENTINEL_TEXT, "{{ __moment }}")


def _saved(template: DocxTemplate) -> dict[str, bytes]:
    """The package as python-docx writes it: normalised, unknown parts kept."""
    out = io.BytesIO()
    template.docx.save(out)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}


def _drawing(template: DocxTemplate) -> str:
    """One inline picture as python-docx writes it, with fields where the picture's own facts go."""
    inline = CT_Inline.new_pic_inline(7001, "rId7002", "image.jpg", Emu(7004), Emu(7005))
    text = re.sub(r">\s+<", "><", inline.xml).strip().replace("{", "{{").replace("}", "}}")
    text = text.replace("Picture 7001", f"Picture {template.docx.part.next_id}").replace('id="7001"', 'id="{id}"')
    for mark, name in (("rId7002", "relation"), ("7004", "width"), ("7005", "height")):
        text = text.replace(mark, f"{{{name}}}")
    return f'</w:t></w:r><w:r><w:drawing>{text}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
