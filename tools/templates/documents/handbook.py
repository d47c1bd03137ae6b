"""The sheets that a bound handbook has of its own: cover, instructions, contents, chapters, chronicle, hand-over."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, otherwise, when
from templates.gallery import template
from templates.markup import append, paragraph_xml, twips, write
from templates.page import HEAD, NUMBERS, PLAIN, SHEET, text_width
from templates.sheets import Column, gap, heading, label, listing, row, ruled, value


@template("手册封面", PLAIN)
def cover(doc: Document) -> None:
    for _ in range(4):
        write(doc, "", "body")
    write(doc, "党支部工作手册", "book_title")
    write(doc, "（{{ 年度 }}年度）", "book_year")
    for _ in range(6):
        write(doc, "", "body")
    ruled(
        doc,
        row(label("党支部", 40), value("{{ 支部 }}", None, "value_center"), height=13),
        row(label("上级党组织", 40), value("{{ 上级党组织 }}", None, "value_center"), height=13),
        row(label("记录期间", 40), value("{{ 年度 }}年1月1日至12月31日", None, "value_center"), height=13),
        row(label("保管人", 40), value("", None, "value_center"), height=13),
    )


@template("手册使用说明", PLAIN)
def instructions(doc: Document) -> None:
    write(doc, "使用说明", "title")
    write(doc, "", "body")
    write(doc, "一、本手册由{{ 支部 }}{{ 年度 }}年度已经归入材料包的材料汇编而成，一年一册。", "body")
    write(doc, "二、各部分依次为：{{ 各部分 }}。没有材料的部分写明“本年度无”，不删去。", "body")
    write(doc, "三、材料照原样编入，手册不改动其中的内容；需要更正的，改正表单后重新生成材料，再重新打印。", "body")
    write(doc, "四、签名、盖章和留空待填的栏目，打印后由本人手写；手写的内容不得代签，涂改处由本人签名。", "body")
    write(doc, "五、页码连续编排，单页码居右，双页码居左；每一部分从单页起，空白页不编印页码。", "body")
    write(doc, "六、每年年末或者保管人变动时，按“交接记录”逐项清点，交接双方和监交人签名。", "body")


@template("手册目录", PLAIN)
def contents(doc: Document) -> None:
    """Each line has an outline level: by it the book finds where on the page the line stands."""
    write(doc, "目　　录", "title")
    write(doc, "", "gap")
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="middleDot" w:pos="{text_width(doc)}"/></w:tabs>'
    with each(doc, "行 in 目录"), when(doc, "行.级 == 0"):
        append(doc, _line("contents_chapter", f'{tabs}<w:outlineLvl w:val="0"/>'))
        otherwise(doc)
        append(doc, _line("contents_item", f'{tabs}<w:outlineLvl w:val="1"/>'))


def _line(style: str, extra: str) -> str:
    plain = paragraph_xml("{{ 行.名称 }}", style, extra)
    page = "<w:r><w:tab/></w:r><w:r><w:t>{{ 行.页码 }}</w:t></w:r>"
    return plain.replace("</w:p>", f"{page}</w:p>")


@template("手册章页", PLAIN)
def chapter(doc: Document) -> None:
    for _ in range(5):
        write(doc, "", "body")
    write(doc, "{{ 章次 }}", "chapter_number")
    write(doc, "{{ 章名 }}", "chapter_title")
    with each(doc, "件 in 材料"):
        write(doc, "{{ 件 }}", "chapter_item")
        otherwise(doc)
        write(doc, "本年度无", "chapter_number")


@template("手册未印入", PLAIN)
def left_out(doc: Document) -> None:
    write(doc, "{{ 名称 }}", "title")
    write(doc, "", "body")
    write(doc, "本件没有印入手册：{{ 原因 }}", "body")
    write(doc, "文件存放在：{{ 位置 }}", "body")


@template("手册大事记", SHEET)
def chronicle(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年大事记")
    ruled(
        doc,
        listing(
            "行 in 大事记",
            Column("日期", 26, "{{ 行.日期|短日期 }}"),
            Column("类型", 34, "{{ 行.类型 }}"),
            Column("事项", None, "{{ 行.事项 }}", "cell"),
            Column("应到", 13, "{{ 行.应到 }}"),
            Column("实到", 13, "{{ 行.实到 }}"),
            empty="本年度无",
            height=9,
        ),
    )


@template("手册年度统计", SHEET)
def statistics(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年度工作统计")
    write(doc, "按已经归入材料包的材料统计；工作总结由支部另行撰写，报送后印在本部分。", "sheet_note")
    ruled(
        doc,
        listing(
            "行 in 统计",
            Column("序号", 14, "{{ loop.index }}"),
            Column("项目", None, "{{ 行.项目 }}", "cell"),
            Column("次数（份数）", 34, "{{ 行.次数 }}"),
            Column("日期", 80, "{{ 行.日期 }}", "cell"),
            empty="本年度无",
            height=9,
        ),
    )


@template("手册交接记录", SHEET)
def handing_over(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "工作手册交接记录")
    for _ in range(3):
        ruled(
            doc,
            row(label("交接日期"), value(""), label("手册页数"), value(""), height=12),
            row(label("移交人"), value(""), label("接收人"), value(""), height=16),
            row(label("监交人"), value(""), label("职务"), value(""), height=16),
            row(label("清点情况"), value(""), height=26),
            together=True,
        )
        gap(doc)
        gap(doc)


@template("手册书眉", HEAD)
def running_heads(doc: Document) -> None:
    """Two pages: that of a right-hand page, that of a left-hand one."""
    write(doc, "{{ 支部 }}　　{{ 年度 }}年党支部工作手册", "running_right")
    end, start = twips(HEAD.right), twips(HEAD.left)
    shifted = f'<w:pageBreakBefore/><w:ind w:left="{end - start}" w:right="{start - end}"/>'
    write(doc, "{{ 支部 }}　　{{ 年度 }}年党支部工作手册", "running_left", shifted)


@template("手册页码", NUMBERS)
def page_numbers(doc: Document) -> None:
    """As many pages as `其余页` has items, and one, with nothing but their numbers."""
    write(doc, "", "gap")
    with each(doc, "页 in 其余页"):
        write(doc, "", "gap", "<w:pageBreakBefore/>")
