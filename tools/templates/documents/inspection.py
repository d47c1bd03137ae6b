"""检查通报: what an office found in its branches, an official paper; 简报目录: the year's bulletins."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, lines_of, otherwise, text_of, when
from templates.gallery import template
from templates.markup import write
from templates.official import body, closing, imprint, letterhead, level1, level2, title
from templates.page import OFFICIAL, SHEET
from templates.sheets import Column, heading, listing, ruled

SUBJECT = "检查内容|一行"
ONE_LINE = 13
TWO_LINES = 18
"""Characters of what was inspected with which the title stays on one line of 20, and on two."""
FOUND = ("主要做法", "存在问题", "整改要求")


@template("检查通报", OFFICIAL)
def inspection(doc: Document) -> None:
    with when(doc, "文号"):
        letterhead(doc, "{{ 编制单位 }}", "{{ 文号|一行 }}")
        otherwise(doc)
        write(doc, "{{ 编制单位 }}", "title")
    with when(doc, f"{ONE_LINE} < ({SUBJECT})|length <= {TWO_LINES}"):
        title(doc, f"关于{{{{ {SUBJECT} }}}}", "的检查通报")
        otherwise(doc)
        title(doc, f"关于{{{{ {SUBJECT} }}}}的检查通报")
    write(doc, "{{ (主送 or 横线)|一行 }}：", "flush")
    body(
        doc,
        "{% if 检查时间 %}{{ 检查时间|一行 }}，{% endif %}{{ 编制单位 }}对{{ 检查内容|一行 }}进行了检查"
        "{% if 检查方式 %}（{{ 检查方式|一行 }}）{% endif %}。现将检查情况通报如下：",
    )
    level1(doc, "一、总体情况")
    text_of(doc, "总体情况")
    level1(doc, "二、各支部情况")
    with each(doc, "项 in 各支部情况"):
        level2(doc, "（{{ loop.index|汉字数 }}）{{ 项.支部|一行 }}")
        for name in FOUND:
            with each(doc, lines_of(f"项.{name}")):
                body(doc, f"{{% if loop.first %}}{name}：{{% endif %}}{{{{ 段 }}}}")
        with when(doc, "项.整改时限"):
            body(doc, "整改时限：{{ 项.整改时限|一行 }}")
        with when(doc, "not (项.主要做法 or 项.存在问题 or 项.整改要求 or 项.整改时限)"):
            body(doc, "{{ 横线 }}")
    level1(doc, "三、工作要求")
    text_of(doc, "工作要求", closes=True)
    closing(doc, "{{ 编制单位 }}", "{{ 通报日期 }}")
    with when(doc, "抄送"):
        imprint(doc, "抄送：{{ 抄送|一行 }}", copies="{{ 编制单位 }}　{{ 通报日期 }}印发")


@template("简报目录", SHEET)
def bulletins(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年简报目录")
    ruled(
        doc,
        listing(
            "期 in 简报",
            Column("期号", 22, "第{{ 期.期号 }}期"),
            Column("题目", None, "{{ 期.题目 }}", "cell"),
            Column("日期", 34, "{{ 期.日期 }}"),
            Column("活动类型", 34, "{{ 期.活动类型 }}"),
            Column("备注", 22, ""),
        ),
    )
