"""A template's file -> all that its documents share, made once: code for what changes, ready bytes for the rest.

Loads through docxtpl and uses its own patch step for each part (see `dialect`). Slow: what it makes is kept on disk
(see `store`).
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from docx.oxml.shape import CT_Inline
from docx.shared import Emu
from lxml import etree

from pipeline.render.archive import Prepared, member
from pipeline.render.core import core_part, element_of, stamp
from pipeline.render.dialect import Dialect, opened
from pipeline.render.pieces import names_in, parsed, piece_code, text_alone
from pipeline.render.plan import TYPES, Plan
from pipeline.render.proof import NEXT_DRAWING, Proof
from pipeline.render.properties import FILLED, stamped

_DRAWING_ID: Final = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(")')
_TAG: Final = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_BRACE: Final = '{{ "{" }}'
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
    main, core = template.docx.part.partname, core_part(template).partname
    document, relations = main.lstrip("/"), main.rels_uri.lstrip("/")
    reasons += list(_drawing_reasons(sources[document]))
    if main.baseURI != "/word":
        reasons.append("正文不在 word 文件夹里")
    sources[core.lstrip("/")] = _core(template)
    trees = {name: parsed(source, name) for name, source in sources.items()}
    names = set().union(*map(names_in, trees.values()))
    codes = {name: text_alone(tree) or piece_code(tree, name) for name, tree in trees.items()}
    parts = _saved(template)
    changing = {*sources, relations, TYPES}
    static = [member(name, body, once=True) for name, body in parts.items() if name not in changing]
    prepared = Prepared.of(static)
    return Plan(
        reasons=tuple(reasons),
        document=document,
        core=core.lstrip("/"),
        codes=codes,
        names=tuple(sorted(names)),
        in_attributes=in_attributes,
        prepared=(prepared.body, prepared.central, prepared.members),
        relations_name=relations,
        relations=parts[relations].decode(),
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
    name = document.partname.lstrip("/")
    yield name, _DECLARATION + whole[:start] + "<w:body" + _numbered(inner[inner.index(">") :]) + "</w:document>"
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield part.partname.lstrip("/"), _DECLARATION + template.patch_xml(template.get_part_xml(part))
    for part in template.footnotes():
        yield part.partname.lstrip("/"), _DECLARATION + template.patch_xml(template.get_part_xml(part))


def _numbered(source: str) -> str:
    """Drawings of the template's own are numbered with those of the values, as docxtpl numbers them."""
    return _DRAWING_ID.sub(rf"\1{NEXT_DRAWING}\2", source)


def _drawing_reasons(source: str) -> Iterator[str]:
    if source.count("<wp:docPr") != len(_DRAWING_ID.findall(source)):
        yield "正文里有没有编号的图形"


def _core(template: Dialect) -> str:
    """The properties part with the activity's properties as names; written to the template in hand."""
    stamp(template, stamped("{{ __title }}", "{{ __author }}", "{{ __moment }}"))
    for name in FILLED:
        element_of(template, name)  # docxtpl writes these even when they are empty
    root = core_part(template).element
    filled = {*FILLED, *stamped("", "", "")}
    for element in root:
        if etree.QName(element).localname not in filled and element.text:
            # What docxtpl does not fill stays as it is, also where it reads like a tag.
            element.text = element.text.replace("{", _BRACE)
    source = etree.tostring(root, encoding="UTF-8", standalone=True).decode()
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
