"""The page of all rendering figures: minutes with 15 fields, tables of 7 and 8 columns, a condition, header, footer.

Built by python-docx in the dialect of each engine, without the 800 KB of styles that python-docx brings along and that
every engine but ours would compress again for each document. With 40 rows in each table document.xml is about 270 KB.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FIELDS = (
    "支部",
    "主题",
    "日期",
    "地点",
    "主持人",
    "记录人",
    "应到",
    "实到",
    "请假",
    "列席",
    "类别",
    "形式",
    "科室",
    "小结",
    "备注",
)
TABLES = {
    "签到": ("序号", "姓名", "职务", "签到", "事由", "补课", "备注"),
    "党费": ("序号", "姓名", "类别", "基数", "比例", "应交", "实交", "日期"),
}
TEMPLATE = "会议记录.docx"
CONDITION = "有决议"
USED_STYLES = {"Normal", "Heading 1", "Header", "Footer", "Default Paragraph Font", "Normal Table", "Table Grid"}
UNUSED_PARTS = ("/stylesWithEffects", "/thumbnail")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine writes a field, a condition around a text, and the rows of a table (one list a row)."""

    name: str
    field: str
    condition: tuple[str, str]

    def write(self, name: str) -> str:
        return self.field.format(name)

    def rows(self, table: str, columns: tuple[str, ...]) -> list[list[str]]:
        if self.name == "jinja":
            cells = [f"{{{{ 行.{column} }}}}" for column in columns]
            return [[f"{{%tr for 行 in {table} %}}"], cells, ["{%tr endfor %}"]]
        if self.name == "docxtemplater":
            cells = [f"{{{column}}}" for column in columns]
            return [[f"{{#{table}}}{cells[0]}", *cells[1:-1], f"{cells[-1]}{{/{table}}}"]]
        return [[f"{{d.{table}[{index}].{column}}}" for column in columns] for index in ("i", "i+1")]


JINJA = Dialect("jinja", "{{{{ {} }}}}", (f"{{% if {CONDITION} %}}", "{% endif %}"))
DOCXTEMPLATER = Dialect("docxtemplater", "{{{}}}", (f"{{#{CONDITION}}}", f"{{/{CONDITION}}}"))
CARBONE = Dialect("carbone", "{{d.{}}}", (f"{{d.{CONDITION}:ifEQ(true):showBegin}}", f"{{d.{CONDITION}:showEnd}}"))


def write_template(path: Path, dialect: Dialect = JINJA) -> Path:
    document = _blank()
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{dialect.write('支部')} 会议记录"
    section.footer.paragraphs[0].text = f"记录人：{dialect.write('记录人')}"
    document.add_heading(dialect.write("主题"), 1)
    for name in FIELDS:
        _formatted(document.add_paragraph(), f"{name}：{dialect.write(name)}")
    opening, closing = dialect.condition
    _formatted(document.add_paragraph(), f"{opening}会议形成决议：{dialect.write('小结')}{closing}")
    for table, columns in TABLES.items():
        made = document.add_table(rows=0, cols=len(columns), style="Table Grid")
        for texts in (list(columns), *dialect.rows(table, columns)):
            for cell, text in zip(made.add_row().cells, texts, strict=False):
                cell.width = Cm(2.2)
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
                _formatted(cell.paragraphs[0], text)
        document.add_paragraph()
    document.save(str(path))
    return path


def _blank() -> Any:
    document = Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(UNUSED_PARTS)]:
            relations.pop(key)
    used = {style.element for style in document.styles if style.name in USED_STYLES}
    for style in list(document.styles):
        if style.element not in used:
            style.element.getparent().remove(style.element)
    return document


def _formatted(paragraph: Any, text: str) -> None:
    """As an office template is: alignment, spacing, a Chinese font in its own size."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size = Pt(10.5)
    run.font.bold = False
    run.font.color.rgb = RGBColor(0, 0, 0)
    properties = run._r.get_or_add_rPr()
    fonts = OxmlElement("w:rFonts")
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), "仿宋_GB2312")
    properties.insert(0, fonts)


def context(number: int, rows: int) -> dict[str, Any]:
    """Another one for each number; no text of one is an object of another."""
    made: dict[str, Any] = {name: f"{name}第{number}次 R&D" for name in FIELDS}
    for table, columns in TABLES.items():
        made[table] = [{name: f"{name[0]}{number % 97}-{row}" for name in columns} for row in range(rows)]
    return made | {CONDITION: number % 2 == 0}


def contexts(rows: int, different: int = 20) -> Iterator[dict[str, Any]]:
    """The same few, again and again: making them is no part of rendering."""
    return itertools.cycle([context(number, rows) for number in range(different)])
