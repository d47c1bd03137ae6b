"""The first sheet of the copy: what to do, and every problem in one line with a link to its cell. One A4 page wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from lxml import etree

from pipeline.files.copy_names import plain_name
from pipeline.files.names import split_ending
from pipeline.forms.marked.book import quoted
from pipeline.forms.marked.number import HEADERS, NUMBER_LABEL
from pipeline.forms.marked.schema import MAIN, q
from pipeline.forms.marked.styles import Styles
from pipeline.forms.marked.words import fit, is_address, lines_of, message_of
from pipeline.model.problem import Problem

MUST_COLOUR: Final = "FFB3B3"
ASK_COLOUR: Final = "FFF2AB"
_HEAD_COLOUR: Final = "E7E6E6"
HEADERS_ROW: Final = 5
"""Counted from 1; printed again on every page."""
_WIDTHS: Final = (6, 13, 8, 33, 32)
_LETTERS: Final = "ABCDE"
_LINE_PT: Final = 16.5
_MOST_PT: Final = 409.0
_WHOLE: Final = "整个文件"
_SETUP: Final = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="portrait" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>"
)
_FONT: Final = '<sz val="{size}"/><color rgb="FF{colour}"/><name val="宋体"/><family val="3"/><charset val="134"/>'


@dataclass(frozen=True, slots=True)
class Return:
    """What the list tells. `lost` and `taken` as `MarkedCopy.lost` and `marked_copy` have them."""

    problems: Sequence[Problem]
    taken: Sequence[str]
    lost: Sequence[str]
    number: str

    @property
    def stops(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.stops]

    @property
    def asks(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.stops]


def listing(told: Return, sheets: Sequence[str], styles: Styles) -> bytes:
    """The worksheet's part. `sheets` are the names that a link can lead to."""
    page = _Page(_looks(styles), frozenset(sheets))
    file = plain_name(told.problems[0].at.file) if told.problems else ""
    page.across("title", f"《{split_ending(file)[0]}》需要更正：{len(told.stops)} 处")
    for line in _what_to_do(told):
        page.across("text", line)
    page.across("number", f"{NUMBER_LABEL}{told.number}")
    page.row(["head"] * 5, HEADERS)
    numbered = enumerate([*told.stops, *told.asks], 1)
    for stops, group in groupby(numbered, key=lambda each: each[1].stops):
        if not stops:
            page.across("section", "请顺便核对（不改也能收）")
        for number, problem in group:
            page.problem(number, problem)
    if told.taken:
        page.across("section", f"已收，不用再改的表：{'、'.join(told.taken)}")
    if told.lost:
        page.across("section", "这一份与您原来的文件有以下不同（您原来的文件已原样存好）")
        for lost in told.lost:
            page.across("text", lost)
    return page.xml()


def _what_to_do(told: Return) -> tuple[str, str]:
    rest = "没有列出的表已经收了。" if told.taken else "改好以前，这份表格没有收。"
    return (
        "请照下面逐条改：点“单元格”一栏的蓝字，就到要改的地方；改好后保存、关闭这个文件，系统会自动重新收取。",
        f"红色的格子必须改，黄色的请核对；鼠标移到格子上，批注里写着怎么改。{rest}颜色、批注和这张表不用删，系统会略过。",
    )


def _looks(styles: Styles) -> dict[str, int]:
    def font(size: int, colour: str = "000000", before: str = "") -> str:
        return f"<font>{before}{_FONT.format(size=size, colour=colour)}</font>"

    plain, bold = font(11), font(11, before="<b/>")
    return {
        "title": styles.cell(font(16, before="<b/>"), align="center", boxed=False),
        "text": styles.cell(plain, boxed=False),
        "number": styles.cell(font(10, "7F7F7F"), align="right", boxed=False),
        "head": styles.cell(bold, _HEAD_COLOUR, align="center"),
        "section": styles.cell(bold, _HEAD_COLOUR),
        "must": styles.cell(bold, MUST_COLOUR, align="center"),
        "ask": styles.cell(bold, ASK_COLOUR, align="center"),
        "cell": styles.cell(plain),
        "link": styles.cell(font(11, "0563C1", "<u/>"), align="center"),
    }


@dataclass(slots=True)
class _Page:
    """Rows from the top down."""

    looks: dict[str, int]
    sheets: frozenset[str]
    rows: list[Any] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    def across(self, look: str, text: str) -> None:
        """One text over the whole width."""
        self.row([look] * 5, [text], sum(_WIDTHS))
        self.merged.append(f"A{len(self.rows)}:E{len(self.rows)}")

    def problem(self, number: int, problem: Problem) -> None:
        at = problem.at
        linked = at.sheet in self.sheets
        cell = at.cell if is_address(at.cell) else ""
        shown = cell or ("整张表" if at.sheet else "")
        looks = ["must" if problem.stops else "ask", "cell", "link" if linked else "cell", "cell", "cell"]
        self.row(looks, [str(number), at.sheet or _WHOLE, shown, message_of(problem), problem.hint])
        if linked:
            self.links.append((f"C{len(self.rows)}", f"{quoted(at.sheet)}!{cell or 'A1'}"))

    def row(self, looks: Sequence[str], texts: Sequence[str], width: int = 0) -> None:
        number = len(self.rows) + 1
        wide = [width] if width else _WIDTHS
        lines = max(lines_of(text, room - 1) for text, room in zip(texts, wide, strict=True))
        height = min(_MOST_PT, max(30.0 if looks[0] == "title" else 0, lines * _LINE_PT + 5))
        row = etree.Element(q("row"), r=str(number), ht=f"{height:g}", customHeight="1")
        for index, look in enumerate(looks):
            cell = etree.SubElement(row, q("c"), r=f"{_LETTERS[index]}{number}", s=str(self.looks[look]))
            text = texts[index] if index < len(texts) else ""
            if text.isdecimal():
                etree.SubElement(cell, q("v")).text = text
            elif text:
                cell.set("t", "inlineStr")
                etree.SubElement(etree.SubElement(cell, q("is")), q("t")).text = fit(text)
        self.rows.append(row)

    def xml(self) -> bytes:
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, 1)
        )
        sheet = etree.fromstring(
            f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFFF0000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
            f"<cols>{columns}</cols><sheetData/><mergeCells/><hyperlinks/>{_SETUP}</worksheet>"
        )
        sheet.find(q("sheetData")).extend(self.rows)
        for merged in self.merged:
            etree.SubElement(sheet.find(q("mergeCells")), q("mergeCell"), ref=merged)
        links = sheet.find(q("hyperlinks"))
        for ref, location in self.links:
            etree.SubElement(links, q("hyperlink"), ref=ref, location=location)
        if not self.links:
            sheet.remove(links)
        content: bytes = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
        return content
