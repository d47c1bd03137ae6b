"""党费 through the year: ledger by member, fixed bases, differences, who has not paid; one reduction; publication."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each as paragraphs
from templates.flow import when
from templates.gallery import template
from templates.markup import write
from templates.official import body, closing, last_body, title
from templates.page import OFFICIAL, SHEET, WIDE_SHEET
from templates.sheets import Cell, Column, Row, each, heading, label, listing, passage, repeated, row, ruled, value

MONTHS = range(1, 13)
MONTH, SUM = 12.8, 14.6
NUMBER, NAME, CLASS, BASE = 7, 14, 11, 16


@template("党费年度台账", WIDE_SHEET)
def ledger(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党费年度台账")
    note = "每格上为应交、下为实交；单位：元{% if 截至月份 %}；截至{{ 截至月份 }}{% endif %}"
    note += "{% if 没有收缴表的月份 %}；没有收缴表：{{ 没有收缴表的月份 }}{% endif %}"
    write(doc, note, "sheet_note_right")
    heads = ("序号", NUMBER), ("姓名", NAME), ("类别", CLASS), ("基数\n比例", BASE)
    sums = ("应交\n实交", SUM), ("欠交\n多交", SUM), ("变动", None)
    columns = *heads, *((f"{number}月", MONTH) for number in MONTHS), *sums
    ruled(
        doc,
        repeated(Row(tuple(small(text, width, "column_small") for text, width in columns), 9)),
        each(
            "人 in 年度台账",
            Row(
                (
                    small("{{ 人.序号 }}", NUMBER),
                    small("{{ 人.姓名 }}", NAME),
                    small("{{ 人.人员类别 }}", CLASS),
                    small("{{ 人.计算基数 }}\n{{ 人.比例 }}", BASE),
                    *(amounts("人", f"应交{number}", f"实交{number}", MONTH) for number in MONTHS),
                    amounts("人", "应交计", "实交计", SUM),
                    amounts("人", "欠交", "预交多交", SUM),
                    small("{{ 人.变动 }}", None, "cell_small"),
                ),
                9,
            ),
        ),
        each(
            "计 in 年度合计",
            Row(
                (
                    small("合　　计", NUMBER + NAME + CLASS + BASE, "column_small"),
                    *(amounts("计", f"应交{number}", f"实交{number}", MONTH, "number_tiny") for number in MONTHS),
                    amounts("计", "应交计", "实交计", SUM, "number_tiny"),
                    amounts("计", "欠交", "预交多交", SUM, "number_tiny"),
                    small("", None),
                ),
                9,
            ),
        ),
    )


def small(text: str, width: float | None, style: str = "center_small") -> Cell:
    return Cell(tuple((line, style) for line in text.split("\n")), width)


def amounts(row_name: str, above: str, below: str, width: float, style: str = "number_small") -> Cell:
    return small(f"{{{{ {row_name}.{above} }}}}\n{{{{ {row_name}.{below} }}}}", width, style)


@template("党费基数核定表", WIDE_SHEET)
def bases(doc: Document) -> None:
    wages = ("岗位工资", "薪级工资", "基础性绩效", "养老保险", "职业年金", "住房公积金", "医疗保险", "所得税")
    with paragraphs(doc, "表 in 核定"):
        heading(doc, "{{ 支部 }}", "{{ 年度 }}年党费计算基数核定表")
        write(doc, "{% if 表.核定日期 %}{{ 表.核定日期 }}　　{% endif %}单位：元", "sheet_note_right")
        ruled(
            doc,
            listing(
                "人 in 表.核定",
                Column("序号", 8, "{{ 人.序号 }}", "center_small"),
                Column("姓名", 15, "{{ 人.姓名 }}", "center_small"),
                Column("类别", 13, "{{ 人.人员类别 }}", "center_small"),
                *(Column(name, 17.5, f"{{{{ 人.{name} }}}}", "number_small") for name in wages),
                Column("计算基数", 17, "{{ 人.计算基数 }}", "number_small"),
                Column("比例", 10, "{{ 人.比例 }}", "center_small"),
                Column("月交纳额", 14, "{{ 人.月交纳额 }}", "number_small"),
                Column("共交纳", 15, "{{ 人.共交纳 }}", "number_small"),
                Column("起始月份", 14, "{{ 人.起始月份 }}", "center_small"),
                Column("说明", None, "{{ 人.说明 }}", "cell_small"),
            ),
            row(
                label("审 核 人"),
                value("{{ 表.审核人 }}"),
                label("填 报 人"),
                value("{{ 表.填报人 }}"),
                label("联系电话"),
                value("{{ 表.联系电话 }}"),
                height=11,
            ),
        )


@template("党费差额明细表", WIDE_SHEET)
def differences(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党费差额明细表")
    write(doc, "单位：元；规定应交按核定的基数、人员类别、入党转入日期和减免决定算出，请逐项核实", "sheet_note_right")
    ruled(
        doc,
        listing(
            "项 in 差额",
            Column("序号", 10, "{{ 项.序号 }}"),
            Column("月份", 26, "{{ 项.月份 }}"),
            Column("姓名", 20, "{{ 项.姓名 }}"),
            Column("规定应交", 20, "{{ 项.规定应交 }}", "number"),
            Column("表上应交", 20, "{{ 项.表上应交 }}", "number"),
            Column("实交", 20, "{{ 项.实交 }}", "number"),
            Column("欠交", 20, "{{ 项.欠交 }}", "number"),
            Column("预交多交", 20, "{{ 项.预交多交 }}", "number"),
            Column("情况", None, "{{ 项.情况 }}", "cell"),
            Column("出处", 44, "{{ 项.出处 }}", "cell_small"),
        ),
    )


@template("党费未交提醒", WIDE_SHEET)
def unpaid(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党费未交提醒")
    write(doc, "只列出事实和出处；有没有正当理由、怎样处理，由党组织核实后决定。", "sheet_note")
    ruled(
        doc,
        listing(
            "人 in 未交提醒",
            Column("序号", 10, "{{ 人.序号 }}"),
            Column("姓名", 20, "{{ 人.姓名 }}"),
            Column("连续月数", 18, "{{ 人.月数 }}"),
            Column("起止", 30, "{{ 人.起止 }}"),
            Column("依据", None, "{{ 人.依据 }}", "cell"),
            Column("出处", 52, "{{ 人.出处 }}", "cell_small"),
            Column("规定", 30, "{{ 人.规定 }}", "cell"),
            Column("核实情况", 34, "", "cell"),
        ),
    )


@template("党费减免审批表", SHEET)
def reduction(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "党费减免审批表")
    ruled(
        doc,
        row(label("姓　　名"), value("{{ 姓名 }}"), label("人员类别"), value("{{ 人员类别 }}"), height=12),
        row(
            label("原每月应交", 32),
            value("{{ 原月应交 }} 元"),
            label("减免后每月应交", 36),
            value("{{ 减免后 }} 元"),
            height=12,
        ),
        row(
            label("减免起止"),
            value("{% if 起始月份 %}{{ 起始月份 }}至{{ 终止月份 or 横线 }}{% else %}{{ 起止月份 or 横线 }}{% endif %}"),
            height=12,
        ),
        passage("减免原因", height=62),
        passage("支部意见", height=62, leads=True),
        row(label("决定会议"), value("{{ 决定会议 }}"), label("决定日期"), value("{{ 决定日期 }}"), height=12),
        row(label("申请人签字", 32), value(""), label("党支部书记签字", 36), value(""), height=18),
    )


@template("党费收缴情况公示", OFFICIAL)
def publication(doc: Document) -> None:
    """What was to be paid and what was; what anybody earns is not made public."""
    title(doc, "{{ 支部 }}", "{{ 期间 }}党费收缴情况公示")
    body(
        doc,
        "现将{{ 支部 }}{{ 期间 }}党费收缴情况公示如下。{{ 公示月份 }}应交党费的党员{{ 公示人数 }}人，"
        "应交{{ 公示应交 }}元，实交{{ 公示实交 }}元。",
    )
    with when(doc, "没有收缴表的月份"):
        body(doc, "{{ 没有收缴表的月份 }}的党费收缴表还没有收到，不在其内。")
    write(doc, "单位：元", "sheet_note_right")
    ruled(
        doc,
        listing(
            "人 in 公示",
            Column("序号", 16, "{{ 人.序号 }}"),
            Column("姓名", 40, "{{ 人.姓名 }}"),
            Column("应交", 34, "{{ 人.应交 }}", "number"),
            Column("实交", 34, "{{ 人.实交 }}", "number"),
            Column("备注", None, ""),
            height=6.6,
        ),
        row(
            label("合　　计", 56),
            value("{{ 公示应交 }}", 34, "number"),
            value("{{ 公示实交 }}", 34, "number"),
            value(""),
            height=6.6,
        ),
    )
    write(doc, "", "gap")
    body(doc, "公示期：　　　年　　月　　日至　　月　　日。")
    last_body(doc, "如有异议，请在公示期内向支部反映。")
    closing(doc, "{{ 支部 }}", "　　　　年　　月　　日")
