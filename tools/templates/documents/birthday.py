"""政治生日: the year's register and what is prepared, one event, and the wish sheets."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, lines_of, when
from templates.gallery import template
from templates.markup import write
from templates.page import SHEET, WIDE_SHEET
from templates.sheets import (
    CLOSE,
    Cell,
    Column,
    Row,
    band,
    gap,
    heading,
    label,
    listing,
    repeated,
    row,
    ruled,
    section,
    value,
)
from templates.sheets import each as each_row

BORN = (
    "政治生日是支部党员大会接收为预备党员之日（入党日期）；党龄从转为正式党员之日算起（党章第七条），算到当年政治生日。"
)


@template("政治生日名册", SHEET)
def register(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党员政治生日名册")
    section(doc, "一、按入党日期排列")
    write(doc, BORN, "sheet_note")
    ruled(
        doc,
        listing(
            "人 in 序列",
            Column("序号", 10, "{{ 人.序号 }}"),
            Column("姓名", 24, "{{ 人.姓名 }}"),
            Column("入党日期", 25, "{{ 人.入党日期|短日期 }}"),
            Column("政治生日", 22, "{{ 人.政治生日 }}"),
            Column("入党周年", 17, "{{ 人.入党周年 }}"),
            Column("党龄", 13, "{{ 人.党龄 }}"),
            Column("过生日日期", 23, "{{ 人.活动日期|短日期 }}"),
            Column("备注", None, "{{ 人.备注 }}", "cell"),
        ),
    )
    with when(doc, "无入党日期"):
        write(doc, "花名册上没有入党日期、还没有排入的：{{ 无入党日期 }}。", "sheet_section")
    section(doc, "二、各季度、各月安排")
    ruled(
        doc,
        repeated(row(*(value(text, width, "column") for text, width in MONTHS), height=7.6)),
        each_row(
            "季 in 季度",
            band("{{ 季.季度 }}（{{ 季.人数 }}人）"),
            *each_row("月 in 季.各月", row(*(value(*cell) for cell in MONTH), height=7.6)),
        ),
    )


MONTHS = (("月份", 18), ("人数", 14), ("过政治生日的党员", None), ("活动日期", 30))
MONTH = (
    ("{{ 月.月份 }}", 18, "cell_center"),
    ("{{ 月.人数 }}", 14, "cell_center"),
    ("{{ 月.党员 }}", None, "cell"),
    ("{{ 月.活动日期 }}", 30, "cell_center"),
)


@template("政治生日筹备清单", WIDE_SHEET)
def checklist(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党员政治生日筹备清单")
    write(doc, "表单上已经填写的印在格内，没有的由支部办理后填写。", "sheet_note")
    ruled(
        doc,
        listing(
            "人 in 筹备",
            Column("序号", 12, "{{ 人.序号 }}"),
            Column("月份", 16, "{{ 人.月份 }}"),
            Column("姓名", 28, "{{ 人.姓名 }}"),
            Column("政治生日", 28, "{{ 人.政治生日 }}"),
            Column("重温入党志愿书", 34, "{{ 人.重温志愿书日期|短日期 }}"),
            Column("谈心谈话", 30, "{{ 人.谈话日期|短日期 }}"),
            Column("贺卡", 18, "{{ 人.贺卡 }}"),
            Column("领誓人", 18, "{{ 人.领誓 }}"),
            Column("愿望", 18, "{{ 人.愿望 }}"),
            Column("过生日的日期", None, "{{ 人.活动日期|短日期 }}"),
            height=CLOSE,
        ),
    )


@template("政治生日活动登记", WIDE_SHEET)
def event(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "党员政治生日活动登记表")
    head = repeated(
        row(label("活动日期"), value("{{ 活动日期 }}"), label("活动地点"), value("{{ 活动地点 }}")),
        row(label("主 持 人"), value("{{ 主持人 }}"), label("领 誓 人"), value("{{ 领誓名单 }}")),
        row(label("活动形式"), value("{{ 活动形式 }}"), label("所在活动"), value("{{ 所在活动 }}")),
    )
    ruled(
        doc,
        head,
        listing(
            "人 in 过生日党员",
            Column("序号", 11, "{{ 人.序号 }}"),
            Column("姓名", 24, "{{ 人.姓名 }}"),
            Column("入党日期", 25, "{{ 人.入党日期|短日期 }}"),
            Column("入党周年", 18, "{{ 人.入党周年 }}"),
            Column("重温入党志愿书", 33, "{{ 人.重温志愿书日期|短日期 }}"),
            Column("查找的差距", None, "{{ 人.查找的差距 }}", "cell"),
            Column("谈话日期", 25, "{{ 人.谈话日期|短日期 }}"),
            Column("谈话人", 24, "{{ 人.谈话人 }}"),
            Column("贺卡", 15, "{{ 人.贺卡 }}"),
            Column("备注", 25, "{{ 人.备注 }}", "cell"),
        ),
    )


@template("政治生日心愿卡", SHEET)
def wishes(doc: Document) -> None:
    with each(doc, "人 in 过生日党员"):
        with when(doc, "not loop.first"):
            write(doc, "", "gap", "<w:pageBreakBefore/>")
        heading(doc, "{{ 支部 }}", "政治生日心愿卡")
        ruled(
            doc,
            row(label("姓　　名"), value("{{ 人.姓名 }}"), label("活动日期"), value("{{ 活动日期 }}")),
            row(label("入党日期"), value("{{ 人.入党日期 }}"), label("入党周年"), value("{{ 人.入党周年 }}")),
            own_words("入党故事"),
            own_words("感受体会"),
            own_words("愿望"),
            row(label("本人签名"), value(""), label("日　　期"), value("")),
        )
        gap(doc)


def own_words(name: str) -> Row:
    """What the person said or wrote, or room for it."""
    texts = (f"{{%p for {lines_of(f'人.{name}')} %}}", "{{ 段 }}", "{%p else %}", "", "{%p endfor %}")
    text = Cell(tuple((one, "passage") for one in texts), None, top=True)
    return Row((label(name), text), 60, splits=True)
