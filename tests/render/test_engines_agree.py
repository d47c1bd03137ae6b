"""A family of templates that uses the whole dialect, through both ways: each part is the same XML."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import make_photo
from docx import Document
from docx.document import Document as Docx
from docxtpl import Listing, RichText
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.render.by_docxtpl import render_by_docxtpl
from pipeline.render.pictures import PictureShop, printed_size
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

PROPERTIES = Properties("标题 <&>", "支部", dt.date(2026, 3, 20))
ROWS = [{"姓名": "A<B", "数": 1, "items": "x"}, {"姓名": "R&D", "数": 2, "items": "y"}]

Build = Callable[[Docx], None]


def table(doc: Docx, *rows: tuple[str, ...]) -> None:
    made = doc.add_table(rows=0, cols=max(len(row) for row in rows))
    for row in rows:
        cells = made.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text


def each_row(doc: Docx) -> None:
    table(doc, ("姓名", "数"), ("{%tr for 人 in 表 %}", ""), ("{{ 人.姓名 }}", "{{ 人.数 }}"), ("{%tr endfor %}", ""))


def each_cell(doc: Docx) -> None:
    table(doc, ("名", "{%tc for 人 in 表 %}", "{{ 人.姓名 }}", "{%tc endfor %}"))


def conditional_paragraphs(doc: Docx) -> None:
    for text in ("{%p if 有 %}", "有：{{ 值 }}", "{%p else %}", "无", "{%p endif %}", "{%p for 人 in 表 %}"):
        doc.add_paragraph(text)
    doc.add_paragraph("{{ 人.姓名 }}{% if not loop.last %}、{% endif %}")
    doc.add_paragraph("{%p endfor %}")


def conditional_runs(doc: Docx) -> None:
    paragraph = doc.add_paragraph("前 ")
    for text in ("{%r if 有 %}", "{{ 值 }}", "{%r endif %}", " 后"):
        paragraph.add_run(text).bold = True


def split_tags(doc: Docx) -> None:
    paragraph = doc.add_paragraph("")
    for part in ("{", "{ ", "值", " }", "} 与 {% i", "f 有 %}“是”{% endif %}"):
        paragraph.add_run(part)


def dashes_and_quotes(doc: Docx) -> None:
    doc.add_paragraph("一{% if 有 == ‘是’ or 有 %}二")
    doc.add_paragraph("{%- endif -%}")
    doc.add_paragraph("三 {{ 值 }}")


def cell_background(doc: Docx) -> None:
    table(doc, ("{% cellbg '00FF00' %}{{ 值 }}", "x"), ("a", "b"))


def cell_span(doc: Docx) -> None:
    table(doc, ("{% colspan 表|length %}{{ 值 }}", "x"), ("a", "b"))


def merged_down(doc: Docx) -> None:
    table(doc, ("{%tr for 人 in 表 %}", ""), ("{% vm %}{{ 值 }}", "{{ 人.姓名 }}"), ("{%tr endfor %}", ""))


def merged_across(doc: Docx) -> None:
    table(doc, ("{%tc for 人 in 表 %}", "{% hm %}{{ 值 }}", "{%tc endfor %}"))


def nested_table(doc: Docx) -> None:
    outer = doc.add_table(rows=1, cols=1)
    inner = outer.cell(0, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "{{ 值 }}"


def header_and_footer(doc: Docx) -> None:
    section = doc.sections[0]
    section.header.paragraphs[0].text = "{% if 有 %}{{ 值 }}{% endif %}"
    section.footer.paragraphs[0].text = "{{ 表|length }} 人"
    doc.add_paragraph("正文")


def own_escapes(doc: Docx) -> None:
    doc.add_paragraph("{_{ 原样 }_} {{ 值 }}")


def two_pictures(doc: Docx) -> None:
    for text in ("{{ 图 }}", "前{{ 图 }}后", "{{ 值 }}"):
        doc.add_paragraph(text)


def entry_named_items(doc: Docx) -> None:
    doc.add_paragraph("{% for 人 in 表 %}{{ 人.items }}{% endfor %}")


def set_and_filters(doc: Docx) -> None:
    doc.add_paragraph("{% set 名 = 值|upper %}{{ 名 }} {{ 表|map(attribute='姓名')|join('、') }}")


FAMILY: dict[str, Build] = {build.__name__: build for build in (
    each_row, each_cell, conditional_paragraphs, conditional_runs, split_tags, dashes_and_quotes, cell_background,
    cell_span, merged_down, merged_across, nested_table, header_and_footer, own_escapes, two_pictures,
    entry_named_items, set_and_filters,
)}  # fmt: skip

FAST = {
    "each_row", "conditional_paragraphs", "conditional_runs", "split_tags", "dashes_and_quotes", "cell_background",
    "header_and_footer", "two_pictures", "entry_named_items", "set_and_filters",
}  # fmt: skip
"""Those that text alone can do; the others take docxtpl's way, and say why."""


