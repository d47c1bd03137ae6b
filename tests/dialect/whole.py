"""The family's templates about what lies around the text: headers, notes, properties, pictures, other parts."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from builders import tiny_png
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from dialect.build import OFFICE, drawing, header, notes, para, paras, properties, table, template
from dialect.sample import Sample

_BODY: Final = para("{{ 值 }}")


def _sections(doc: Docx) -> None:
    """Three sections: first and even pages have headers of their own; the last one's is not linked."""
    doc.settings.odd_and_even_pages_header_footer = True
    first = doc.sections[0]
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "首页 {{ 值 }}"
    first.even_page_footer.paragraphs[0].text = "{% for 人 in 表 %}{{ 人.姓名 }} {% endfor %}"
    first.header.paragraphs[0].text = "{% if 有 %}{{ 值 }}{% else %}无{% endif %}"
    doc.add_section(WD_SECTION.NEW_PAGE)
    last = doc.add_section(WD_SECTION.ODD_PAGE)
    last.header.is_linked_to_previous = False
    last.header.paragraphs[0].text = "{{ 表|length }} 人"


def _logo(doc: Docx) -> None:
    doc.add_picture(io.BytesIO(tiny_png()))
    doc.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(tiny_png(90)))


def _table_in_header(doc: Docx) -> None:
    made = doc.sections[0].header.add_table(1, 2, 1000000)
    made.cell(0, 0).text, made.cell(0, 1).text = "{{ 值 }}", "{% if 有 %}有{% endif %}"


def _link(doc: Docx) -> None:
    doc.part.relate_to("http://例子/{{ 值 }}", f"{OFFICE}/hyperlink", is_external=True)


def _custom(doc: Docx) -> None:
    package = doc.part.package
    kinds = {"/customXml/item9.xml": "customXml", "/docProps/custom.xml": "custom-properties"}
    for name, kind in kinds.items():
        new = Part(PackURI(name), "application/xml", "<资料>{{ 不动 }}</资料>".encode(), package)
        (package if kind == "custom-properties" else doc.part).relate_to(new, f"{OFFICE}/{kind}")


WHOLE: Final = {
    "header_and_footer": Sample(template(_BODY, header("{% if 有 %}{{ 值 }}{% endif %}", "{{ 表|length }} 人"))),
    "table_in_header": Sample(template(_BODY, _table_in_header)),
    "sections": Sample(template(_BODY, _sections)),
    "footnotes": Sample(template(_BODY, notes("footnote", "注 {{ 值 }}{% if 有 %}！{% endif %}"))),
    "footnotes_with_bom": Sample(template(_BODY, notes("footnote", "注 {{ 值 }}", "utf-8-sig"))),
    "endnotes": Sample(template(_BODY, notes("endnote", "注 {{ 值 }}"))),
    "endnotes_without_tags": Sample(template(_BODY, notes("endnote", "注"))),
    "link_to_a_tag": Sample(template(_BODY, _link)),
    "properties": Sample(
        template(_BODY, properties(subject="{{ 表|length }}", description="{% if 1 < 2 %}二{% endif %} & <"))
    ),
    "keywords": Sample(template(_BODY, properties(keywords="{{ 值 }}", category="类"))),
    "custom_xml": Sample(template(_BODY, _custom)),
    "pictures": Sample(template(paras("{{ 图 }}", "前{{ 图 }}后{{ 另图 }}", "{{ 值 }}"))),
    "pictures_in_a_table": Sample(template(table(("{{ 图 }}", "{{ 值 }}"), ("{{ 另图 }}", "{{ 图 }}")))),
    "pictures_beside_a_logo": Sample(template(paras("{{ 图 }}", "{{ 值 }}"), _logo)),
    "pictures_in_a_loop": Sample(
        template(paras("{%p for 人 in 表 %}", "{{ 图 }}") + drawing('id="3" name="章"') + paras("{%p endfor %}"))
    ),
    "picture_in_header": Sample(template(_BODY + para("{{ 另图 }}"), header("{{ 图 }}"))),
    "from_libreoffice": Sample((Path(__file__).parent / "libreoffice.docx").read_bytes()),
    "drawing": Sample(template(drawing('id="9" name="甲" descr="{{ 值 }}"') + drawing('id="9" name="乙"'))),
    "drawing_without_number": Sample(template(drawing('name="甲"') + _BODY), "没有编号"),
}
