"""Names that a template may not use, wherever it uses them; and the names that it does use."""

from __future__ import annotations

import pytest
from word import word

from pipeline.render.scan import faults_of, names_used

NAMES = {
    "主题": None,
    "日期": None,
    "主持人": None,
    "签到": {"姓名": None, "职务": None},
    "党费": {"姓名": None, "实交": None},
}


def fields(*paragraphs: str) -> list[str]:
    return [fault.field for fault in faults_of(word(*paragraphs), NAMES)]


@pytest.mark.parametrize(
    ("template", "field"),
    [
        ("{{ 主提 }}", "主提"),
        ("{{ 主提.x.y }}", "主提"),
        ("{{ 日期.姓名 }}", "日期.姓名"),
        ("{{ 日期.__class__ }}", "日期.__class__"),
        ("{% if 主题 or 甲 %}{% endif %}", "甲"),
        ("{% if 主题 %}{% elif 日期 %}{{ 甲 }}{% endif %}", "甲"),
        ("{{ 甲 if 主题 else 日期 }}", "甲"),
        ("{{ 主题 ~ 甲|default('') ~ 乙 }}", "乙"),
        ("{% if 甲 is not defined %}{{ 甲 }}{% endif %}", "甲"),
        ("{% if 甲 is none %}{% endif %}", "甲"),
        ("{% for 人 in 签道 %}{{ 人.x }}{% endfor %}", "签道"),
        ("{% for 人 in 签到 %}{{ 人.实交 }}{% endfor %}", "人.实交"),
        ("{% for 人 in 签到 %}{% for 费 in 党费 %}{{ 人.姓名 }}{{ 费.职务 }}{% endfor %}{% endfor %}", "费.职务"),
        ("{% for 人 in 签到 %}{% endfor %}{{ 人.姓名 }}", "人"),
        ("{% for 人 in 签到 %}{{ loop.indx }}{% endfor %}", "loop.indx"),
        ("{{ loop.index }}", "loop"),
        ("{% for 人 in 签到 %}{% set 末 = 人 %}{% endfor %}{{ 末 }}", "末"),
        ("{% set 某 = 签到[0] %}{{ 某.实交 }}", "某.实交"),
        ("{{ 党费|map(attribute='职务')|join }}", "党费.职务"),
        ("{{ 签到|selectattr('实交')|list }}", "签到.实交"),
        ("{% macro 行(人) %}{{ 人.实交 }}{% endmacro %}{% for 某 in 签到 %}{{ 行(某) }}{% endfor %}", "人.实交"),
        ("{% macro 行(人) %}{{ 乙 }}{% endmacro %}", "乙"),
    ],
)
def test_names_that_do_not_exist(template: str, field: str) -> None:
    assert fields(template) == [field]


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("{{ 活动主体 }}", "可以用的名称"),
        ("{{ 主体 }}", "主题"),
        ("{% for 人 in 签到 %}{{ 职务 }}{% endfor %}", "人.职务"),
        ("{{ 职务 }}", "签到"),
        ("{{ 主题|短日其 }}", "短日期"),
        ("{% fro 人 in 签到 %}", "for"),
    ],
)
def test_hints_name_what_was_probably_meant(template: str, hint: str) -> None:
    assert [hint in fault.hint for fault in faults_of(word(template), NAMES)] == [True]


def test_names_used() -> None:
    content = word(
        "{{ 主题|一行 }}{% if 主持人 and 没有.甲 %}{% endif %}{{ 日期.strftime('%Y') }}{# {{ 注 }} #}",
        "{% for 人 in 党费|sort(attribute='实交') %}{{ 人.姓名 }}{{ loop.index }}",
        "{% set 某 = 人 %}{{ 某.备注 }}{% endfor %}{{ 名册|length }}{{ 坏 坏 }}",
        "{% macro 行(人) %}{{ 人.职务 }}{% endmacro %}{% for 某 in 签到 %}{{ 行(某) }}{% endfor %}",
        header="{{ 支部 }}",
        subject="{{ 题 }}",
    )
    assert names_used(content) == {
        "主题", "主持人", "没有.甲", "日期", "党费.实交", "党费.姓名", "党费.备注", "签到.职务", "名册", "支部", "题",
    }  # fmt: skip
