"""What an inspection of a year gives: 问题整改清单 for each branch, 通报 for each office."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, otherwise, when
from templates.gallery import template
from templates.markup import write
from templates.official import body, closing, last_body, level1, level2, title
from templates.page import OFFICIAL, WIDE_SHEET
from templates.sheets import Column, Row, if_given, label, row, ruled, value
from templates.sheets import each as each_row

NEW_PAGE = "<w:pageBreakBefore/>"
COUNTED = "应有{{ 应有 }}项，已有{{ 已有 }}项，逾期补齐{{ 逾期 }}项，缺少{{ 缺少 }}项；需要核实的问题{{ 问题数 }}个"

COLUMNS = (
    Column("序号", 11, "{{ 项.序号 }}"),
    Column("问题", None, "{{ 项.问题 }}", "cell"),
    Column("时段或出处", 44, "{{ 项.出处 }}", "cell"),
    Column("依据", 36, "{{ 项.依据 }}", "cell"),
    Column("整改要求", 44, "{{ 项.整改要求 }}", "cell"),
    Column("责任人", 18, ""),
    Column("期限", 25, "{{ 整改期限|短日期 }}"),
    Column("整改情况", 30, ""),
)
PROBLEM = tuple(value(one.text, one.width, one.style) for one in COLUMNS)


@template("问题整改清单", WIDE_SHEET)
def rectification(doc: Document) -> None:
    """A page or more for each branch, to be handed to it; the signatures stay with the last problem."""
    with each(doc, "组 in 支部清单"):
        with when(doc, "组.上级党组织"):
            write(doc, "{{ 组.上级党组织 }}", "sheet_owner", NEW_PAGE)
            write(doc, "{{ 组.支部 }}", "sheet_owner")
            otherwise(doc)
            write(doc, "{{ 组.支部 }}", "sheet_owner", NEW_PAGE)
        write(doc, "{{ 年度 }}年问题整改清单", "sheet_title")
        write(doc, "截至{{ 截至日期 }}，共{{ 组.问题|length }}条", "sheet_note_right")
        ruled(
            doc,
            Row(tuple(value(one.heading, one.width, "column") for one in COLUMNS), 7.6, repeats=True, leads=True),
            each_row(
                "项 in 组.问题",
                *if_given("loop.last", Row(PROBLEM, 9, leads=True)),
                *if_given("not loop.last", Row(PROBLEM, 9)),
            ),
            row(
                label("党支部书记签字", 36),
                value(""),
                label("核查人签字", 30),
                value(""),
                label("核查日期"),
                value(""),
                height=11,
            ),
        )
        otherwise(doc)
        write(doc, "{{ 年度 }}年问题整改清单", "sheet_title")
        write(doc, "截至{{ 截至日期 }}，没有发现需要整改的问题。", "sheet_note")


@template("迎检通报", OFFICIAL)
def notice(doc: Document) -> None:
    title(doc, "关于{{ 年度 }}年党支部组织生活", "和材料归档情况的通报")
    write(doc, "各党支部：", "flush")
    body(
        doc,
        "截至{{ 截至日期 }}，对{% if 单位 %}{{ 单位 }}所属{% endif %}{{ 支部数 }}个党支部{{ 年度 }}年"
        "组织生活和材料归档情况进行了核对。现将情况通报如下：",
    )
    level1(doc, "一、总体情况")
    body(doc, "按规定截至目前" + COUNTED + "。")
    level1(doc, "二、齐全的党支部")
    with when(doc, "齐全支部"):
        body(doc, "应有的各项按时齐全、没有发现问题的党支部{{ 齐全支部|length }}个：{{ 齐全支部|一行 }}。")
        otherwise(doc)
        body(doc, "目前没有应有的各项按时齐全、没有发现问题的党支部。")
    level1(doc, "三、缺少的项目")
    with each(doc, "组 in 缺项支部"):
        level2(doc, "（{{ loop.index|汉字数 }}）{{ 组.支部|一行 }}：缺{{ 组.缺少 }}项")
        with each(doc, "项 in 组.缺项"):
            body(doc, "{{ 项.要求 }}：{{ 项.时段|一行 }}。")
        otherwise(doc)
        body(doc, "各党支部应有的各项没有缺少。")
    level1(doc, "四、需要核实的问题")
    with each(doc, "组 in 问题支部"):
        level2(doc, "（{{ loop.index|汉字数 }}）{{ 组.支部|一行 }}：{{ 组.问题数 }}个")
        with each(doc, "项 in 组.问题"):
            body(doc, "{{ 项.序号 }}. {{ 项.问题|一行 }}{% if 项.出处 %}（{{ 项.出处|一行 }}）{% endif %}")
        otherwise(doc)
        body(doc, "没有发现需要核实的问题。")
    level1(doc, "五、整改要求")
    with when(doc, "缺项支部 or 问题支部"):
        last_body(
            doc,
            "请有关党支部对照《问题整改清单》逐项核实、补报"
            "{% if 整改期限 %}，于{{ 整改期限 }}前完成{% endif %}，并在清单上如实填写整改情况。",
        )
        otherwise(doc)
        last_body(doc, "目前没有需要整改的事项。")
    closing(doc, "{{ 单位 or 横线 }}", "　　　　年　　月　　日")
