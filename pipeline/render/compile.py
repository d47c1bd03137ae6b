"""A template's file -> all that its documents share, made once: code for what changes, ready bytes for the rest.

Loads through docxtpl and uses its own patch step for each part, so that the dialect is docxtpl's. Slow, and the only
module besides `by_docxtpl` that needs docxtpl: what it makes is kept on disk (see `store`).
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from docx.oxml import parse_xml
from docx.oxml.shape import CT_Inline
from docx.shared import Emu

from pipeline.render.archive import ONCE, Prepared, member
from pipeline.render.dialect import Dialect, opened
from pipeline.render.pieces import piece_code
from pipeline.render.plan import CORE, DOCUMENT, RELATIONS, TYPES, Plan
from pipeline.render.proof import Proof
from pipeline.render.properties import FILLED, element_of

_SENTINEL: Final = dt.datetime(1901, 1, 1)
_SENTINEL_TEXT: Final = "1901-01-01T00:00:00Z"
_DRAWING_ID: Final = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(")')
_TAG: Final = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_MARKUP: Final = re.compile(r"<[^>]*>")
_DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def compile_template(content: bytes) -> Plan:
    """Raises TemplateError for a file that is no template, and jinja2's errors for one that is wrong."""
    template = opened(content)
    reasons, sources, in_attributes = [], {}, False
    for name, source in _sources(template):
        proof = Proof(source)
        reasons += [f"{name}：{reason}" for reason in proof.reasons]
        in_attributes = in_attributes or proof.in_attributes
        sources[name] = source
    reasons += list(_drawing_reasons(sources[DOCUMENT]))
    sources[CORE] = _core(template)
    codes = {name: piece_code(source, name) for name, source in sources.items()}
    parts = _saved(template)
    reasons += list(_unfilled({name: body for name, body in parts.items() if name not in sources}))
    reasons += list(_unfilled_properties(parts[CORE]))
    static = [member(name, body, ONCE) for name, body in parts.items() if name not in {*sources, RELATIONS, TYPES}]
    prepared = Prepared.of(static)
    return Plan(
        reasons=tuple(reasons),
        codes=codes,
        in_attributes=in_attributes,
        prepared=(prepared.body, prepared.central, prepared.members),
        relations=parts[RELATIONS].decode(),
        types=parts[TYPES].decode(),
        drawing=_drawing(template),
        images=tuple(image.partname.idx for image in template.docx.part.package.image_parts if image.partname.idx),
    )


def _sources(template: Dialect) -> Iterator[tuple[str, str]]:
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
    for part in template.footnotes():
        yield part.partname.lstrip("/"), _DECLARATION + template.patch_xml(template.get_part_xml(part))


def _numbered(source: str) -> str:
    """Drawings of the template's own are numbered with those of the values, as docxtpl numbers them."""
    return _DRAWING_ID.sub(r"\1{{ __next_drawing() }}\2", source)


def _drawing_reasons(source: str) -> Iterator[str]:
    if source.count("<wp:docPr") != len(_DRAWING_ID.findall(source)):
        yield "正文里有没有编号的图形"


def _unfilled(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Tags where docxtpl does not look: they would be printed as they are."""
    for name, body in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            for tag in sorted(set(_TAG.findall(_MARKUP.sub("", body.decode(errors="replace"))))):
                yield f"{name}：{tag} 不会填，docxtpl 不管文档的这一部分"
        elif name.endswith(".rels") and (b"%7B%7B" in body or b"{{" in body):
            yield f"{name}：网址里的标签不会填，docxtpl 不管链接的网址"


def _unfilled_properties(core: bytes) -> Iterator[str]:
    ours = ("__title", "__author", "__moment")
    for element in parse_xml(core):
        name = str(element.tag).rpartition("}")[2]
        if name not in FILLED and _TAG.search(element.text or "") and not any(mark in element.text for mark in ours):
            yield f"文档属性 {name}：{element.text} 不会填，docxtpl 不管这个属性"


def _core(template: Dialect) -> str:
    """The properties part with the activity's properties as names; written to the template in hand."""
    core = template.docx.core_properties
    core.title, core.author, core.last_modified_by = "{{ __title }}", "{{ __author }}", "{{ __author }}"
    core.created = core.modified = _SENTINEL
    core.revision = 1
    for name in FILLED:
        element_of(core, name)  # docxtpl writes these even when they are empty
    part = next(p for p in template.docx.part.package.iter_parts() if p.partname == f"/{CORE}")
    source = str(part.blob.decode()).replace(_SENTINEL_TEXT, "{{ __moment }}")
    return _TAG.sub(lambda tag: html.unescape(tag.group()), source)


def _saved(template: Dialect) -> dict[str, bytes]:
    """The package as python-docx writes it: normalised, unknown parts kept."""
    out = io.BytesIO()
    template.docx.save(out)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}


def _drawing(template: Dialect) -> str:
    """One inline picture as python-docx writes it, with fields where the picture's own facts go."""
    inline = CT_Inline.new_pic_inline(7001, "rId7002", "image.jpg", Emu(7004), Emu(7005))
    text = re.sub(r">\s+<", "><", inline.xml).strip().replace("{", "{{").replace("}", "}}")
    text = text.replace("Picture 7001", f"Picture {template.docx.part.next_id}").replace('id="7001"', 'id="{id}"')
    for mark, name in (("rId7002", "relation"), ("7004", "width"), ("7005", "height")):
        text = text.replace(mark, f"{{{name}}}")
    return f'</w:t></w:r><w:r><w:drawing>{text}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
