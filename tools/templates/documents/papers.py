"""文件材料登记册: the papers that people wrote themselves, as they were handed in."""

from __future__ import annotations

from docx.document import Document

from templates.gallery import template
from templates.page import SHEET
from templates.sheets import Column, heading, listing, ruled


@template("文件材料登记册", SHEET)
def papers(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 年度 }}年文件材料登记册")
    ruled(
        doc,
        listing(
            "份 in 文件材料",
            Column("序号", 11, "{{ 份.序号 }}"),
            Column("种类", 27, "{{ 份.种类 }}"),
            Column("文件名", None, "{{ 份.文件名 }}", "cell"),
            Column("姓名", 22, "{{ 份.姓名 }}"),
            Column("日期", 24, "{{ 份.日期 }}"),
            Column("说明", 26, "{{ 份.说明 }}", "cell"),
        ),
    )
