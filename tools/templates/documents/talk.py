"""谈心谈话记录: a heart-to-heart talk, signed by both."""

from __future__ import annotations

from docx.document import Document

from templates.gallery import template
from templates.page import SHEET
from templates.sheets import heading, label, passage, row, ruled, value


@template("谈心谈话记录", SHEET)
def talk(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "谈心谈话记录")
    ruled(
        doc,
        row(label("谈话日期"), value("{{ 谈话日期 }}"), label("谈话地点"), value("{{ 谈话地点 }}")),
        row(label("谈 话 人"), value("{{ 谈话人 }}"), label("职　　务"), value("{{ 谈话人职务 }}")),
        row(label("谈话对象"), value("{{ 谈话对象 }}"), label("职　　务"), value("{{ 谈话对象职务 }}")),
        row(label("谈话主题"), value("{{ 谈话主题 }}")),
        passage("谈话内容", height=95),
        passage("意见建议", height=42),
        passage("后续措施", height=42, leads=True),
        row(label("谈话人签字"), value(""), label("谈话对象签字", 30), value(""), height=16),
    )
