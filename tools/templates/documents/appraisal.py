"""民主评议党员: each member's own sheet, the votes, the verdicts, and the two lists that follow from them."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, when
from templates.gallery import template
from templates.markup import write
from templates.page import SHEET
from templates.sheets import (
    Column,
    Row,
    heading,
    if_given,
    label,
    listing,
    passage,
    row,
    ruled,
    section,
    value,
)

_GRADES = ("优秀", "合格", "基本合格", "不合格")
_NOBODY = "{% if 评定齐全 %}无{% endif %}"
"""Only once everyone has a verdict; until then the list is open."""


@template("民主评议党员登记表", SHEET)
def register(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "民主评议党员登记表")
    write(doc, "评议日期：{{ 活动日期 }}　参加评议 {{ 评议|length }} 人", "sheet_note")
    ruled(
        doc,
        listing(
            "人 in 评议",
            Column("序号", 11, "{{ 人.序号 }}"),
            Column("姓名", 25, "{{ 人.姓名 }}"),
            Column("自评等次", 22, "{{ 人.自评等次 }}"),
            *(Column(grade, 17, f"{{{{ 人.{grade} }}}}") for grade in _GRADES),
            Column("评定等次", 22, "{{ 人.评定等次 }}"),
            Column("备注", None, "{{ 人.备注 }}"),
        ),
        _signature(),
    )


@template("党员自评表", SHEET)
def self_appraisal(doc: Document) -> None:
    with each(doc, "表 in 自评"):
        write(doc, "{{ 表.支部 }}", "sheet_owner", "<w:pageBreakBefore/>")
        write(doc, "{{ 表.年度 }}年度党员自评表", "sheet_title")
        ruled(
            doc,
            row(
                label("姓　　名"),
                value("{{ 表.姓名 }}"),
                label("性　　别"),
                value("{{ 表.性别 }}", 18),
                label("出生日期"),
                value("{{ 表.出生日期|短日期 }}"),
            ),
            row(
                label("民　　族"),
                value("{{ 表.民族 }}"),
                label("学　　历"),
                value("{{ 表.学历 }}", 18),
                label("入党日期"),
                value("{{ 表.入党日期|短日期 }}"),
            ),
            row(label("职　　务"), value("{{ 表.职务 }}")),
            passage("自评内容", name="表.自评内容", height=60),
            if_given("表.存在问题", passage("存在问题", name="表.存在问题", height=23)),
            if_given("表.努力方向", passage("努力方向", name="表.努力方向", height=23)),
            row(label("自评等次"), value("{{ 表.自评等次 }}"), label("填表日期"), value("{{ 表.填表日期 }}")),
            passage("互评意见", name="表.互评意见", height=25),
            passage("支部意见", name="表.支部评定意见", height=25, leads=True),
            row(label("评定等次"), value("{{ 表.评定等次 }}")),
            row(value("本人（签字）："), value("党支部书记（签字）："), height=13),
        )


@template("民主测评结果汇总", SHEET)
def votes(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "民主测评结果汇总")
    with when(doc, "评议"):
        ruled(
            doc,
            row(
                *(
                    cell
                    for head, name in (
                        ("应到", "测评应到"),
                        ("实到", "测评实到"),
                        ("发出票", "发出票数"),
                        ("收回票", "收回票数"),
                        ("有效票", "有效票数"),
                    )
                    for cell in (label(head, 19), value(f"{{{{ {name} }}}}", None, "value_center"))
                )
            ),
            listing(
                "人 in 评议",
                Column("序号", 12, "{{ 人.序号 }}"),
                Column("姓名", 32, "{{ 人.姓名 }}"),
                *(Column(f"{grade}票", None, f"{{{{ 人.{grade} }}}}") for grade in _GRADES),
                Column("弃权票", None, "{{ 人.弃权 }}"),
            ),
            row(label("计 票 人"), value("{{ 计票人 }}"), label("监 票 人"), value("{{ 监票人 }}"), height=11),
        )
    with when(doc, "逐票"):
        section(doc, "按报来的 {{ 单票数 }} 张测评票逐票点得")
        ruled(
            doc,
            listing(
                "人 in 逐票",
                Column("序号", 12, "{{ 人.序号 }}"),
                Column("姓名", 40, "{{ 人.姓名 }}"),
                *(Column(f"{grade}票", None, f"{{{{ 人.{grade} }}}}") for grade in _GRADES),
            ),
        )
    write(doc, "票数只是评定的参考；评定等次由党组织研究决定。", "sheet_note")


@template("优秀党员名单", SHEET)
def excellent(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "民主评议优秀党员名单")
    write(doc, "评议日期：{{ 活动日期 }}　参加评议 {{ 评议|length }} 人，优秀 {{ 优秀名单|length }} 人", "sheet_note")
    ruled(
        doc,
        listing(
            "人 in 优秀名单",
            Column("序号", 15, "{{ 人.序号 }}"),
            Column("姓名", 45, "{{ 人.姓名 }}"),
            Column("评定等次", 40, "{{ 人.评定等次 }}"),
            Column("备注", None, "{{ 人.备注 }}"),
            empty=_NOBODY,
            height=9,
        ),
        _signature(),
    )


@template("不合格党员名单及处置措施", SHEET)
def unfit(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "不合格党员名单及处置措施")
    write(doc, "评议日期：{{ 活动日期 }}", "sheet_note")
    ruled(
        doc,
        listing(
            "人 in 不合格名单",
            Column("序号", 15, "{{ 人.序号 }}"),
            Column("姓名", 35, "{{ 人.姓名 }}"),
            Column("处置措施", None, "{{ 人.处置措施 }}", "cell"),
            Column("备注", 35, "{{ 人.备注 }}"),
            empty=_NOBODY,
            height=14,
        ),
        _signature(),
    )


def _signature() -> Row:
    return row(value("党支部书记（签字）："), value("年　　月　　日", 60, "value_center"), height=13)
