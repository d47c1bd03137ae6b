"""党员管理: who is on the way into the Party, who was dealt with, who wrote what; a vote, a decision on one person."""

from __future__ import annotations

from docx.document import Document

from templates.gallery import template
from templates.page import SHEET, WIDE_SHEET
from templates.sheets import Column, heading, label, listing, passage, row, ruled, value


@template("发展党员登记册", WIDE_SHEET)
def development(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年发展党员登记册")
    ruled(
        doc,
        listing(
            "人 in 发展",
            Column("序号", 10, "{{ 人.序号 }}"),
            Column("姓名", 18, "{{ 人.姓名 }}"),
            Column("申请入党", 24, "{{ 人.申请入党日期|短日期 }}"),
            Column("积极分子", 24, "{{ 人.积极分子日期|短日期 }}"),
            Column("培养联系人", 22, "{{ 人.培养联系人 }}"),
            Column("发展对象", 24, "{{ 人.发展对象日期|短日期 }}"),
            Column("入党介绍人", 22, "{{ 人.入党介绍人 }}"),
            Column("接收大会", 24, "{{ 人.接收日期|短日期 }}"),
            Column("转正大会", 24, "{{ 人.转正日期|短日期 }}"),
            Column("现阶段", 21, "{{ 人.阶段 }}"),
            Column("缺少材料", 28, "{{ 人.缺少材料 }}", "cell"),
            Column("备注", None, "{{ 人.备注 }}"),
            height=10,
        ),
    )


@template("票决记录", SHEET)
def vote(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "票决记录")
    ruled(
        doc,
        row(label("表决事项"), value("{{ 表决事项 }}"), height=14, splits=True),
        row(label("表决对象"), value("{{ 表决对象 }}"), label("票决日期"), value("{{ 票决日期 }}")),
        row(label("会议地点"), value("{{ 会议地点 }}"), label("主 持 人"), value("{{ 主持人 }}")),
        row(label("表决方式"), value("{{ 表决方式 }}")),
        row(
            label("应到会有表决权人数", 48),
            value("{{ 应到有表决权 }}", None, "value_center"),
            label("实到会有表决权人数", 48),
            value("{{ 实到有表决权 }}", None, "value_center"),
            height=12,
        ),
        row(
            label("赞成票", 28),
            value("{{ 赞成 }}", None, "value_center"),
            label("反对票", 28),
            value("{{ 反对 }}", None, "value_center"),
            label("弃权票", 28),
            value("{{ 弃权 }}", None, "value_center"),
            height=12,
        ),
        row(label("表决结果"), value("{{ 表决结果 }}"), height=12),
        passage("书面意见", height=40, leads=True),
        row(label("计 票 人"), value("{{ 计票人 }}"), label("监 票 人"), value("{{ 监票人 }}"), height=12),
        row(value("党支部书记（签字）："), value("年　　月　　日", 60, "value_center"), height=14),
    )


@template("违纪党员清单", WIDE_SHEET)
def discipline(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年违纪党员清单")
    ruled(
        doc,
        listing(
            "人 in 违纪",
            Column("序号", 12, "{{ 人.序号 }}"),
            Column("姓名", 24, "{{ 人.姓名 }}"),
            Column("主要事实", None, "{{ 人.主要事实 }}", "cell"),
            Column("处理决定", 38, "{{ 人.处理决定 }}", "cell"),
            Column("决定机构", 34, "{{ 人.决定机构 }}"),
            Column("文号", 36, "{{ 人.文号 }}"),
            Column("处理日期", 27, "{{ 人.处理日期|短日期 }}"),
            Column("备注", 22, "{{ 人.备注 }}"),
            height=12,
        ),
    )


@template("不合格党员处置登记册", WIDE_SHEET)
def unfit(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年不合格党员处置登记册")
    ruled(
        doc,
        listing(
            "人 in 处置",
            Column("序号", 12, "{{ 人.序号 }}"),
            Column("姓名", 24, "{{ 人.姓名 }}"),
            Column("认定依据", None, "{{ 人.认定依据 }}", "cell"),
            Column("处置措施", 54, "{{ 人.处置措施 }}", "cell"),
            Column("处置日期", 27, "{{ 人.处置日期|短日期 }}"),
            Column("后续情况", 50, "{{ 人.后续情况 }}", "cell"),
            Column("备注", 24, "{{ 人.备注 }}"),
            height=12,
        ),
    )


@template("学习心得登记册", SHEET)
def reflections(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年学习心得体会登记册")
    ruled(
        doc,
        listing(
            "篇 in 心得",
            Column("序号", 11, "{{ 篇.序号 }}"),
            Column("姓名", 24, "{{ 篇.姓名 }}"),
            Column("题目", None, "{{ 篇.题目 }}", "cell"),
            Column("提交日期", 27, "{{ 篇.提交日期|短日期 }}"),
            Column("文件名", 34, "{{ 篇.文件名 }}", "cell"),
            Column("备注", 22, "{{ 篇.备注 }}"),
        ),
    )


@template("组织处理登记表", SHEET)
def measure(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "组织处理（提醒谈话）登记表")
    ruled(
        doc,
        row(label("姓　　名"), value("{{ 姓名 }}"), label("职　　务"), value("{{ 职务 }}")),
        row(label("登记日期"), value("{{ 登记日期 }}"), label("谈 话 人"), value("{{ 谈话人 }}")),
        passage("事　　由", name="事由", height=28),
        passage("提出依据", height=34),
        passage("谈话内容", height=34),
        passage("本人说明", height=28),
        passage("决　　定", name="决定", height=34, leads=True),
        row(label("决定机构"), value("{{ 决定机构 }}"), label("决定日期"), value("{{ 决定日期 }}")),
        row(value("本人（签字）："), value("党支部书记（签字）："), height=14),
    )
