"""Plans: the year's by months and by days, what is to be studied, a quarter's; the plan against what was done."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each as each_one
from templates.flow import lines_of, otherwise, when
from templates.gallery import template
from templates.markup import write
from templates.page import SHEET, WIDE_SHEET
from templates.sheets import Column, band, each, gap, heading, label, listing, repeated, row, ruled, section, value


@template("年度活动安排表", SHEET)
def year_plan(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年活动安排表")
    ruled(
        doc,
        listing(
            "行 in 安排",
            Column("活动时间", 24, "{{ 行.月份.month }}月"),
            Column("活动主题", 46, "{{ 行.活动主题 }}"),
            Column("活动内容", None, "{{ 行.活动内容 }}", "cell"),
            Column("组织科室", 28, "{{ 行.组织科室 }}"),
            height=13,
        ),
    )
    _signed(doc)


@template("党员活动日计划日程表", WIDE_SHEET)
def schedule(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年党员活动日计划日程表")
    _day_rule(doc)
    ruled(
        doc,
        listing(
            "行 in 安排",
            Column("月份", 13, "{{ 行.月份.month }}月"),
            Column("日期", 25, "{{ 行.计划日期|短日期 }}"),
            Column("主题", 36, "{{ 行.活动主题 }}"),
            Column("内容", None, "{{ 行.活动内容 }}", "cell"),
            Column("形式", 22, "{{ 行.活动形式 }}"),
            Column("地点", 24, "{{ 行.活动地点 }}"),
            Column("组织科室", 22, "{{ 行.组织科室 }}"),
            Column("负责人", 19, "{{ 行.负责人 }}"),
            Column("备注", 32, "{{ 行.日期说明 }}", "cell"),
            height=10,
        ),
    )
    _filing(doc)


@template("季度活动计划", WIDE_SHEET)
def quarter_plan(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 季度 }}活动计划")
    _day_rule(doc)
    with when(doc, "季度主题"):
        write(doc, "季度主题：{{ 季度主题|一行 }}", "sheet_note")
    ruled(
        doc,
        listing(
            "行 in 计划",
            Column("序号", 11, "{{ loop.index }}"),
            Column("日期", 24, "{{ 行.计划日期|短日期 }}"),
            Column("主题", 40, "{{ 行.活动主题 }}"),
            Column("内容", None, "{{ 行.活动内容 }}", "cell"),
            Column("形式", 26, "{{ 行.活动形式 }}"),
            Column("地点", 28, "{{ 行.活动地点 }}"),
            Column("负责人", 24, "{{ 行.负责人 }}"),
            Column("备注", 30, "{{ 行.日期说明 }}", "cell"),
            height=13,
        ),
    )
    _filing(doc)


@template("季度活动计划汇总表", WIDE_SHEET)
def quarter_summary(doc: Document) -> None:
    heading(doc, "{{ 汇总单位 }}", "{{ 季度 }}活动计划汇总表")
    with when(doc, "应报支部数"):
        write(doc, "应报支部 {{ 应报支部数 }} 个。", "sheet_note")
    ruled(
        doc,
        listing(
            "行 in 汇总",
            Column("序号", 11, "{{ loop.index }}"),
            Column("支部", 44, "{{ 行.支部 }}"),
            Column("日期", 26, "{{ 行.计划日期|短日期 }}"),
            Column("主题", 44, "{{ 行.活动主题 }}"),
            Column("内容", None, "{{ 行.活动内容 }}", "cell"),
            Column("形式", 28, "{{ 行.活动形式 }}"),
            Column("负责人", 24, "{{ 行.负责人 }}"),
            height=9,
        ),
    )
    with when(doc, "备注"):
        write(doc, "备注：{{ 备注|一行 }}", "sheet_note")
    with when(doc, "报送期限"):
        write(doc, "{{ 报送期限 }}以前报{{ 报送对象 or '上级党组织' }}。", "sheet_note")
    ruled(doc, row(label("报送日期", 30), value("{{ 报送日期 }}"), label("汇总人（签字）", 46), value(""), height=11))


@template("学习计划", SHEET)
def study_plan(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年学习计划")
    ruled(
        doc,
        listing(
            "行 in 学习",
            Column("月份", 16, "{{ 行.月份.month }}月"),
            Column("学习内容", None, "{{ 行.学习内容 }}", "cell"),
            Column("学习方式", 30, "{{ 行.学习方式 }}"),
            Column("领学人", 26, "{{ 行.领学人 }}"),
            Column("备注", 24, "{{ 行.备注 }}"),
            height=12,
        ),
    )
    _signed(doc)


@template("计划落实对照表", WIDE_SHEET)
def fulfilment(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年活动计划落实对照表")
    write(
        doc,
        "计划 {{ 计划项数 }} 项：按计划开展 {{ 按计划项数 }} 项，有变动 {{ 变动项数 }} 项，"
        "没有登记 {{ 未登记项数 }} 项，还没有到 {{ 未到项数 }} 项；计划外 {{ 计划外项数 }} 项。",
        "sheet_note",
    )
    ruled(
        doc,
        listing(
            "行 in 落实",
            Column("序号", 12, "{{ 行.序号 }}"),
            Column("月份", 16, "{{ 行.月份 }}"),
            Column("计划日期", 26, "{{ 行.计划日期|短日期 }}"),
            Column("计划主题", None, "{{ 行.计划主题 }}", "cell"),
            Column("组织", 30, "{{ 行.组织 }}"),
            Column("活动日期", 26, "{{ 行.活动日期|短日期 }}"),
            Column("活动主题", None, "{{ 行.活动主题 }}", "cell"),
            Column("落实情况", 36, "{{ 行.落实情况 }}"),
            height=9,
        ),
    )


@template("活动内容频次对照表", SHEET)
def content_frequency(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年活动内容频次对照表")
    write(doc, "{% if 截至 %}截至 {{ 截至 }} 登记的活动。{% endif %}", "sheet_note")
    ruled(
        doc,
        repeated(row(*(value(text, width, "column") for text, width in CONTENT_HEADS), height=7.6)),
        each(
            "类 in 频次",
            band("{{ 类.内容 }}（{{ 类.要求 }}{% if 类.依据 %}；{{ 类.依据 }}{% endif %}）"),
            *each("期 in 类.各期", row(*(value(*cell) for cell in CONTENT), height=6.4)),
        ),
    )
    with when(doc, "未写类别"):
        write(doc, "没有写内容类别的活动：{{ 未写类别 }}。", "sheet_note")


CONTENT_HEADS = (("期间", 38), ("开展的活动", None), ("次数", 16), ("情况", 24))
CONTENT = (
    ("{{ 期.期间 }}", 38, "cell_center"),
    ("{{ 期.开展情况 }}", None, "cell"),
    ("{{ 期.次数 }}", 16, "cell_center"),
    ("{{ 期.情况 }}", 24, "cell_center"),
)


@template("月度活动报告", SHEET)
def month_report(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 期间 }}活动情况和下月活动计划")
    section(doc, "一、{{ 期间 }}开展的活动")
    ruled(
        doc,
        listing(
            "次 in 活动台账",
            Column("日期", 25, "{{ 次.活动日期|短日期 }}"),
            Column("类型", 24, "{{ 次.活动类型 }}"),
            Column("主题", None, "{{ 次.活动主题 }}", "cell"),
            Column("地点", 30, "{{ 次.活动地点 }}"),
            Column("应到", 13, "{{ 次.应到人数 }}"),
            Column("实到", 13, "{{ 次.实到人数 }}"),
        ),
    )
    with each_one(doc, "次 in 活动"), when(doc, "次.活动小结"):
        write(doc, "{{ 次.活动日期 }}{{ 次.活动主题|一行 }}：", "sheet_note")
        with each_one(doc, lines_of("次.活动小结")):
            write(doc, "{{ 段 }}", "passage")
    section(doc, "二、{{ 下月 }}活动计划")
    ruled(
        doc,
        listing(
            "行 in 下月计划",
            Column("日期", 32, "{{ 行.计划日期|短日期 }}{% if 行.日期说明 %}（{{ 行.日期说明 }}）{% endif %}"),
            Column("主题", 34, "{{ 行.活动主题 }}"),
            Column("内容", None, "{{ 行.活动内容 }}", "cell"),
            Column("形式", 22, "{{ 行.活动形式 }}"),
            Column("负责人", 20, "{{ 行.负责人 }}"),
            empty="没有收到这个月的计划",
        ),
    )
    _signed(doc)


def _day_rule(doc: Document) -> None:
    with when(doc, "活动日规定"):
        write(doc, "活动日：{{ 活动日规定|一行 }}。表上另定日期的，按表上写的。", "sheet_note")
        otherwise(doc)
        write(doc, "选用的规则没有规定活动日。", "sheet_note")


def _filing(doc: Document) -> None:
    """When it was handed in, and by when that was to be."""
    with when(doc, "报送期限"):
        write(doc, "{{ 报送期限 }}以前报{{ 报送对象 or '上级党组织' }}。", "sheet_note")
    ruled(
        doc,
        row(label("报送日期", 30), value("{{ 报送日期 }}"), label("党支部书记（签字）", 46), value(""), height=11),
    )


def _signed(doc: Document) -> None:
    gap(doc)
    ruled(doc, row(label("党支部书记（签字）", 46), value(""), label("日　　期", 30), value(""), height=11))
