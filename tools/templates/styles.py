"""Fonts, sizes and line pitches as named styles, so that Word's style pane offers them by name.

Official papers follow GB/T 9704-2012: 22 lines of 28 characters of 16 pt 仿宋 on a type area of 156 x 225 mm,
hence 28.95 pt a line and a quarter point taken off between characters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

SONG = "宋体"
FANGSONG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
XIAOBIAOSONG = "方正小标宋简体"

ERHAO, XIAOER, SANHAO, SIHAO, XIAOSI, WUHAO = 22.0, 18.0, 16.0, 14.0, 12.0, 10.5
LINE = 28.95
TIGHTER = -0.25
RED = "FF0000"
CRIMSON, GOLD, BRONZE, CREAM = "B5121B", "FFD978", "B8892B", "FFFBF0"

TABLE_STYLE = "ruled"

_MILLIMETRE = 72 / 25.4
_ABOVE_BASE, _BELOW_BASE = 0.8, 0.2
"""Of a line of exact height, by its base line."""
_EM_ABOVE, _EM_BELOW = 0.88, 0.12
"""Of a Chinese character's square, likewise."""


def _before(millimetres: float, size: float, line: float) -> float:
    """The space before a line whose characters begin so far below what stands above it, in points."""
    return round(millimetres * _MILLIMETRE - (_ABOVE_BASE * line - _EM_ABOVE * size), 1)


def _after(millimetres: float, size: float, line: float) -> float:
    """The space after a line whose characters end so far above what stands below it."""
    return round(millimetres * _MILLIMETRE - (_BELOW_BASE * line - _EM_BELOW * size), 1)


# GB/T 9704: the red head begins 35 mm below the top of the type area; the red rule runs 4 mm below the last line
HEAD_AT, RULE_AT = 35, 4


@dataclass(frozen=True)
class TextStyle:
    """A paragraph style. Measures are in points, indents in characters; `line` None means single spacing."""

    id: str
    name: str
    font: str
    size: float
    line: float | None = None
    align: Literal["both", "left", "center", "right"] = "left"
    first_indent: float = 0
    left_indent: float = 0
    right_indent: float = 0
    before: float = 0
    after: float = 0
    tracking: float = 0
    color: str = ""
    rule: str = ""
    """The colour of a thin line under the paragraph."""
    keep_next: bool = False


_BODY = TextStyle("body", "公文正文", FANGSONG, SANHAO, LINE, "both", first_indent=2, tracking=TIGHTER)

