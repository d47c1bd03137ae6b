"""Text in equals text out; what is missing is told; the same input gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import make_photo, make_template, text_of
from dialect.engines import core_of
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from word import word

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.model.values import BLANK, Attendance, Month, PartialDate, Rate
from pipeline.render.fault import FaultyTemplate
from pipeline.render.pictures import PictureShop
from pipeline.render.plan import Plan
from pipeline.render.printing import RULE, capitals, printed, short_date
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

PROPERTIES = Properties('A & B <"书">', "机关第一党支部", dt.date(2026, 3, 20))
NO_PICTURE = "0" * 64


def make_renderer(folder: Path, *paragraphs: str, photos: dict[str, bytes] | None = None) -> Renderer:
    make_template(folder / "t.docx", *paragraphs)
    return Renderer(folder, PictureShop((photos or {}).__getitem__, folder / "cache"), PlanStore(folder / "plans"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return make_renderer(tmp_path_factory.mktemp("t"), "[{{ 值 }}]", "末尾")


hostile = st.lists(
    st.one_of(
        st.sampled_from(["<", "&", "]]>", "{{", "}}", "{_{", "}_}", "{_%", "%_}", "{%", "%}", "{#", '"',
                         "'", "&amp;", "&#65;",
                         "<w:t>", "</w:p>", "\n", "\t", "😀", "𠮷", "·",
                         "<!--", "\\1", "%s", "{{ 值 }}", "　", "\u200b"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=5),
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(hostile)
def test_text_in_is_text_out(plain: Renderer, text: str) -> None:
    assert text_of(plain.render("t.docx", {"值": text}, PROPERTIES)) == f"[{text}]\n末尾"


def test_rows_and_conditions(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, "{% for 人 in 签到 %}{{ 人.姓名 }}{% if 人.在 %}√{% endif %};{% endfor %}")
    rows = [{"姓名": "A<B", "在": True}, {"姓名": "R&D", "在": BLANK}]
    assert text_of(renderer.render("t.docx", {"签到": rows}, PROPERTIES)) == "A<B√;R&D;"


@pytest.mark.parametrize(
    ("template", "asked"),
    [
        ("没有标签", ""),
        ("{{ 甲 }}", "甲"),
        ("{{ 表[0][甲] }}{{ 不存在 }}", "甲表"),
        ("{% for 行 in 表 %}{{ 行.乙 }}{% endfor %}", "表"),
        ("{% for 行 in 表 if 行.乙 %}{{ 乙 }}{% endfor %}{{ 丙 }}", "乙丙表"),
        ("{% set 乙 = 甲 %}", "甲"),
        ("{% if 甲 is defined %}{{ 横线 }}{% endif %}", "甲"),
        ("{% macro 印(人) %}{{ 人 }}{{ 丙 }}{% endmacro %}{{ 印(甲) }}", "甲丙"),
        ("{{ '某' ~ 甲 }}{{ [乙]|map('string')|join(丙) }}", "丙乙甲"),
        ("{% if %}", "丙乙甲表"),
    ],
)
def test_what_a_template_asks_for(template: str, asked: str, tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, template)
    _, found = renderer.inputs("t.docx", {"甲": 1, "乙": 2, "丙": 3, "表": [{"乙": 4}]})
    assert set(found) == set(asked)


def test_what_stands_in_headers_and_properties_is_asked_for(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, "正文")
    template = Document(str(tmp_path / "t.docx"))
    template.sections[0].header.paragraphs[0].text = "{{ 甲 }}"
    template.core_properties.subject = "{{ 乙 }}"
    template.save(str(tmp_path / "t.docx"))
    assert renderer.inputs("t.docx", {"甲": 1, "乙": 2, "丙": 3})[1] == {"甲": 1, "乙": 2}


@pytest.mark.parametrize(
    ("template", "name"),
    [("{{ 活动主体 }}", "活动主体"), ("{{ 值.姓名 }}", "姓名"), ("{% if 没有 %}x{% endif %}", "没有")],
)
def test_unknown_name(tmp_path: Path, template: str, name: str) -> None:
    with pytest.raises(TemplateError) as caught:
        make_renderer(tmp_path, template).render("t.docx", {"值": {}}, PROPERTIES)
    assert "t.docx" in caught.value.message
    assert f"“{name}”" in caught.value.message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "template", ["{{ 值", "{% for x in 值 %}", "{{ 值|没有 }}", "{{ 值 + 1 }}", "{{ 1 / 0 }}", "{% if %}"]
)
def test_broken_templates_name_themselves(tmp_path: Path, template: str) -> None:
    with pytest.raises(TemplateError, match=r"t\.docx"):
        make_renderer(tmp_path, template).render("t.docx", {"值": "x"}, PROPERTIES)


def test_template_that_is_no_docx(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, "x")
    (tmp_path / "t.docx").write_bytes(b"no zip")
    with pytest.raises(TemplateError, match=r"t\.docx"):
        renderer.render("t.docx", {}, PROPERTIES)
    with pytest.raises(TemplateError, match=r"nein\.docx"):
        renderer.render("nein.docx", {}, PROPERTIES)


@pytest.mark.parametrize("value", [None, "\x0b", "\ufffe", "\ud800"])
def test_what_word_cannot_hold_is_refused(plain: Renderer, value: Any) -> None:
    with pytest.raises(TemplateError, match=r"t\.docx"):
        plain.render("t.docx", {"值": value}, PROPERTIES)


def test_same_input_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    one = make_renderer(tmp_path / "a", "{{ 值 }}").render("t.docx", {"值": "x"}, PROPERTIES)
    again = Renderer(tmp_path / "a", PictureShop({}.__getitem__, tmp_path), PlanStore(tmp_path)).render(
        "t.docx", {"值": "x"}, PROPERTIES
    )
    assert one == again
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_are_the_activity_s(plain: Renderer) -> None:
    with zipfile.ZipFile(io.BytesIO(plain.render("t.docx", {"值": "x"}, PROPERTIES))) as package:
        core = core_of(package.read("docProps/core.xml"))
    assert core["title"] == PROPERTIES.title
    assert core["creator"] == core["lastModifiedBy"] == PROPERTIES.author
    assert core["created"] == core["modified"] == "2026-03-20T00:00:00Z"
    assert core["revision"] == "1"


def test_properties_of_the_template_are_not_escaped_twice(tmp_path: Path) -> None:
    path = make_template(tmp_path / "t.docx", "x")
    document = Document(str(path))
    document.core_properties.subject = "{{ 值 }}"
    document.save(str(path))
    content = Renderer(tmp_path, PictureShop({}.__getitem__, tmp_path), PlanStore(tmp_path)).render(
        "t.docx", {"值": "A<B & {C}"}, PROPERTIES
    )
    assert Document(io.BytesIO(content)).core_properties.subject == "A<B & {C}"


def test_header_and_footer_are_filled(tmp_path: Path) -> None:
    path = make_template(tmp_path / "t.docx", "x")
    document = Document(str(path))
    document.sections[0].header.paragraphs[0].text = "{{ 值 }}"
    document.sections[0].footer.paragraphs[0].text = "{{ 值 }}"
    document.save(str(path))
    content = Renderer(tmp_path, PictureShop({}.__getitem__, tmp_path), PlanStore(tmp_path)).render(
        "t.docx", {"值": "R&D <{_{"}, PROPERTIES
    )
    section = Document(io.BytesIO(content)).sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "R&D <{_{"


def test_changed_template_is_read_again(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, "旧")
    before = renderer.digest("t.docx")
    make_template(tmp_path / "t.docx", "新的内容")
    assert renderer.digest("t.docx") != before
    assert text_of(renderer.render("t.docx", {}, PROPERTIES)) == "新的内容"


def pictures_in(content: bytes) -> list[Image.Image]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        media = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    return [Image.open(io.BytesIO(blob)) for blob in media]


def test_a_template_that_is_edited_meanwhile_enters_what_is_made_afterwards(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, "旧{{ 甲 }}")
    with renderer.looking_once():
        before = renderer.digest("t.docx")
        make_template(tmp_path / "t.docx", "新的{{ 甲 }}")
        assert text_of(renderer.render("t.docx", {"甲": "一"}, PROPERTIES)) == "旧一"
        assert renderer.inputs("t.docx", {"甲": "一"}) == (before, {"甲": "一"})
    assert renderer.digest("t.docx") == digest_of((tmp_path / "t.docx").read_bytes()) != before
    assert text_of(renderer.render("t.docx", {"甲": "一"}, PROPERTIES)) == "新的一"


def test_picture_is_embedded_without_exif(tmp_path: Path) -> None:
    content = make_photo(tmp_path / "a.jpg", size=(4000, 3000)).read_bytes()
    digest = digest_of(content)
    renderer = make_renderer(tmp_path, "{{ 图 }}", photos={digest: content})
    (image,) = pictures_in(renderer.render("t.docx", {"图": Picture(digest)}, PROPERTIES))
    assert image.size == (1496, 1122)
    assert not dict(image.getexif())


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"), ("0.01", "壹分"), ("0.10", "壹角整"), ("0.55", "伍角伍分"), ("1", "壹元整"),
        ("1.05", "壹元零伍分"),
        ("10", "壹拾元整"), ("15", "壹拾伍元整"), ("101", "壹佰零壹元整"), ("110.50", "壹佰壹拾元伍角整"),
        ("1001", "壹仟零壹元整"), ("1010", "壹仟零壹拾元整"), ("1598.99", "壹仟伍佰玖拾捌元玖角玖分"),
        ("10000", "壹万元整"), ("10001", "壹万零壹元整"), ("10010", "壹万零壹拾元整"), ("10100", "壹万零壹佰元整"),
        ("11000", "壹万壹仟元整"), ("100000", "壹拾万元整"), ("100001", "壹拾万零壹元整"),
        ("1000000", "壹佰万元整"), ("20030000", "贰仟零叁万元整"), ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"), ("100000001", "壹亿零壹元整"), ("-3.20", "负叁元贰角整"),
    ],
)  # fmt: skip
def test_amounts_in_capitals(amount: str, text: str) -> None:
    assert capitals(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "是"), (False, "否"), (BLANK, ""), (dt.date(2026, 3, 5), "2026年3月5日"), (dt.time(9, 5), "09:05"),
        (Decimal("15"), "15.00"), (Decimal("1598.99"), "1598.99"), (("甲", "乙"), "甲、乙"), (17, 17), ("a", "a"),
    ],
)  # fmt: skip
def test_printed(value: Any, text: Any) -> None:
    assert printed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Month(2026, 3), "2026年3月"), (PartialDate(1985, 3), "1985.03"), (Rate(Decimal("0.015")), "1.5%"),
        (Rate(Decimal("0.02")), "2%"), (Attendance.EXCUSED, "请假"), (0, "0"), (RULE, RULE),
    ],
)  # fmt: skip
def test_our_values_in_a_document(plain: Renderer, value: Any, text: str) -> None:
    assert text_of(plain.render("t.docx", {"值": value}, PROPERTIES)).startswith(f"[{text}]")


def test_short_dates() -> None:
    assert (short_date(dt.date(2026, 3, 5)), short_date(BLANK)) == ("2026.3.5", "")


def test_a_faulty_template_is_compiled_once_until_its_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []

    def plan(self: PlanStore, template: str, digest: str, content: bytes) -> Plan:
        compiled.append(digest)
        return real(self, template, digest, content)

    real = PlanStore.plan
    monkeypatch.setattr(PlanStore, "plan", plan)
    (tmp_path / "坏.docx").write_bytes(word("{{ 主题"))
    renderer = Renderer(tmp_path, PictureShop({}.__getitem__, tmp_path), PlanStore(tmp_path))
    for _ in range(3):
        assert renderer.inputs("坏.docx", {"主题": "学党章"})[1] == {"主题": "学党章"}
        with pytest.raises(FaultyTemplate):
            renderer.render("坏.docx", {"主题": "学党章"}, PROPERTIES)
    assert len(compiled) == 1
    (tmp_path / "坏.docx").write_bytes(word("{{ 主题 }}"))
    assert renderer.render("坏.docx", {"主题": "学党章"}, PROPERTIES)
    assert len(compiled) == 2
