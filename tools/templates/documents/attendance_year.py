"""考勤: the year's sheet of all members, a page for each, and the list of those whose absences reach a bound."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, when
from templates.gallery import template
from templates.markup import write
from templates.page import SHEET, WIDE_SHEET
from templates.sheets import Column, Row, gap, heading, label, listing, passage, row, ruled, section, value

LEGEND = (
    "√出席　迟：迟到　退：早退　网：线上　送：送学　病、事、公、假：请假　×缺席　代：代签　补：没有到、已补课"
    "　列：列席　？：签到表没有列出，不计入应参加；一个月有几次活动的，按日期先后排列"
)
COUNTED = "实参加含迟到、早退、线上、送学；补了课的仍计入请假、缺席，另计补课；代签计入缺席。"
MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
COUNTS = (("应参加", 14), ("实参加", 14), ("请假", 10), ("缺席", 10), ("补课", 10), ("出勤率", 15))
EVENT = (
    Column("序号", 10, "{{ 次.序号 }}"),
    Column("日期", 24, "{{ 次.日期|短日期 }}"),
)


@template("党员年度考勤表", WIDE_SHEET)
def year(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党员考勤表")
    write(doc, LEGEND, "sheet_note")
    write(doc, COUNTED, "sheet_note")
    ruled(doc, people("考勤"))
    with when(doc, "名册外"):
        section(doc, "不在花名册上的（列席人员等）")
        ruled(doc, people("名册外"))
    section(doc, "计入的活动（有签到表的）")
    ruled(
        doc,
        listing(
            "次 in 考勤活动",
            *EVENT,
            Column("类型", 48, "{{ 次.类型 }}"),
            Column("主题", None, "{{ 次.主题 }}", "cell"),
            *(Column(name, 14, f"{{{{ 次.{name} }}}}") for name in ("应到", "实到", "请假", "缺席")),
        ),
    )


def people(table: str) -> list[Row]:
    months = (
        Column(f"{number}月", None, f"{{{{ 人.{name} }}}}", "center_small") for number, name in enumerate(MONTHS, 1)
    )
    counts = (Column(name, width, f"{{{{ 人.{name} }}}}") for name, width in COUNTS)
    return listing(
        f"人 in {table}",
        Column("序号", 10, "{{ 人.序号 }}"),
        Column("姓名", 22, "{{ 人.姓名 }}"),
        *months,
        *counts,
    )


@template("党员参加组织生活情况表", SHEET)
def member(doc: Document) -> None:
    with each(doc, "人 in 考勤"):
        with when(doc, "not loop.first"):
            write(doc, "", "gap", "<w:pageBreakBefore/>")
        heading(doc, "{{ 支部 }}", "党员参加组织生活情况表")
        ruled(
            doc,
            row(label("姓　　名"), value("{{ 人.姓名 }}"), label("年　　度"), value("{{ 年度 }}年")),
            counts("应参加", "实参加", "出勤率"),
            counts("请假", "缺席", "补课"),
        )
        gap(doc)
        ruled(
            doc,
            listing(
                "次 in 人.各次",
                *EVENT,
                Column("类型", 30, "{{ 次.类型 }}"),
                Column("主题", None, "{{ 次.主题 }}", "cell"),
                Column("情况", 18, "{{ 次.情况 }}"),
                Column("请假、缺席的原因", 34, "{{ 次.事由 }}", "cell"),
                Column("补课", 16, "{{ 次.补课 }}"),
                empty="这一年的签到表上没有此人",
            ),
        )
        gap(doc)
        ruled(doc, row(label("本人签名"), value(""), label("党支部书记"), value("")))


def counts(*names: str) -> Row:
    cells = [(label(name), value(f"{{{{ 人.{name} }}}}", None, "value_center")) for name in names]
    return row(*(cell for pair in cells for cell in pair))


@template("出勤提醒名单", SHEET)
def alerts(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年出勤提醒名单")
    write(
        doc,
        "下列党员在签到表上缺席、没有写请假的次数达到规定的数，逐次列出。请核实每一次的情况，由支部研究决定。",
        "sheet_note",
    )
    with each(doc, "项 in 提醒"):
        gap(doc)
        ruled(
            doc,
            row(label("姓　　名"), value("{{ 项.姓名 }}"), label("达到的情形"), value("{{ 项.情形 }}")),
            row(label("规　　定"), value("{{ 项.要求 }}")),
            row(label("依　　据"), value("{{ 项.依据 }}")),
            *listing(
                "次 in 项.各次",
                *EVENT,
                Column("类型、主题", None, "{{ 次.类型 }}{% if 次.主题 %}《{{ 次.主题|一行 }}》{% endif %}", "cell"),
                Column("情况", 16, "{{ 次.情况 }}"),
                Column("表上写的原因", 27, "{{ 次.事由 }}", "cell"),
                Column("补课", 14, "{{ 次.补课 }}"),
                Column("出处", 36, "{{ 次.出处 }}", "cell"),
            ),
            passage("处理登记", name="项.处理登记", height=12),
            row(label("支部意见"), value(""), height=22),
            row(label("党支部书记"), value(""), label("日　　期"), value("")),
            together=True,
        )
        gap(doc)
