"""docxtpl's own values; what no template may hold; and where we differ from docxtpl because it loses or spoils text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import tiny_png
from dialect.build import drawing, header, notes, para, paras, properties, table, template, text_box
from dialect.engines import PROPERTIES, Bench, canonical
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText
from docxtpl.richtext import RichTextParagraph

from pipeline.errors import TemplateError
from pipeline.render.bound import Bound
from pipeline.render.properties import Properties

BODY = para("前{{ 值 }}后")
WAYS = [BODY, BODY + para("{% raw %}{% endraw %}")]
"""Text alone, and docxtpl's."""


def words(part: bytes) -> str:
    """All text of a part, line breaks and tabs as such."""
    text = re.sub(r"<w:br/>|</w:p>", "\n", part.decode()).replace("<w:tab/>", "\t")
    return re.sub(r"<[^>]*>", "", text).strip()


def link(document: DocxTemplate) -> RichText:
    rich = RichText("网址 ")
    rich.add("这里", url_id=document.build_url_id("http://例子/"), color="#0000ff")
    return rich


def new_part(document: DocxTemplate) -> Any:
    made = document.new_subdoc()
    made.add_paragraph("段 <1> & ]]>")
    made.add_picture(io.BytesIO(tiny_png()), width=Mm(20))
    made.add_table(1, 2).cell(0, 0).text = "格"
    return made


def part_of_a_file(document: DocxTemplate) -> Any:
    file = io.BytesIO()
    inner = Document()
    inner.add_heading("标题", 1)
    inner.add_paragraph("第一", style="List Number")
    inner.add_picture(io.BytesIO(tiny_png(90)))
    inner.save(file)
    return document.new_subdoc(file)


