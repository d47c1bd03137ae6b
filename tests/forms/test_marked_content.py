"""What is no .xlsx comes back as one, made of its content, and says so; what cannot be read is not marked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlwt
from builders import BRANCH, codes, make_form, make_ods, make_xls, shipped_mappings, sign_in
from rich_workbook import opened, parts_of, problem, with_parts

from pipeline.files.kinds import Kind, kind_of
from pipeline.forms.marked.copy import Unmarkable, marked_copy
from pipeline.forms.read import read_workbook
from pipeline.forms.workbook import WorkbookFile

MAKERS = {"表.xls": make_xls, "表.et": make_xls, "表.ods": make_ods}
FIRST = "表"


@pytest.mark.parametrize("name", MAKERS)
def test_values_dates_and_texts_are_carried_over(tmp_path: Path, name: str) -> None:
    grid = [*sign_in(date=dt.date(2026, 3, 20)), ["=1+1", 12.5, 7, "两\n行"]]
    path = MAKERS[name](tmp_path / name, grid)
    copy = marked_copy(path, kind_of(path), [problem("C6", sheet=FIRST)], (), "R1")
    sheet = opened(copy.content)[FIRST]
    assert sheet["B3"].value == dt.datetime(2026, 3, 20)
    assert sheet["B3"].number_format.startswith("yyyy-mm-dd")
    assert [cell.value for cell in sheet[8]][:4] == ["=1+1", 12.5, 7, "两\n行"]
    assert sheet["A8"].data_type == "s"
    assert "mend C6" in sheet["C6"].comment.text


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_not_carried_over_is_said(tmp_path: Path, name: str) -> None:
    path = MAKERS[name](tmp_path / name, sign_in())
    copy = marked_copy(path, kind_of(path), [problem("C6", sheet=FIRST)], (), "R1")
    told = [cell for row in opened(copy.content)["需更正"].values for cell in row]
    assert len(copy.lost) == 1
    assert copy.lost[0] in told


@pytest.mark.parametrize("name", MAKERS)
def test_it_reads_as_the_original_did(tmp_path: Path, name: str) -> None:
    path = MAKERS[name](tmp_path / name, sign_in([("冯伟", None), ("姜淑芬", "?")]))
    before = read_workbook(WorkbookFile(path), name, shipped_mappings().forms, BRANCH)
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(marked_copy(path, kind_of(path), before.all_problems(), (), "R1").content)
    assert codes(read_workbook(WorkbookFile(copy), name, shipped_mappings().forms, BRANCH)) == codes(before)
    assert WorkbookFile(copy).return_number == "R1"


def test_the_same_file_gives_the_same_copy(tmp_path: Path) -> None:
    path = make_xls(tmp_path / "表.xls", sign_in())
    first, second = (marked_copy(path, Kind.XLS, [problem("C6", sheet=FIRST)], (), "R1").content for _ in range(2))
    assert first == second


def test_columns_are_wide_enough_and_merged_cells_merged(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {FIRST: sign_in()}, {FIRST: ["A1:E1"]})
    strict = with_parts(path, lambda parts: parts.update({name: _strict(part) for name, part in parts.items()}))
    copy = marked_copy(strict, Kind.XLSX, [problem("C6", sheet=FIRST)], (), "R1")
    sheet = opened(copy.content)[FIRST]
    assert copy.lost
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:E1"]
    assert sheet.column_dimensions["B"].width >= 14


def _strict(part: bytes) -> bytes:
    """The dialect of ISO 29500 that Excel calls strict."""
    return part.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )


def test_merged_cells_and_hidden_sheets_of_an_xls_stay_so(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    workbook.add_sheet(FIRST).write_merge(0, 0, 0, 4, "党员签到表")
    hidden = workbook.add_sheet("藏")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    workbook.save(str(tmp_path / "表.xls"))
    copy = opened(marked_copy(tmp_path / "表.xls", Kind.XLS, [problem("A1", sheet=FIRST)], (), "R1").content)
    assert [str(each) for each in copy[FIRST].merged_cells.ranges] == ["A1:E1"]
    assert copy["藏"].sheet_state == "hidden"


def test_a_part_that_is_missing_is_no_reason_to_give_up(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {FIRST: sign_in()})
    without = with_parts(path, lambda parts: parts.pop("xl/styles.xml"))  # type: ignore[arg-type,return-value]
    assert "xl/styles.xml" not in parts_of(without)
    copy = marked_copy(without, Kind.XLSX, [problem("C6", sheet=FIRST)], (), "R1")
    assert opened(copy.content).sheetnames == ["需更正", FIRST]


@pytest.mark.parametrize("kind", [Kind.XLSX, Kind.XLS, Kind.ODS])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99])
def test_what_cannot_be_read_is_unmarkable(tmp_path: Path, kind: Kind, content: bytes) -> None:
    path = tmp_path / "表"
    path.write_bytes(content)
    with pytest.raises(Unmarkable):
        marked_copy(path, kind, [problem("C6")], (), "R1")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_workbook_cut_off_is_unmarkable(tmp_path: Path, share: float) -> None:
    path = make_form(tmp_path / "表.xlsx", {FIRST: sign_in()})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(Unmarkable):
        marked_copy(path, Kind.XLSX, [problem("C6")], (), "R1")
