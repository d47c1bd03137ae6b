"""What compiled code yields: in turn the template's own text as bytes, and a value as text that is not escaped yet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import chain
from typing import Any

import pytest
from jinja2 import Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from pipeline.errors import TemplateError
from pipeline.model.picture import Picture
from pipeline.model.values import BLANK
from pipeline.render.environment import NeedsDocxtpl, environment
from pipeline.render.pieces import piece_code


def pieces(source: str, **names: Any) -> list[bytes | str]:
    """Without the empty ones, of which a value stands in each second place."""
    return [piece for piece in pairs(source, **names) if piece]


def pairs(source: str, **names: Any) -> list[bytes | str]:
    dialect = environment()
    template = Template.from_code(dialect, piece_code(source, "部分"), dialect.make_globals(None))
    return list(chain.from_iterable(template.root_render_func(template.new_context(names))))


def test_text_is_ready_and_values_are_not() -> None:
    assert pieces("<w:t>甲&amp;{{ 值 }}</w:t>", 值="A&B") == ["<w:t>甲&amp;".encode(), "A&B", b"</w:t>"]


@pytest.mark.parametrize(
    "source",
    [
        "甲",
        "{{ 值 }}",
        "{{ 值 }}{{ 值 }}",
        "甲{{ 值 }}乙",
        "{% for 行 in 表 %}甲{{ 行 }}乙{% endfor %}丙",
        "{% set 段 %}甲{{ 值 }}{% endset %}",
    ],
)
def test_a_text_and_a_value_come_in_turn(source: str) -> None:
    found = pairs(source, 值="x", 表=["一", "二"])
    assert len(found) % 2 == 0
    assert {type(text) for text in found[::2]} <= {bytes}
    assert {type(value) for value in found[1::2]} <= {str}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (Decimal("12.5"), "12.50"),
        (True, "是"),
        (dt.date(2026, 3, 20), "2026年3月20日"),
        (("甲", "乙"), "甲、乙"),
    ],
)
def test_other_values_are_printed(value: Any, text: str) -> None:
    assert pieces("{{ 值 }}", 值=value) == [text]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("日 ~ '起'", "2026年3月20日起"),
        ("'共' ~ 钱 ~ 有 ~ 空 ~ 人", "共12.50是甲、乙"),
        ("(true ~ '')|trim", "是"),
        ("'%s交%s' % (日, 钱)", "2026年3月20日交12.50"),
        ("'%s' % 日", "2026年3月20日"),
        ("'%.1f元' % 钱", "12.5元"),
        ("'%d%%' % 钱", "12%"),
        ("7 % 4", "3"),
        ("'{}，{:%m月}，{:.1f}'.format(日, 日, 钱)", "2026年3月20日，03月，12.5"),
        ("'{甲}'.format(甲=人)", "甲、乙"),
        ("'%s'|format(日)", "2026年3月20日"),
        ("'某日'|replace('某日', 日)", "2026年3月20日"),
        ("[日, 钱]|join('、')", "2026年3月20日、12.50"),
        ("日|string", "2026年3月20日"),
        ("日|truncate(6, true, '', 0)", "2026年3"),
    ],
)
def test_a_value_in_a_text_is_printed_as_it_is_by_itself(expression: str, text: str) -> None:
    names = {"日": dt.date(2026, 3, 20), "钱": Decimal("12.5"), "有": True, "空": BLANK, "人": ("甲", "乙")}
    assert pieces(f"{{{{ {expression} }}}}", **names) == [text]


@pytest.mark.parametrize("expression", ["空 ~ ''", "图 ~ ''", "表 ~ ''", "'%s' % 空", "'%s' % 图", "'{}'.format(表)",
                                        "'%s'|format(图)", "'x'|replace('x', 表)"])  # fmt: skip
def test_what_cannot_be_printed_cannot_be_in_a_text(expression: str) -> None:
    with pytest.raises(TemplateError):
        pieces(f"{{{{ {expression} }}}}", 空=None, 图=Picture("0"), 表=[{}])


def test_what_an_expression_says_itself_is_a_value() -> None:
    assert pieces("{{ 'a&b\nc' }}") == ["a&b\nc"]


def test_a_value_that_reads_like_the_template_stays_a_value() -> None:
    assert pieces("<b>{{ 值 }}", 值="<b>") == [b"<b>", "<b>"]


def test_bytes_of_a_form_are_no_ready_xml() -> None:
    with pytest.raises(TemplateError):
        pieces("{{ 值 }}", 值=b"<w:p/>")


def test_entries_come_before_methods() -> None:
    assert pieces("{% for 行 in 表 %}{{ 行.items }}{% endfor %}", 表=[{"items": "x"}]) == ["x"]


@pytest.mark.parametrize("source", ["{{ 没有 }}", "{{ 行.没有 }}", "{% for 甲 in 没有 %}{% endfor %}"])
def test_a_name_that_does_not_exist_stops(source: str) -> None:
    with pytest.raises(UndefinedError, match="没有"):
        pieces(source, 行={})


def test_none_stops() -> None:
    with pytest.raises(TemplateError):
        pieces("{{ 值 }}", 值=None)


@pytest.mark.parametrize("source", ["{{ ''.__class__.__mro__ }}", "{{ 行.__class__.__bases__ }}", "{{ 值.__init__ }}"])
def test_the_sandbox_holds(source: str) -> None:
    with pytest.raises(SecurityError):
        pieces(source, 行={"姓名": "x"}, 值=dt.date(2026, 3, 20))


@pytest.mark.parametrize("source", ["{{ 值 }}", "{{ '<b>'|safe }}", "{{ 文|e }}"])
def test_ready_xml_of_a_value_is_left_to_docxtpl(source: str) -> None:
    with pytest.raises(NeedsDocxtpl):
        pieces(source, 值=Markup("<b>"), 文="x")


def test_what_jinja_joins_is_left_to_docxtpl() -> None:
    source = "{% for 节 in 树 recursive %}<b>{{ 节.名 }}{{ loop(节.下) }}{% endfor %}"
    with pytest.raises(NeedsDocxtpl):
        pieces(source, 树=[{"名": "A&B", "下": [{"名": "C", "下": []}]}])


def test_a_set_block_is_text_with_escapes() -> None:
    assert pieces("{% set 段 %}<b>{{ 值 }}{% endset %}{{ 段|length }}", 值="A&B") == [str(len("<b>A&amp;B"))]


def test_a_syntax_error_is_jinja_s() -> None:
    with pytest.raises(TemplateSyntaxError):
        piece_code("{% if %}", "部分")