STYLES = (
    # official papers
    TextStyle("title", "公文标题", XIAOBIAOSONG, ERHAO, 35, "center"),
    _BODY,
    replace(_BODY, id="last_body", name="公文正文末段", keep_next=True),
    TextStyle("flush", "公文顶格", FANGSONG, SANHAO, LINE, "both", tracking=TIGHTER),
    TextStyle("level1", "公文一级标题", HEI, SANHAO, LINE, first_indent=2, tracking=TIGHTER, keep_next=True),
    TextStyle("level2", "公文二级标题", KAI, SANHAO, LINE, first_indent=2, tracking=TIGHTER, keep_next=True),
    TextStyle("closing", "公文落款", FANGSONG, SANHAO, LINE, "right", right_indent=2, keep_next=True),
    TextStyle("closing_date", "公文成文日期", FANGSONG, SANHAO, LINE, "right", right_indent=2),
    # red head and imprint of a bulletin
    TextStyle(
        "red_issuer", "红头单位", XIAOBIAOSONG, XIAOER, 30, "center", color=RED, before=_before(HEAD_AT, XIAOER, 30)
    ),
    TextStyle("red_name", "红头名称", XIAOBIAOSONG, 42, 60, "center", tracking=5, color=RED, before=4),
    TextStyle(
        "red_letterhead",
        "红头机关",
        XIAOBIAOSONG,
        32,
        48,
        "center",
        tracking=3,
        color=RED,
        before=_before(HEAD_AT, 32, 48),
    ),
    TextStyle("issue", "红头期号", FANGSONG, SANHAO, LINE, "center", before=6, after=8),
    TextStyle("paper_number", "红头文号", FANGSONG, SANHAO, LINE, "center", after=_after(RULE_AT, SANHAO, LINE)),
    TextStyle("red_foot", "红头编印", FANGSONG, SIHAO, 24, after=_after(RULE_AT, SIHAO, 24)),
    TextStyle("red_foot_right", "红头日期", FANGSONG, SIHAO, 24, "right", after=_after(RULE_AT, SIHAO, 24)),
    TextStyle("imprint", "版记", FANGSONG, SIHAO, 24),
    TextStyle("imprint_right", "版记右", FANGSONG, SIHAO, 24, "right"),
    # ruled sheets
    TextStyle("sheet_owner", "表单单位", XIAOBIAOSONG, SANHAO, 26, "center", keep_next=True),
    TextStyle("sheet_title", "表单标题", XIAOBIAOSONG, ERHAO, 32, "center", after=8, keep_next=True),
    TextStyle("sheet_section", "表单小标题", HEI, XIAOSI, 20, before=10, after=4, keep_next=True),
    TextStyle("sheet_note", "表单说明", SONG, WUHAO, 16, after=3, keep_next=True),
    TextStyle("sheet_note_right", "表单说明右", SONG, WUHAO, 16, "right", after=3, keep_next=True),
    TextStyle("label", "栏目", HEI, XIAOSI, 17, "center"),
    TextStyle("value", "填写", FANGSONG, XIAOSI, 17),
    TextStyle("value_center", "填写居中", FANGSONG, XIAOSI, 17, "center"),
    TextStyle("passage", "填写正文", FANGSONG, XIAOSI, 21, "both", first_indent=2),
    TextStyle("column", "表头", HEI, WUHAO, 15, "center"),
    TextStyle("cell", "表格文字", SONG, WUHAO, 14),
    TextStyle("cell_center", "表格居中", SONG, WUHAO, 14, "center"),
    TextStyle("number", "表格数字", SONG, WUHAO, 14, "right"),
    TextStyle("column_small", "小表头", HEI, 8, 11, "center"),
    TextStyle("cell_small", "小字文字", SONG, 7.5, 10),
    TextStyle("center_small", "小字居中", SONG, 8, 11, "center"),
    TextStyle("number_small", "小字数字", SONG, 7.5, 10.5, "right"),
    TextStyle("number_tiny", "更小数字", SONG, 6, 10.5, "right"),
    # greeting cards
    TextStyle("card_star", "贺卡五星", SONG, 30, 40, "center", color=GOLD),
    TextStyle("card_head", "贺卡题字", XIAOBIAOSONG, 44, 62, "center", color=GOLD),
    TextStyle("card_kind", "贺卡名称", KAI, SANHAO, 26, "center", color=GOLD, before=10, tracking=4),
    TextStyle("card_name", "贺卡称呼", XIAOBIAOSONG, ERHAO, 36, before=6, after=2),
    TextStyle("card_fact", "贺卡入党日期", KAI, SIHAO, 24, color=CRIMSON, after=6, rule=BRONZE),
    TextStyle("card_label", "贺卡小标题", HEI, XIAOSI, 22, color=BRONZE, before=6),
    TextStyle("card_text", "贺卡寄语", KAI, SANHAO, 26, "both", first_indent=2),
    TextStyle("card_text_mid", "贺卡寄语中", KAI, 13, 20, "both", first_indent=2),
    TextStyle("card_text_long", "贺卡寄语小", KAI, WUHAO, 15, "both", first_indent=2),
    TextStyle("card_line", "贺卡横线", SONG, SIHAO, 27, color=BRONZE),
    TextStyle("card_sign", "贺卡落款", KAI, SIHAO, 24, "right"),
    TextStyle("card_gap", "贺卡间隔", SONG, 3, 26, keep_next=True),
    # the bound handbook
    TextStyle("book_title", "手册书名", XIAOBIAOSONG, 36, 54, "center", tracking=4),
    TextStyle("book_year", "手册年度", XIAOBIAOSONG, 26, 60, "center"),
    TextStyle("chapter_number", "手册章次", KAI, XIAOER, 36, "center"),
    TextStyle("chapter_title", "手册章名", XIAOBIAOSONG, 30, 54, "center", after=24),
    TextStyle("chapter_item", "手册章内", FANGSONG, SIHAO, 26, left_indent=4),
    TextStyle("contents_chapter", "目录章", HEI, SIHAO, 26, before=4, keep_next=True),
    TextStyle("contents_item", "目录节", SONG, XIAOSI, 21, left_indent=2),
    TextStyle("running_right", "书眉右", SONG, 9, 12, "right", rule="808080"),
    TextStyle("running_left", "书眉左", SONG, 9, 12, rule="808080"),
    # pictures and the rest
    TextStyle("picture", "照片", SONG, 5, align="center", keep_next=True),
    TextStyle("caption", "照片说明", KAI, SIHAO, 22, "center", before=2, after=8, keep_next=True),
    TextStyle("gap", "间隔", SONG, 3, 6, keep_next=True),
    TextStyle("page_number", "公文页码", SONG, SIHAO, SIHAO, "right", right_indent=1),
    TextStyle("page_number_even", "公文双页页码", SONG, SIHAO, SIHAO, left_indent=1),
    TextStyle("page_count", "表单页码", SONG, 9, align="center"),
    TextStyle("tag", "模板指令", HEI, 9, 12, color="808080"),
)