class Both:
    """One template of the family, through the renderer and through docxtpl."""

    def __init__(self, folder: Path, name: str) -> None:
        doc = Document()
        FAMILY[name](doc)
        doc.save(str(folder / "t.docx"))
        photo = make_photo(folder / "a.jpg", size=(400, 300)).read_bytes()
        self.picture = Picture(digest_of(photo))
        shop = PictureShop({self.picture.digest: photo}.__getitem__, folder / "cache")
        self.renderer = Renderer(folder, shop, PlanStore(folder / "plans"))
        self._content = (folder / "t.docx").read_bytes()
        self._shop = shop

    def agree(self, **values: Any) -> None:
        context = {"值": "x", "有": True, "表": ROWS, "图": self.picture} | values
        ours = parts(self.renderer.render("t.docx", context, PROPERTIES))
        theirs = parts(render_by_docxtpl(self._content, context, PROPERTIES, self._prepare))
        assert ours == theirs

    def _prepare(self, picture: Picture) -> tuple[bytes, float, float]:
        content = self._shop.prepared(picture)
        return content, *printed_size(content, picture)


def parts(content: bytes) -> dict[str, bytes]:
    """Every part by name: XML canonical, without the white space between elements that hold no text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: canonical(name, package.read(name)) for name in package.namelist()}


def canonical(name: str, body: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return body
    root = etree.fromstring(body)
    for element in root.iter():
        if len(element) and element.text and not element.text.strip():
            element.text = None
        if element.tail and not element.tail.strip() and not element.tag.endswith(("}t", "}instrText")):
            element.tail = None
    return bytes(etree.tostring(root, method="c14n"))


@pytest.fixture(params=sorted(FAMILY))
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Both:
    return Both(tmp_path, request.param)


def test_ordinary_values(both: Both) -> None:
    both.agree()


def test_empty_values(both: Both) -> None:
    both.agree(值="", 有=False, 表=ROWS[:1])


@pytest.mark.parametrize(
    "text",
    [
        "<",
        "&",
        "]]>",
        "{{",
        "}}",
        "{_{",
        "%_}",
        "\"'",
        "a\tb",
        "一\n二\n\n三",
        " 前后 ",
        "😀𬱖",
        "&amp;",
        "</w:t>",
    ],
)
def test_hostile_values(both: Both, text: str) -> None:
    both.agree(值=text, 表=[{"姓名": text, "数": 3, "items": text}])


@pytest.mark.parametrize("value", [RichText("粗 <x>", bold=True), Listing("一\n二 & 三")])
def test_docxtpl_s_own_values(value: Any, tmp_path: Path) -> None:
    Both(tmp_path, "conditional_paragraphs").agree(值=value)


def test_which_way_is_told(both: Both, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["both"]
    assert (name in FAST) == (both.renderer.reasons("t.docx") == ())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "姓名": st.text(
                    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
                    max_size=8,
                ),
                "数": st.integers(0, 999),
            }
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_any_rows(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], there: bool) -> None:
    Both(tmp_path_factory.mktemp("any"), "each_row").agree(表=rows, 有=there)


def test_a_compiled_template_is_kept(tmp_path: Path) -> None:
    first = Both(tmp_path, "each_row")
    first.agree()
    (kept,) = (tmp_path / "plans").iterdir()
    before = kept.stat().st_mtime_ns
    Both(tmp_path, "each_row").agree()
    assert kept.stat().st_mtime_ns == before
    kept.write_bytes(b"rubbish")
    Both(tmp_path, "each_row").agree()


def test_parts_are_the_template_s(tmp_path: Path) -> None:
    both = Both(tmp_path, "header_and_footer")
    made = parts(both.renderer.render("t.docx", {"值": "x", "有": True, "表": ROWS}, PROPERTIES))
    assert {name for name in made if re.search(r"header\d|footer\d", name)} == {"word/header1.xml", "word/footer1.xml"}
