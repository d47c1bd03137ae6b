"""Nothing of the person's own workbook is lost or changed by our marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import make_form, sign_in
from lxml import etree
from rich_workbook import OWN_COMMENT, SHEET, box_of, make_rich, opened, parts_of, problem, with_parts

from pipeline.files.kinds import Kind
from pipeline.forms.marked.copy import MarkedCopy, marked_copy
from pipeline.forms.marked.schema import MAIN

_CHANGED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/comments/comment1.xml",
    "xl/drawings/commentsDrawing1.vml",
}
"""The parts that marks on the first sheet are written into; the rest is carried over byte for byte."""


def copy_of(path: Path, *cells: str) -> MarkedCopy:
    copy = marked_copy(path, Kind.XLSX, [problem(cell) for cell in cells], (), "R1")
    assert copy.lost == ()
    return copy


def elements(part: bytes) -> list[tuple[str, bytes]]:
    """The children of the root: their names, and all that is in them."""
    children = etree.fromstring(part).iterchildren(tag=etree.Element)
    return [
        (etree.QName(child).localname, etree.tostring(child, method="c14n", exclusive=True, with_tail=False))
        for child in children
    ]


def test_pictures_charts_shapes_and_unknown_parts_are_the_same_bytes(tmp_path: Path) -> None:
    path = make_rich(tmp_path / "表.xlsx")
    before, after = parts_of(path), parts_of(copy_of(path, "C6", "A6").content)
    assert {name for name in before if after.get(name) != before[name]} <= _CHANGED
    assert len(set(before) - _CHANGED) == 13


def test_the_sheet_gains_one_rule_and_nothing_else(tmp_path: Path) -> None:
    path = make_rich(tmp_path / "表.xlsx")
    before, after = (
        elements(parts["xl/worksheets/sheet1.xml"]) for parts in (parts_of(path), parts_of(copy_of(path, "C6").content))
    )
    changed = {"sheetViews", "conditionalFormatting"}
    assert [name for name, _ in after] == _with_one_more("conditionalFormatting", [name for name, _ in before])
    assert [each for each in after if each[0] not in changed] == [each for each in before if each[0] not in changed]


def _with_one_more(name: str, names: list[str]) -> list[str]:
    return [*names[: names.index(name)], name, *names[names.index(name) :]]


def test_a_fill_is_the_cells_own_and_rules_of_the_person_stay(tmp_path: Path) -> None:
    sheet = opened(copy_of(make_rich(tmp_path / "表.xlsx"), "B6", "C6").content)[SHEET]
    assert sheet["B6"].fill.fgColor.rgb == "0000FF00"
    rules = {str(format_.sqref): format_.rules[0] for format_ in sheet.conditional_formatting}
    assert rules["C6:C7"].formula == ['"√"']
    assert rules["B6 C6"].priority < rules["C6:C7"].priority
    assert rules["C6:C7"].dxf.fill.bgColor.rgb == "00AAAAAA"


def test_styles_only_grow(tmp_path: Path) -> None:
    path = make_rich(tmp_path / "表.xlsx")
    before, after = (
        etree.fromstring(parts["xl/styles.xml"]) for parts in (parts_of(path), parts_of(copy_of(path, "C6").content))
    )
    for table in ("fonts", "fills", "borders", "cellXfs", "dxfs"):
        own = [etree.tostring(look) for look in before.find(f"{{{MAIN}}}{table}")]
        now = [etree.tostring(look) for look in after.find(f"{{{MAIN}}}{table}")]
        assert now[: len(own)] == own
        assert after.find(f"{{{MAIN}}}{table}").get("count") == str(len(now))


def test_names_follow_their_sheets(tmp_path: Path) -> None:
    book = opened(copy_of(make_rich(tmp_path / "表.xlsx"), "C6").content)
    assert book.sheetnames == ["需更正", SHEET, "隐藏的", "其他"]
    assert book["隐藏的"].sheet_state == "hidden"
    assert book.defined_names["名单"].attr_text == "签到!$B$6:$B$7"
    assert book["其他"].defined_names["本表"].attr_text == "其他!$A$1"
    assert (book[SHEET].print_title_rows, book[SHEET].print_area) == ("$5:$5", "'签到'!$A$1:$E$8")


def test_a_comment_of_the_persons_own_is_kept_above_ours(tmp_path: Path) -> None:
    content = copy_of(make_rich(tmp_path / "表.xlsx"), "C6").content
    comment = opened(content)[SHEET]["C6"].comment
    assert comment.text.startswith(f"{OWN_COMMENT}\n")
    assert "mend C6" in comment.text
    assert comment.author == "王"
    assert box_of(content, "C6") == (400, 300)


def test_a_comment_elsewhere_is_not_touched(tmp_path: Path) -> None:
    content = copy_of(make_rich(tmp_path / "表.xlsx"), "C6").content
    comment = opened(content)[SHEET]["A1"].comment
    assert (comment.text, comment.author) == (OWN_COMMENT, "王")
    assert box_of(content, "A1") == (222, 111)


def test_a_button_among_the_boxes_is_not_touched(tmp_path: Path) -> None:
    path = make_rich(tmp_path / "表.xlsx")
    vml = parts_of(copy_of(path, "C6", "C7").content)["xl/drawings/commentsDrawing1.vml"].decode()
    button = vml[vml.index('id="_x0000_s1090"') :]
    assert button.index("<br></div>") < button.index('ObjectType="Button"/></v:shape>')
    assert 'id="_x0000_s1091"' in vml


def test_a_sheet_without_problems_is_the_same_bytes(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {"甲": sign_in(), SHEET: sign_in()})
    name = "xl/worksheets/sheet2.xml"
    copy = marked_copy(path, Kind.XLSX, [problem("C6", sheet="甲")], (), "R1")
    assert parts_of(copy.content)[name] == parts_of(path)[name]


def test_a_formula_keeps_its_stored_value(tmp_path: Path) -> None:
    def store(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        assert b"<v></v>" in sheet
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v></v>", b"<v>2</v>")

    path = with_parts(make_rich(tmp_path / "表.xlsx"), store)
    content = copy_of(path, "C6").content
    assert opened(content, data_only=True)[SHEET]["B8"].value == 2
    assert opened(content)[SHEET]["B8"].value == "=COUNTA(B6:B7)"


_MACROS = (
    b'<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="%s"/>'
)
_SIGNED = (
    b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/package/2006/relationships/%s" Target="%s"/>'
)


def _macros(parts: dict[str, bytes]) -> None:
    relations = parts["xl/_rels/workbook.xml.rels"]
    types = parts["[Content_Types].xml"]
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in types
    parts["[Content_Types].xml"] = types.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"</R", _MACROS % b"vbaProject.bin" + b"</R")
    parts["xl/vbaProject.bin"] = b"VBA"


def _signature(parts: dict[str, bytes]) -> None:
    origin = _SIGNED % (b"digital-signature/origin", b"_xmlsignatures/origin.sigs")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</R", origin + b"</R")
    parts["_xmlsignatures/origin.sigs"] = b""


@pytest.mark.parametrize(
    ("change", "lost", "part"),
    [(_macros, "宏", "xl/vbaProject.bin"), (_signature, "数字签名", "_xmlsignatures/origin.sigs")],
)
def test_what_an_xlsx_cannot_keep_is_said(tmp_path: Path, change: object, lost: str, part: str) -> None:
    path = with_parts(make_rich(tmp_path / "表.xlsm"), change)  # type: ignore[arg-type]
    copy = marked_copy(path, Kind.XLSX, [problem("C6")], (), "R1")
    assert [lost in said for said in copy.lost] == [True]
    assert part not in parts_of(copy.content)
    assert b"macroEnabled" not in parts_of(copy.content)["[Content_Types].xml"]
    told = [cell for row in opened(copy.content)["需更正"].values for cell in row]
    assert copy.lost[0] in told