OWN: dict[str, tuple[str, Callable[[DocxTemplate], Any]]] = {
    "rich": (para("{{r 值 }}"), lambda _: RichText("粗 <x> & ]]>", bold=True, style="Strong", font="eastAsia:仿宋")),
    "rich in a run": (para("前{{ 值 }}"), lambda _: RichText("一\n二\t三")),
    "rich in a table": (table(("{{r 值 }}", "{{ 值 }}")), lambda _: RichText("格", italic=True, underline=True)),
    "rich link": (para("{{r 值 }}"), link),
    "rich paragraph": (para("{{p 值 }}") + para("末"), lambda _: RichTextParagraph("段", parastyle="Heading1")),
    "listing": (para("前{{ 值 }}后"), lambda _: Listing("一\n二 & <三>\t四\a新段\f新页")),
    "image": (para("{{ 值 }}"), lambda it: InlineImage(it, io.BytesIO(tiny_png()), width=Mm(9))),
    "image with a link": (para("{{ 值 }}"), lambda it: InlineImage(it, io.BytesIO(tiny_png()), anchor="http://例子/")),
    "image in a table": (table(("{{ 值 }}", "{{ 值 }}")), lambda it: InlineImage(it, io.BytesIO(tiny_png()))),
    "sub-document": (para("{{p 值 }}") + para("末"), new_part),
    "sub-document of a file": (para("{{p 值 }}") + para("末"), part_of_a_file),
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_docxtpl_s_own_values(name: str, tmp_path: Path) -> None:
    body, make = OWN[name]
    content = template(body)
    document = DocxTemplate(io.BytesIO(content))
    document.init_docx()
    document.render({"值": make(document)}, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    ours = Bench(tmp_path, content).ours({"值": Bound(make)})
    with zipfile.ZipFile(out) as package:
        theirs = {each: package.read(each) for each in package.namelist()}
    assert sorted(ours) == sorted(theirs)
    for each, part in theirs.items():
        assert canonical(each, ours[each]) == canonical(each, part), each


def test_a_value_of_another_document(tmp_path: Path) -> None:
    other = DocxTemplate(io.BytesIO(template(BODY)))
    bench = Bench(tmp_path, template(BODY))
    image = InlineImage(other, io.BytesIO(tiny_png()))
    assert "word/media/image1.png" in bench.ours({"值": image})
    for value in (new_part(other), link(other)):
        with pytest.raises(TemplateError):
            bench.ours({"值": value})


@pytest.mark.parametrize(("expression", "text"), [
    ("值 ~ '起'", "2026年3月20日起"), ("'%s' % 值", "2026年3月20日"), ("'{}'.format(值)", "2026年3月20日"),
    ("'%s'|format(值)", "2026年3月20日"), ("[值]|join", "2026年3月20日"), ("'x' ~ 甲", "xR&amp;D"),
    ("'%s' % 甲", "R&amp;D"),
])  # fmt: skip
@pytest.mark.parametrize("way", ["", "{% raw %}{% endraw %}"])
def test_a_value_in_a_text(expression: str, text: str, way: str, tmp_path: Path) -> None:
    made = Bench(tmp_path, template(para(f"{{{{ {expression} }}}}{way}"))).ours(
        {"值": dt.date(2026, 3, 20), "甲": "R&D"}
    )
    assert words(made["word/document.xml"]) == text


@pytest.mark.parametrize("expression", ["图 ~ '一'", "值 ~ '一'", "'%s' % 图", "'{}'.format(值)", "日 + '起'"])
@pytest.mark.parametrize("way", ["", "{% raw %}{% endraw %}"])
def test_no_picture_or_rich_text_in_a_text(expression: str, way: str, tmp_path: Path) -> None:
    bench = Bench(tmp_path, template(para(f"{{{{ {expression} }}}}{way}")))
    with pytest.raises(TemplateError, match=r"正文 第1段"):
        bench.ours({"值": RichText("甲"), "日": dt.date(2026, 3, 20)})


@pytest.mark.parametrize("way", ["", "{% raw %}{% endraw %}"])
def test_pictures_in_a_row(way: str, tmp_path: Path) -> None:
    made = Bench(tmp_path, template(para(f"{{{{ [图, 另图]|join('、') }}}}{way}"))).ours({})
    assert made["word/document.xml"].count(b"<w:drawing>") == 2


BROKEN = ["\x00", "\x01", "\x0b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff", "\a", "\f"]


@pytest.mark.parametrize("body", WAYS)
@pytest.mark.parametrize("character", BROKEN)
def test_what_word_cannot_hold_names_the_value(body: str, character: str, tmp_path: Path) -> None:
    bench = Bench(tmp_path, template(body))
    with pytest.raises(TemplateError, match=rf"U\+{ord(character):04X}.*冯伟"):
        bench.ours({"值": f"冯伟{character}"})


@pytest.mark.parametrize("way", ["", para("{% raw %}{% endraw %}")])
@pytest.mark.parametrize(
    "place",
    [
        template(para("x")),
        template(para("x"), header("{{ 值 }}")),
        template(drawing('id="1" name="{{ 值 }}"')),
        template(para("x"), notes("footnote", "{{ 值 }}")),
        template(para("x"), properties(subject="{{ 值 }}")),
    ],
    ids=["title", "header", "attribute", "footnote", "property"],
)
def test_everywhere(way: str, place: bytes, tmp_path: Path) -> None:
    bench = Bench(tmp_path, place)
    title = Properties("冯伟\x02", "支部", PROPERTIES.day)
    with pytest.raises(TemplateError, match=r"U\+0002.*冯伟"):
        bench.renderer.render("t.docx", {"值": "冯伟\x02"}, title)


@pytest.mark.parametrize("value", [RichText("冯伟\x0b"), Listing("冯伟\x0b")])
def test_in_docxtpl_s_own_values(value: Any, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"U\+000B.*冯伟"):
        Bench(tmp_path, template(BODY)).ours({"值": value})


@pytest.mark.parametrize("body", WAYS)
def test_nothing_else_is_refused_or_dropped(body: str, tmp_path: Path) -> None:
    text = "\x7f\x80\x85\x9f\xad\u200b\u2028\u202e\ufdd0\ufeff\ufffd\U0001fffe\U0010ffff"
    made = Bench(tmp_path, template(body)).ours({"值": text})
    assert f"前{text}后" in words(made["word/document.xml"])


@pytest.mark.parametrize("body", WAYS)
def test_returns_are_line_breaks(body: str, tmp_path: Path) -> None:
    made = Bench(tmp_path, template(body)).ours({"值": "一\r\n二\r三"})
    assert "前一\n二\n三后" in words(made["word/document.xml"])


# --- what no template may be or hold


@pytest.mark.parametrize(
    ("kind", "words_of_it"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "docm"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "别的文件"),
    ],
)
def test_other_kinds_of_office_file(kind: str, words_of_it: str, tmp_path: Path) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template(BODY))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(main.encode(), kind.encode()))
    with pytest.raises(TemplateError, match=words_of_it):
        Bench(tmp_path, out.getvalue()).ours({"值": "x"})


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_no_docx(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"不是 Word 文档"):
        Bench(tmp_path, content).ours({"值": "x"})


