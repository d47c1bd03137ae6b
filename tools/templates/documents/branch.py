"""The branch itself, its members, its talks of two."""

from __future__ import annotations

from docx.document import Document

from templates.flow import when
from templates.gallery import template
from templates.markup import write
from templates.page import SHEET, WIDE_SHEET
from templates.sheets import (
    CLOSE,
    Column,
    gap,
    heading,
    label,
    listing,
    passage,
    row,
    ruled,
    section,
    value,
)


@template("支部基本情况", SHEET)
def branch(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "党支部基本情况")
    ruled(
        doc,
        row(label("上级党组织", 30), value("{{ 上级党组织 }}"), label("填报日期", 30), value("{{ 填报日期 }}")),
        row(label("成立日期", 30), value("{{ 成立日期 }}"), label("撤销日期", 30), value("{{ 撤销日期 }}")),
        row(label("换届日期", 30), value("{{ 换届日期 }}"), label("任期届满", 30), value("{{ 任期届满 }}")),
        row(label("党员人数", 30), value(_count("党员人数", "名册人数")), label("其中", 30), value(_shares())),
        row(label("联系电话", 30), value("{{ 联系电话 }}"), label("活动场所", 30), value("{{ 活动场所 }}")),
    )
    section(doc, "支部委员会")
    ruled(
        doc,
        listing(
            "人 in 支部委员会",
            Column("序号", 13, "{{ 人.序号 }}"),
            Column("姓名", 28, "{{ 人.姓名 }}"),
            Column("职务", 32, "{{ 人.职务 }}"),
            Column("分工", None, "{{ 人.分工 }}", "cell"),
            Column("任职日期", 30, "{{ 人.任职日期|短日期 }}"),
            empty="没有填写",
        ),
    )
    section(doc, "党小组")
    ruled(
        doc,
        listing(
            "组 in 党小组",
            Column("序号", 13, "{{ loop.index }}"),
            Column("名称", 34, "{{ 组.名称 }}"),
            Column("组长", 28, "{{ 组.组长 }}"),
            Column("成员", None, "{{ 组.成员 }}", "cell"),
            empty="没有填写",
        ),
    )
    with when(doc, "备注"):
        gap(doc)
        ruled(doc, passage("备注", height=20))
    gap(doc)
    ruled(doc, row(label("党支部书记（签字）", 46), value(""), label("日　　期", 30), value(""), height=11))


NOTES = (
    "{% if 人.转入日期 %}{{ 人.转入日期|短日期 }}转入 {% endif %}"
    "{% if 人.转出日期 %}{{ 人.转出日期|短日期 }}转出 {% endif %}{{ 人.备注 }}"
)


@template("党员名册", WIDE_SHEET)
def members(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党员名册")
    ruled(
        doc,
        listing(
            "人 in 名册",
            Column("序号", 11, "{{ 人.序号 }}"),
            Column("姓名", 22, "{{ 人.姓名 }}"),
            Column("性别", 11, "{{ 人.性别 }}"),
            Column("民族", 13, "{{ 人.民族 }}"),
            Column("出生日期", 20, "{{ 人.出生日期|短日期 }}"),
            Column("学历", 14, "{{ 人.学历 }}"),
            Column("入党日期", 23, "{{ 人.入党日期|短日期 }}"),
            Column("转正日期", 23, "{{ 人.转正日期|短日期 }}"),
            Column("类别", 18, "{{ 人.人员类别 }}"),
            Column("职务", 22, "{{ 人.职务 }}"),
            Column("党小组", 24, "{{ 人.党小组 }}"),
            Column("联系电话", 26, "{{ 人.联系电话 }}"),
            Column("备注", None, NOTES, "cell"),
            height=CLOSE,
        ),
    )


def _count(told: str, listed: str) -> str:
    """As the sheet tells it, else by the roster."""
    return f"{{% if {told} or {listed} %}}{{{{ {told} or {listed} }}}} 人{{% endif %}}"


def _shares() -> str:
    full, candidates = _count("正式党员", "名册正式"), _count("预备党员", "名册预备")
    return f"正式 {full}　预备 {candidates}"


@template("谈心谈话台账", WIDE_SHEET)
def talks(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年谈心谈话台账")
    ruled(
        doc,
        listing(
            "次 in 谈话台账",
            Column("序号", 12, "{{ 次.序号 }}"),
            Column("日期", 24, "{{ 次.谈话日期|短日期 }}"),
            Column("谈话人", 25, _with_post("谈话人")),
            Column("谈话对象", 25, _with_post("谈话对象")),
            Column("类别", 26, "{{ 次.结对 }}"),
            Column("主题", 36, "{{ 次.谈话主题 }}", "cell"),
            Column("意见建议", None, "{{ 次.意见建议 }}", "cell"),
            Column("后续措施", None, "{{ 次.后续措施 }}", "cell"),
        ),
    )


def _with_post(who: str) -> str:
    return f"{{{{ 次.{who} }}}}{{% if 次.{who}职务 %}}（{{{{ 次.{who}职务 }}}}）{{% endif %}}"


@template("谈心谈话情况统计表", SHEET)
def pairings(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年谈心谈话情况统计表")
    write(
        doc,
        "截至 {{ 统计截至 }}，谈话 {{ 谈话次数 }} 次。支委 {{ 支委人数 }} 人，两两之间应谈 {{ 支委对数 }} 对，"
        "已谈 {{ 已谈对数 }} 对；其他党员 {{ 党员人数 }} 人，与支委谈过 {{ 与支委谈过人数 }} 人，"
        "与党员谈过 {{ 与党员谈过人数 }} 人。",
        "sheet_note",
    )
    section(doc, "一、支部委员之间")
    ruled(
        doc,
        listing(
            "对 in 支委之间",
            Column("序号", 13, "{{ 对.序号 }}"),
            Column("支委", 30, "{{ 对.支委甲 }}"),
            Column("支委", 30, "{{ 对.支委乙 }}"),
            Column("次数", 14, "{{ 对.次数 }}"),
            Column("日期", None, "{{ 对.日期 }}", "cell"),
            Column("情况", 18, "{{ 对.情况 }}"),
            empty="没有设支部委员会，或没有报送支部基本情况表",
            height=CLOSE,
        ),
    )
    section(doc, "二、支部委员和党员之间、党员和党员之间")
    ruled(
        doc,
        listing(
            "人 in 党员谈话",
            Column("序号", 13, "{{ 人.序号 }}"),
            Column("姓名", 24, "{{ 人.姓名 }}"),
            Column("次数", 13, "{{ 人.支委次数 }}"),
            Column("与支委谈话", None, "{{ 人.与支委谈话 }}", "cell"),
            Column("次数", 13, "{{ 人.党员次数 }}"),
            Column("与党员谈话", None, "{{ 人.与党员谈话 }}", "cell"),
            Column("尚缺", 26, "{{ 人.尚缺 }}"),
            empty="没有其他党员",
            height=CLOSE,
        ),
    )
    with when(doc, "谈话依据"):
        write(doc, "依据：{{ 谈话依据 }}。", "sheet_note")
