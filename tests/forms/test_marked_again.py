"""A marked copy that comes back: our list and marks do not count, and a second return leaves no trace of the first."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, codes, column_of, make_form, record_of, shipped_mappings, sign_in
from rich_workbook import OWN_COMMENT, SHEET, make_rich, opened, parts_of, problem

from pipeline.errors import ConverterError
from pipeline.files.kinds import kind_of
from pipeline.forms.marked.copy import marked_copy, unmarked
from pipeline.forms.read import read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.model.values import Attendance
from pipeline.pdf.soffice import find_soffice, run


def marked(path: Path, *cells: str, number: str = "R1") -> Path:
    """The copy, beside the workbook."""
    copy = marked_copy(path, kind_of(path), [problem(cell) for cell in cells], (), number)
    target = path.with_name(f"{number}.xlsx")
    target.write_bytes(copy.content)
    return target


def comments_of(path: Path) -> dict[str, str]:
    rows = opened(path)[SHEET].iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment}


def ours(path: Path) -> set[str]:
    """The cells under a rule of ours."""
    formats = opened(path)[SHEET].conditional_formatting
    rules = {str(each.sqref): each.rules[0].formula[0] for each in formats}
    return {cell for cells, formula in rules.items() if "档案系统" in formula for cell in cells.split()}


def test_reading_passes_over_the_list(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {SHEET: sign_in([("冯伟", None)])})
    before = read_workbook(WorkbookFile(path), "表.xlsx", shipped_mappings().forms, BRANCH)
    after = read_workbook(WorkbookFile(marked(path, "C6")), "表.xlsx", shipped_mappings().forms, BRANCH)
    assert codes(after) == codes(before) == [("mark-missing", "C6")]


def test_a_corrected_copy_is_read_as_if_never_marked(tmp_path: Path) -> None:
    copy = marked(make_form(tmp_path / "表.xlsx", {SHEET: sign_in([("冯伟", None)])}), "C6")
    book = opened(copy)
    book[SHEET]["C6"] = "√"
    book.save(copy)
    record = record_of(read_workbook(WorkbookFile(copy), "表.xlsx", shipped_mappings().forms, BRANCH))
    assert column_of(record, "签到", "签到") == [(Attendance.PRESENT, "C6")]


def test_the_number_is_read_back(tmp_path: Path) -> None:
    path = make_rich(tmp_path / "表.xlsx")
    assert WorkbookFile(path).return_number == ""
    assert WorkbookFile(marked(path, "C6", number="3F9A21C0")).return_number == "3F9A21C0"


def test_a_list_without_its_number_is_still_ours(tmp_path: Path) -> None:
    once = marked(make_form(tmp_path / "表.xlsx", {SHEET: sign_in()}), "C6")
    book = opened(once)
    book["需更正"]["A4"] = None
    book.save(once)
    assert WorkbookFile(once).return_number == ""
    reading = read_workbook(WorkbookFile(once), "表.xlsx", shipped_mappings().forms, BRANCH)
    assert [each.sheet for each in reading.readings] == [SHEET]
    assert opened(marked(once, "C6", number="R2")).sheetnames == ["需更正", SHEET]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, b"text"])
def test_what_is_no_workbook_has_no_number(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    assert WorkbookFile(path).return_number == ""


def test_a_sheet_of_the_persons_own_may_have_the_name_of_ours(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {"需更正": [["自己记的"]], SHEET: sign_in()})
    assert WorkbookFile(path).return_number == ""
    once = marked(path, "C6", number="R1")
    twice = marked(once, "C6", number="R2")
    assert WorkbookFile(once).return_number == "R1"
    assert WorkbookFile(twice).return_number == "R2"
    assert opened(twice).sheetnames == ["需更正(2)", "需更正", SHEET]
    assert opened(twice)["需更正"]["A1"].value == "自己记的"


def test_a_second_return_replaces_the_first(tmp_path: Path) -> None:
    once = marked(make_rich(tmp_path / "表.xlsx"), "C6", "B6", number="R1")
    twice = marked(once, "C7", number="R2")
    assert opened(twice).sheetnames == ["需更正", SHEET, "隐藏的", "其他"]
    assert WorkbookFile(twice).return_number == "R2"
    assert ours(twice) == {"C7"}
    assert {cell: text for cell, text in comments_of(twice).items() if cell != "C7"} == {
        "C6": OWN_COMMENT,
        "A1": OWN_COMMENT,
    }


def test_the_list_is_found_wherever_the_person_moved_it(tmp_path: Path) -> None:
    once = marked(make_rich(tmp_path / "表.xlsx"), "C6")
    book = opened(once)
    book.move_sheet("需更正", 2)
    book.copy_worksheet(book["需更正"]).title = "需更正 (2)"
    book.save(once)
    twice = opened(marked(once, "C6", number="R2"))
    assert twice.sheetnames == ["需更正", SHEET, "隐藏的", "其他"]
    assert twice["其他"].defined_names["本表"].attr_text == "其他!$A$1"
    assert twice[SHEET].print_title_rows == "$5:$5"


def test_marking_the_same_again_changes_nothing_but_the_number(tmp_path: Path) -> None:
    once = marked(make_rich(tmp_path / "表.xlsx"), "C6", "B6", number="R1")
    before, after = parts_of(once), parts_of(marked(once, "C6", "B6", number="R2"))
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]} - {"xl/worksheets/sheet1.xml"}
    assert not {name for name in changed if not name.endswith((".rels", "].xml"))} - _list_and_boxes(before)


def _list_and_boxes(parts: dict[str, bytes]) -> set[str]:
    lists = {name for name, content in parts.items() if "退回编号".encode() in content}
    return lists | {name for name in parts if name.endswith((".vml", "comment1.xml", "workbook.xml"))}


def test_a_sheet_that_is_right_now_has_no_trace_left(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {SHEET: sign_in()})
    twice = marked(marked(path, "C6", "C7", number="R1"), number="R2")
    assert comments_of(twice) == {}
    assert ours(twice) == set()
    assert not [name for name in parts_of(twice) if "comment" in name]


def test_what_is_kept_bears_no_marks(tmp_path: Path) -> None:
    path = make_rich(tmp_path / "表.xlsx")
    kept = tmp_path / "kept.xlsx"
    kept.write_bytes(unmarked(marked(path, "C6", "B6")) or b"")
    book, before = opened(kept), opened(path)
    assert book.sheetnames == before.sheetnames
    assert book.active.title == SHEET
    assert comments_of(kept) == comments_of(path)
    assert ours(kept) == set()
    assert WorkbookFile(kept).return_number == ""
    assert book["其他"].defined_names["本表"].attr_text == "其他!$A$1"
    same = {name for name, part in parts_of(path).items() if parts_of(kept).get(name) == part}
    assert "xl/media/image1.png" in same


def test_what_is_no_xlsx_is_kept_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0 and no more")
    assert unmarked(path) is None


def test_copied_marks_go_too(tmp_path: Path) -> None:
    once = marked(make_form(tmp_path / "表.xlsx", {SHEET: sign_in()}), "C6")
    book = opened(once)
    book.copy_worksheet(book[SHEET]).title = "另一张"
    for sheet in (book[SHEET], book["另一张"]):
        for format_ in list(book[SHEET].conditional_formatting):
            sheet.conditional_formatting.add("D1:E9", format_.rules[0])
    book.save(once)
    twice = parts_of(marked(once, number="R2"))
    assert not [name for name, content in twice.items() if b"LEN(" in content and "sheet" in name]


def test_through_libreoffice_and_back(tmp_path: Path) -> None:
    try:
        soffice = find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")
    rich = marked(make_rich(tmp_path / "富.xlsx"), "C6", "B6", number="R1")
    plain = marked(make_form(tmp_path / "表.xlsx", {SHEET: sign_in([("冯伟", None)])}), "C6", number="R2")
    for folder in ("saved", "work"):
        (tmp_path / folder).mkdir()
    command = [str(soffice), "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(rich), str(plain)]
    run(command, tmp_path / "work", timeout_s=120, fonts=None)
    rich, plain = (tmp_path / "saved" / copy.name for copy in (rich, plain))
    assert [WorkbookFile(saved).return_number for saved in (rich, plain)] == ["R1", "R2"]
    reading = read_workbook(WorkbookFile(plain), "表.xlsx", shipped_mappings().forms, BRANCH)
    assert codes(reading) == [("mark-missing", "C6")]
    twice = marked(rich, "C7", number="R3")
    assert comments_of(twice)["C6"] == comments_of(twice)["A1"] == OWN_COMMENT
    assert ours(twice) == {"C7"}
    assert opened(twice).sheetnames == ["需更正", SHEET, "隐藏的", "其他"]