def styles_xml() -> list[str]:
    """The children of word/styles.xml, in order."""
    return [_DEFAULTS, *_BUILT_IN, _RULED, *(_paragraph_style(style) for style in STYLES)]


def _paragraph_style(style: TextStyle) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr>'
        f"<w:rPr>{_characters(style)}</w:rPr></w:style>"
    )


def _paragraph(style: TextStyle) -> str:
    keep = "<w:keepNext/>" if style.keep_next else ""
    line = f' w:line="{_twips(style.line)}" w:lineRule="exact"' if style.line else ""
    indent = ""
    if style.first_indent:
        indent += _indent("firstLine", style.first_indent, style.size)
    if style.left_indent:
        indent += _indent("left", style.left_indent, style.size)
    if style.right_indent:
        indent += _indent("right", style.right_indent, style.size)
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="4" w:color="{style.rule}"/></w:pBdr>' if style.rule else ""
    )
    return (
        f'{keep}{rule}<w:spacing w:before="{_twips(style.before)}" w:after="{_twips(style.after)}"{line}/>'
        f'{f"<w:ind{indent}/>" if indent else ""}<w:jc w:val="{style.align}"/>'
    )


def _characters(style: TextStyle) -> str:
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    tracking = f'<w:spacing w:val="{_twips(style.tracking)}"/>' if style.tracking else ""
    half_points = round(style.size * 2)
    return f'{_fonts(style.font)}{color}{tracking}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _indent(side: str, characters: float, size: float) -> str:
    """In characters for Word, and in twips for programs that know no characters."""
    return f' w:{side}Chars="{round(characters * 100)}" w:{side}="{_twips(characters * size)}"'


def _fonts(font: str) -> str:
    """One font for all scripts: quotes and dashes, which belong to both, then keep their Chinese width."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'


def _twips(points: float) -> int:
    return round(points * 20)


def _borders(sides: str, eighths: int) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="{eighths}" w:color="auto"/>' for side in sides.split())


def _cell_margins(vertical: int, horizontal: int) -> str:
    sides = {"top": vertical, "left": horizontal, "bottom": vertical, "right": horizontal}
    margins = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in sides.items())
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SONG)}"
    '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)
_BUILT_IN = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
    '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
    "</w:pPr></w:style>",
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_cell_margins(0, 0)}</w:tblPr></w:style>',
)
_RULED = (
    f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}"><w:name w:val="公文表格"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr>'
    f"<w:tblBorders>{_borders('top left bottom right', 8)}{_borders('insideH insideV', 4)}</w:tblBorders>"
    f"{_cell_margins(20, 57)}</w:tblPr></w:style>"
)
