"""What an archive has of its own (DA/T 22-2015): stamps, page numbers, catalogues, closing sheets, labels of boxes."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Mm

from templates.flow import each, otherwise, when
from templates.gallery import template
from templates.markup import append, paragraph_xml, twips, write
from templates.page import Page
from templates.sheets import Cell, Column, Row, gap, label, listing, row, ruled, value
from templates.styles import RED

STAMP = Page(top=8, left=82.5, right=82.5, bottom=8, numbers="none")
CORNERS = Page(top=9, left=12, right=12, bottom=9, numbers="none")
LIST = Page(top=22, left=25, right=15, bottom=15, footer=8, landscape=True)
CLOSING = Page(top=25, left=28, right=20, bottom=20, numbers="none")
BOX = Page(top=20, left=8, right=8, bottom=20, numbers="none")
BOX_WIDTH, BOX_HEIGHT, GAP = 220, 310, 8
SPINES = (20, 30, 40, 50)

_BREAK = "<w:pageBreakBefore/>"
_SLIVER = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_COUNTS = "{{ 盒.件数 }} 件　{{ 盒.页数 }} 页"
_TOLD = tuple(
    (line, "passage")
    for line in (
        "本盒共 {{ 盒.件数 }} 件、{{ 盒.页数 }} 页。",
        "{%p for 件 in 盒.备注 %}",
        "{{ 件.档号 }}：{{ 件.备注 }}。",
        "{%p endfor %}",
        "{%p for 话 in 盒.说明 %}",
        "{{ 话 }}",
        "{%p endfor %}",
    )
)
_NO_AIR = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))


@template("归档章", STAMP)
def stamps(doc: Document) -> None:
    """45 x 16 mm in six equal cells, each stamp on a page of its own, where it stands on the paper."""
    with each(doc, "章 in 各章"):
        _new_page(doc)
        rows = (("全宗号", "年度", "件号"), ("机构", "保管期限", "页数"))
        body = "".join(f"<w:tr>{_exactly(8)}{''.join(_stamped(name) for name in cells)}</w:tr>" for cells in rows)
        append(doc, _table((15, 15, 15), body, RED))


@template("归档页码", CORNERS)
def page_numbers(doc: Document) -> None:
    """The front's at the upper right, the back's at the upper left."""
    with each(doc, "页 in 各页"), when(doc, "loop.first"):
        write(doc, "{{ 页 }}", "number")
        otherwise(doc)
        with when(doc, "页 is odd"):
            write(doc, "{{ 页 }}", "number", _BREAK)
            otherwise(doc)
            write(doc, "{{ 页 }}", "cell", _BREAK)


@template("归档文件目录", LIST)
def catalogue(doc: Document) -> None:
    with each(doc, "盒 in 各盒"):
        _title(doc, "归档文件目录")
        write(
            doc,
            "全宗号：{{ 盒.全宗号 }}　　年度：{{ 盒.年度 }}　　保管期限：{{ 盒.保管期限 }}"
            "　　机构（问题）：{{ 盒.机构 }}　　盒号：{{ 盒.盒号 }}",
            "sheet_note",
        )
        ruled(
            doc,
            listing(
                "件 in 盒.各件",
                Column("序号", 12, "{{ 件.序号 }}"),
                Column("档号", 54, "{{ 件.档号 }}"),
                Column("文号", 20, "{{ 件.文号 }}", "cell"),
                Column("责任者", 36, "{{ 件.责任者 }}", "cell"),
                Column("题名", None, "{{ 件.题名 }}", "cell"),
                Column("日期", 21, "{{ 件.日期 }}"),
                Column("密级", 12, "{{ 件.密级 }}"),
                Column("页数", 12, "{{ 件.页数 }}"),
                Column("备注", 24, "{{ 件.备注 }}", "cell"),
                height=9,
            ),
        )


@template("归档备考表", CLOSING)
def closing(doc: Document) -> None:
    with each(doc, "盒 in 各盒"):
        _title(doc, "备　考　表")
        write(doc, "全宗号：{{ 盒.全宗号 }}　　年度：{{ 盒.年度 }}　　盒号：{{ 盒.盒号 }}", "sheet_note")
        ruled(
            doc,
            row(
                label("机构（问题）", 36), value("{{ 盒.机构 }}"), label("保管期限", 30), value("{{ 盒.保管期限 }}", 30)
            ),
            row(label("起止件号", 36), value("{{ 盒.起止件号 }}"), label("件数、页数", 30), value(_COUNTS, 30)),
            Row((label("盒内文件情况说明", 36), Cell(_TOLD, None, top=True)), height=150),
            row(label("整理人", 36), value(""), label("整理日期", 30), value("　　年　月　日", 40), height=16),
            row(label("检查人", 36), value(""), label("检查日期", 30), value("　　年　月　日", 40), height=16),
        )


@template("归档盒标签", BOX)
def labels(doc: Document) -> None:
    """Spine and cover side by side at true size, on A3; the outer lines are those to cut along."""
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(420)
    with each(doc, "盒 in 各盒"):
        _new_page(doc)
        for spine in SPINES:
            with when(doc, f"盒.盒脊 == {spine}"):
                append(doc, _box(spine))
                write(doc, "", "gap")


@template("归档照片目录", LIST)
def photos(doc: Document) -> None:
    write(doc, "{{ 年度 }}年照片目录", "sheet_title")
    ruled(
        doc,
        listing(
            "张 in 各张",
            Column("题名", None, "{{ 张.题名 }}", "cell"),
            Column("照片号", 44, "{{ 张.照片号 }}"),
            Column("参见号", 44, "{{ 张.参见号 }}"),
            Column("时间", 20, "{{ 张.时间 }}"),
            Column("地点", 24, "{{ 张.地点 }}", "cell"),
            Column("人物", 28, "{{ 张.人物 }}", "cell"),
            Column("背景", 38, "{{ 张.背景 }}", "cell"),
            Column("摄影者", 16, "{{ 张.摄影者 }}"),
            height=9,
        ),
    )
    gap(doc)
    write(doc, "人物由熟悉情况的人填写；照片号未经档案馆核定的，移交前与档案馆核对。", "sheet_note")


def _title(doc: Document, text: str) -> None:
    with when(doc, "loop.first"):
        write(doc, text, "sheet_title")
        otherwise(doc)
        write(doc, text, "sheet_title", _BREAK)


def _new_page(doc: Document) -> None:
    """Begins with a sliver, so that what follows stands at one height on every page."""
    with when(doc, "loop.first"):
        write(doc, "", "gap", _SLIVER)
        otherwise(doc)
        write(doc, "", "gap", _BREAK + _SLIVER)


def _table(widths: tuple[float, ...], body: str, colour: str = "auto") -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_NO_AIR}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _exactly(height: float) -> str:
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="exact"/></w:trPr>'


def _stamped(name: str) -> str:
    run = f'<w:r><w:rPr><w:color w:val="{RED}"/></w:rPr><w:t>{{{{ 章.{name} }}}}</w:t></w:r>'
    return _cell(15, f'<w:p><w:pPr><w:pStyle w:val="center_small"/></w:pPr>{run}</w:p>')


def _cell(width: float, paragraphs: str, extra: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{extra}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraphs}</w:tc>"
    )


_SPINE = (("全宗号", 40), ("年度", 40), ("保管期限", 40), ("机构", 90), ("起止件号", 60), ("盒号", 40))
_CALLED = {"机构": "机构（问题）"}


def _box(spine: float) -> str:
    """The rows are the spine's; the cover stands beside all of them, a gap between."""
    cover = "".join(
        (
            paragraph_xml("{{ 全宗名称 or 横线 }}", "book_year"),
            *(paragraph_xml("", "body") for _ in range(6)),
            *(
                paragraph_xml(f"{_CALLED.get(name, name)}：{{{{ 盒.{name} }}}}", "level1")
                for name in ("全宗号", "年度", "保管期限", "机构", "起止件号", "盒号")
            ),
        )
    )
    no_lines = '<w:tcBorders><w:top w:val="nil"/><w:bottom w:val="nil"/></w:tcBorders>'
    rows = []
    for number, (name, height) in enumerate(_SPINE):
        text = paragraph_xml(_CALLED.get(name, name), "label") + paragraph_xml(f"{{{{ 盒.{name} }}}}", "value_center")
        merge = '<w:vMerge w:val="restart"/>' if number == 0 else "<w:vMerge/>"
        inside = cover if number == 0 else paragraph_xml("", "gap")
        rows.append(
            f"<w:tr>{_exactly(height)}{_cell(spine, text)}{_cell(GAP, paragraph_xml('', 'gap'), no_lines)}"
            f"{_cell(BOX_WIDTH, inside, merge)}</w:tr>"
        )
    return _table((spine, GAP, BOX_WIDTH), "".join(rows))
