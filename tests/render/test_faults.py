"""What does not fit in a template is told all at once, at its place in Word, without a value at hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from word import fill, saved, with_box, without, word

from pipeline.render.scan import faults_of, names_used

NAMES = {
    "主题": None,
    "日期": None,
    "主持人": None,
    "签到": {"姓名": None, "职务": None},
    "党费": {"姓名": None, "实交": None},
}
LOOP = "{%tr for 人 in 签到 %}"
END = "{%tr endfor %}"


def places(content: bytes) -> list[tuple[str, str, int, str]]:
    return [(fault.part, fault.place, fault.paragraph, fault.tag) for fault in faults_of(content, NAMES)]


def test_a_template_that_fits_has_no_faults() -> None:
    content = word(
        "{{ 主题 }}{% if 日期 %}{{ 日期|短日期 }}{% else %}{{ 横线 }}{% endif %}",
        "{% set 表 = 党费|sort(attribute='姓名') %}{{ 表|sum(attribute='实交') }}{{ (表|first).实交 or 横线 }}",
        "{% for 人 in 签到 if 人.职务 %}{{ loop.index }}{{ loop.previtem.姓名 }}{{ 人['姓名'] }}{% else %}{% endfor %}",
        "{% macro 行(人, 后='') %}{{ 人.姓名 }}{{ 后 }}{% endmacro %}{% for 某 in 党费 %}{{ 行(某) }}{% endfor %}",
        "{{ 没有|default('') }}{{ 签到.没有|d('x') }}{% if 没有 is defined and 没有 %}{{ 没有.什么 }}{% endif %}",
        "{{ '{{' }}{# {{ 注 }} #}{_{ 原样 }_}{% raw %}{{ 原样 }}{% endraw %}{% with 甲 = 1 %}{{ 甲 }}{% endwith %}",
        rows=[[LOOP, ""], ["{% vm %}{{ 人.姓名 }}", "{% cellbg 主题 %}{{ 人.职务 }}"], [END, ""]],
        header="{{ 主题 }}",
        footer="{{ 签到|length }}",
        footnotes=["{{ 主持人 }}"],
        subject="{{ 主题 }}",
    )
    assert faults_of(content, NAMES) == []


def test_faults_of_every_part_in_order_with_their_places() -> None:
    content = word(
        "标题",
        "甲 {{ 主提 }} 乙",
        rows=[["", "{{ 主体 }}"], ["", ""]],
        header="{{ row.x }}",
        footer="{{ 页 }}",
        footnotes=["好", "{{ 注 }}"],
        endnotes=["{{ 主题 }}"],
        subject="{{ 题 }}",
        comments="{{ 备 }}",
        keywords="{{ 主题 }}",
    )
    assert places(content) == [
        ("正文", "第2段", 1, "{{ 主提 }}"),
        ("正文", "第1个表格 第1行 第2格", 3, "{{ 主体 }}"),
        ("页眉", "第1段", 0, "{{ row.x }}"),
        ("页脚", "第1段", 0, "{{ 页 }}"),
        ("脚注", "第2条", 3, "{{ 注 }}"),
        ("尾注", "第1条", 2, "{{ 主题 }}"),
        ("文档属性", "主题", -1, "{{ 题 }}"),
        ("文档属性", "备注", -1, "{{ 备 }}"),
        ("文档属性", "关键词", -1, "{{ 主题 }}"),
    ]


def test_rows_are_counted_as_they_stand_in_word() -> None:
    content = word(rows=[["姓名", "职务"], [LOOP, ""], ["{{ 人.姓名 }}", "{{ 人.值务 }}"], [END, ""]])
    (fault,) = faults_of(content, NAMES)
    assert (fault.place, fault.field, fault.hint) == ("第1个表格 第3行 第2格", "人.值务", "是不是“人.职务”？")


def test_places_within_places() -> None:
    document = Document()
    document.add_table(1, 1)
    outer = document.add_table(1, 2)
    outer.cell(0, 1).text = "一"
    outer.cell(0, 1).add_paragraph("{{ 甲 }}")
    fill(outer.cell(0, 1).add_table(1, 1), [["{{ 乙 }}"]])
    for number in (1, 2):
        document.add_section().header.is_linked_to_previous = False
        document.sections[number].header.paragraphs[0].text = f"{{{{ 眉{number} }}}}"
    assert [(part, place, tag) for part, place, _, tag in places(saved(document))] == [
        ("正文", "第2个表格 第1行 第2格 第2段", "{{ 甲 }}"),
        ("正文", "第2个表格 第1行 第2格 第1个表格 第1行 第1格", "{{ 乙 }}"),
        ("页眉1", "第1段", "{{ 眉1 }}"),
        ("页眉2", "第1段", "{{ 眉2 }}"),
    ]


def test_a_text_box_is_told_once() -> None:
    assert places(with_box("{{ 盒 }}")) == [("正文", "第2段 文本框", 2, "{{ 盒 }}")]


def test_a_tag_is_shown_as_its_author_wrote_it() -> None:
    content = word(
        ["{", "{ 主", "提|default", "(‘", "’, ", "x < 1", ") }", "}"], "{%p if 主提 & 日期 %}", "{%p endif %}"
    )
    assert [tag for _, _, _, tag in places(content)] == ["{{ 主提|default(‘’, x < 1) }}", "{%p if 主提 & 日期 %}"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ 主题",
        "{{ 主题 }",
        "{{}}",
        "{% if %}{% endif %}",
        "{{ 主题 日期 }}",
        "{{ 主题. }}",
        "{{ '主题 }}",
        "{% raw %}",
        "{{ 主题|没有 }}",
        "{{ 主题 is 没有 }}",
        "{% fro 人 in 签到 %}",
        "{% for 人 签到 %}{% endfor %}",
        "{% if 主题 %}",
        "{% endif %}",
        "{% else %}",
        "{% for 人 in 签到 %}{% endif %}{% endfor %}",
        "{%tr for 人 in 签到 %}",
        "{{ 主题。x }}",
        "{% include '甲' %}",
        "｛｛ 主题 ｝｝",
        "主题 }}",
        "{% block 甲 %}{% endblock %}{% block 甲 %}{% endblock %}",
        "{% set %}",
        "{%trfor 人 in 签到 %}",
        "{{ 主题 + }}",
        "{% vm %}",
    ],
)
def test_one_slip_is_one_fault(template: str) -> None:
    (fault,) = faults_of(word("前", template), NAMES)
    assert (fault.part, fault.place) == ("正文", "第2段")
    assert fault.tag in template
    assert fault.message


def test_a_slip_hides_no_other_fault() -> None:
    content = word(
        "{{ 主题",
        "{% if 主题 %}{{ 甲 }}",
        "{% endfor %}",
        "{{ 乙 乙 }}",
        "{% for 人 in %}{{ 人.什么 }}{% endfor %}",
        rows=[[LOOP, ""], ["{{ 人.丙 }}", "{{ 主题|丁 }}"], [END, ""]],
        header="{% if %}{% endif %}",
    )
    assert [(place, tag) for _, place, _, tag in places(content)] == [
        ("第1段", "{{ 主题"),
        ("第2段", "{% if 主题 %}"),
        ("第2段", "{{ 甲 }}"),
        ("第3段", "{% endfor %}"),
        ("第4段", "{{ 乙 乙 }}"),
        ("第5段", "{% for 人 in %}"),
        ("第1个表格 第2行 第1格", "{{ 人.丙 }}"),
        ("第1个表格 第2行 第2格", "{{ 主题|丁 }}"),
        ("第1段", "{% if %}"),
    ]


def test_blocks_that_cross_are_told_once() -> None:
    content = word("{% if 主题 %}", "{% for 人 in 签到 %}", "{% endif %}", "{{ 人.姓名 }}", "{% endfor %}")
    assert [(place, tag) for _, place, _, tag in places(content)] == [("第3段", "{% endif %}")]


def test_a_row_that_docxtpl_takes_away_with_its_tags() -> None:
    content = word(rows=[[LOOP, "{{ 主题 }}"], ["{{ 人.姓名 }}", ""], [END, ""]])
    assert [(place, tag) for _, place, _, tag in places(content)] == [("第1个表格 第1行 第2格", "{{ 主题 }}")]


def test_a_loop_without_end_in_a_table() -> None:
    content = word(rows=[[LOOP, ""], ["{{ 人.姓名 }}", ""]])
    assert [(place, tag) for _, place, _, tag in places(content)] == [("第1个表格 第1行 第1格", LOOP)]


@pytest.mark.parametrize(
    "deep", ["{{ " + "(" * 3000 + "主题" + ")" * 3000 + " }}", "{% for 人 in 签到 %}" * 50 + "{% endfor %}" * 50]
)
def test_what_is_nested_too_deep_is_a_fault(deep: str) -> None:
    assert [fault.part for fault in faults_of(word(deep, header="{{ 主提 }}"), NAMES)] == ["正文", "页眉"]
    names_used(word(deep))


@pytest.mark.parametrize(
    "content", [b"", b"no zip", without(word("x"), "word/document.xml"), without(word("x"), "[Content_Types].xml")]
)
def test_what_is_no_template_is_one_fault(content: bytes) -> None:
    (fault,) = faults_of(content, NAMES)
    assert fault.part == fault.tag == ""
    assert fault.message
    assert fault.hint
    assert names_used(content) == frozenset()


SCRAPS = [
    "{{ 主题 }}",
    "{{ 主提 }}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{% for 人 in 签到 %}",
    "{% endfor %}",
    "{{ 人.姓名 }}",
    LOOP,
    END,
    "{% if 主题 %}",
    "{% endif %}",
    "{% else %}",
    "{% set 甲 = 签到 %}",
    "{%p if 日期 %}",
    "{%p endif %}",
    "{#",
    "#}",
    "{% macro 乙(丙) %}",
    "{% endmacro %}",
    "{% raw %}",
    "{% endraw %}",
    "{% vm %}",
    "{{ (主题 }}",
    "{_{",
    "字",
    "{{ 人.x }}",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(SCRAPS), max_size=3).map("".join), min_size=1, max_size=5), st.booleans())
def test_scraps_of_templates_never_raise_and_keep_their_order(texts: list[str], in_table: bool) -> None:
    content = word(rows=[[text] for text in texts]) if in_table else word(*texts)
    found = [fault.paragraph for fault in faults_of(content, NAMES) if fault.paragraph >= 0]
    assert all(first <= second for first, second in pairwise(found))
    names_used(content)
