"""政治生日贺卡: a card for each person, two on a sheet; what the secretary has not written has lines for the hand."""

from __future__ import annotations

from docx.document import Document

from templates.cards import Lines, card, cut
from templates.flow import each, lines_of, when
from templates.gallery import template
from templates.markup import write
from templates.page import CARDS

RULE = "＿" * 25
TYPES = {"短": "card_text", "中": "card_text_mid", "长": "card_text_long"}

PANEL = (
    ("★", "card_star"),
    *((character, "card_head") for character in "政治生日"),
    ("贺　卡", "card_kind"),
)
FOOT = (
    ("{{ 支部 }}", "card_sign"),
    ("党支部书记（签名）：＿＿＿＿＿＿＿", "card_sign"),
    ("{% if 卡.日期 %}{{ 卡.日期 }}{% else %}　　年　　月　　日{% endif %}", "card_sign"),
)


def written(title: str, name: str, rules: int) -> Lines:
    """Under its title the text in the type that fits, or so many lines to write on."""
    yield title, "card_label"
    yield f"{{%p if {name} %}}", "tag"
    for length, style in TYPES.items():
        yield f'{{%p if 卡.篇幅 == "{length}" %}}', "tag"
        yield f"{{%p for {lines_of(name)} %}}", "tag"
        yield "{{ 段 }}", style
        yield "{%p endfor %}", "tag"
        yield "{%p endif %}", "tag"
    yield "{%p else %}", "tag"
    yield from [(RULE, "card_line")] * rules
    yield "{%p endif %}", "tag"


@template("政治生日贺卡", CARDS)
def cards(doc: Document) -> None:
    body = [
        ("{{ 卡.姓名 }}　同志：", "card_name"),
        (
            "{{ 卡.入党日期 or 横线 }}加入中国共产党{% if 卡.入党周年 %}　　入党 {{ 卡.入党周年 }} 周年{% endif %}",
            "card_fact",
        ),
        *written("贺词寄语", "卡.贺词", 3),
        *written("要求和期望", "卡.期望", 2),
    ]
    with each(doc, "卡 in 贺卡"):
        with when(doc, "loop.first"):
            write(doc, "", "gap")
        with when(doc, "loop.index0 is even and not loop.first"):
            write(doc, "", "gap", "<w:pageBreakBefore/>")
        card(doc, PANEL, body, FOOT)
        with when(doc, "loop.index0 is even"):
            cut(doc)
    write(doc, "", "gap")