@pytest.mark.parametrize(
    "tag", ["{% include 'a' %}", "{% import 'a' as b %}", "{% from 'a' import b %}", "{% extends 'a' %}"]
)
def test_no_other_file(tag: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        Bench(tmp_path, template(para(tag))).ours({})


def test_a_table_without_widths(tmp_path: Path) -> None:
    body = table(("{{ 值 }}",)).replace('<w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>', "")
    with pytest.raises(TemplateError, match="列宽"):
        Bench(tmp_path, template(body)).ours({"值": "x"})


# --- where docxtpl loses or spoils text


@pytest.mark.parametrize("make", [RichText, Listing])
def test_its_own_sign_in_its_own_values(make: Callable[[str], Any], tmp_path: Path) -> None:
    made = Bench(tmp_path, template(BODY)).ours({"值": make("{_{ %_} {{")})
    assert "{_{ %_} {{" in words(made["word/document.xml"])


def test_and_sign_in_a_tag(tmp_path: Path) -> None:
    made = Bench(tmp_path, template(para("{% if 值 == 'R&amp;D' %}{{ 'A&amp;B' }}{% endif %}"))).ours({"值": "R&D"})
    assert words(made["word/document.xml"]) == "A&amp;B"


@pytest.mark.parametrize("text", ["一\n二", "一\t二"])
def test_breaks_behind_a_text_box(text: str, tmp_path: Path) -> None:
    bench = Bench(tmp_path, template(text_box(para("框"), "<w:r><w:t>{{ 值 }}</w:t></w:r>") + para("末")))
    assert text in words(bench.ours({"值": text})["word/document.xml"])


@pytest.mark.parametrize("tag", ["{{r 值 }}", "{{p 值 }}"])
def test_text_beside_the_runs(tag: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="冯伟"):
        Bench(tmp_path, template(para(tag))).ours({"值": "冯伟"})


@pytest.mark.parametrize("value", ["A<B & {{ C }} {_{", "二" * 300])
@pytest.mark.parametrize("body", WAYS)
def test_properties_hold_the_text(value: str, body: str, tmp_path: Path) -> None:
    made = Bench(tmp_path, template(body, properties(subject="{{ 值 }}"))).ours({"值": value})
    (subject,) = re.findall("<dc:subject>(.*)</dc:subject>", made["docProps/core.xml"].decode())
    assert subject.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == value


def test_footnotes_of_several_sections_are_filled_once(tmp_path: Path) -> None:
    content = template(
        para("{% raw %}{% endraw %}"), notes("footnote", "{{ 值 }}"), lambda doc: doc.add_section() and None
    )
    made = Bench(tmp_path, content).ours({"值": "{{ 没有 }}"})
    assert words(made["word/footnotes.xml"]).replace("&#123;", "{").replace("&#125;", "}") == "{{ 没有 }}"


def test_footnotes_in_another_encoding(tmp_path: Path) -> None:
    made = Bench(tmp_path, template(BODY, notes("footnote", "注 {{ 值 }}", "utf-16"))).ours({"值": "𬱖"})
    assert words(made["word/footnotes.xml"]) == "注 𬱖"


def test_words_in_other_parts_stay(tmp_path: Path) -> None:
    bench = Bench(tmp_path, template(paras("{{ 值 }}"), notes("endnote", "尾{{ 值 }}")))
    assert "尾{{ 值 }}" in words(bench.ours({"值": "x"})["word/endnotes.xml"])
