"""Many documents at once: which come out, who is to blame, and what is not printed a second time."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from pipeline.errors import ConverterError
from pipeline.pdf.archival import claims_archival
from pipeline.pdf.kept import pruned, taken
from pipeline.pdf.press import Press, Printed, Sheet
from pipeline.pdf.soffice import NoConverter

# Prints a page with the file's own words; dies of a file that says 坏.
_PRINTS = """
for file; do
  if unzip -p "$file" word/document.xml | grep -q 坏; then exit 139; fi
  echo run >> "$(dirname "$0")/runs"
  cp "{page}" "$(result "$file")"
done
"""


@pytest.fixture
def sheet(make_docx):
    def sheet(name: str, *text: str) -> Sheet:
        return Sheet(name, make_docx(name, *text).read_bytes())

    return sheet


@pytest.fixture
def stand_in(stub, tmp_path) -> Path:
    """Prints an empty page for each document, and notes each."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "page.pdf")
    return stub(_PRINTS.replace("{page}", str(tmp_path / "page.pdf")))


def press(program: Path, tmp_path: Path) -> Press:
    return Press(program, tmp_path / "cache", timeout_s=120)


def in_order(printed: list[Printed]) -> list[Printed]:
    return sorted(printed, key=lambda one: one.number)


def test_the_real_program_prints_each_and_embeds_every_font(soffice, sheet, tmp_path):
    sheets = [sheet(f"{name}.docx", f"{name}支部") for name in "甲乙丙"]
    printed = in_order(list(press(soffice, tmp_path).print_all(sheets)))
    for name, one in zip("甲乙丙", printed, strict=True):
        with PdfReader(one.pdf) as reader:
            assert f"{name}支部" in reader.pages[0].extract_text()
            assert "pdfaid:part>2" in reader.root_object["/Metadata"].get_object().get_data().decode()


def test_a_text_beside_a_workbook_is_fit_for_the_archive(soffice, sheet, tmp_path):
    book, target = Workbook(), io.BytesIO()
    book.active["A1"] = "应交党费"
    book.save(target)
    sheets = [sheet("方案.docx", "一"), Sheet("党费.xlsx", target.getvalue())]
    one_by_one = Press(soffice, tmp_path / "cache", timeout_s=120, workers=1)
    text, table = in_order(list(one_by_one.print_all(sheets)))
    assert claims_archival(PdfReader(text.pdf))
    assert "应交党费" in PdfReader(table.pdf).pages[0].extract_text()


def test_what_was_printed_in_another_way_is_printed_again(stand_in, sheet, tmp_path):
    one = sheet("1.docx", "一")
    printed = [
        *press(stand_in, tmp_path).print_all([one]),
        *press(stand_in, tmp_path).print_all([Sheet("1.xlsx", one.content)]),
    ]
    assert len({each.pdf for each in printed}) == 2


def test_the_guilty_document_is_named_and_the_others_come_out(stand_in, sheet, tmp_path):
    sheets = [sheet(f"{number}.docx", "坏" if number == 4 else "好") for number in range(7)]
    printed = in_order(list(press(stand_in, tmp_path).print_all(sheets)))
    assert [one.number for one in printed if one.fault] == [4]
    assert all(one.pdf and one.pdf.is_file() for one in printed if not one.fault)
    assert isinstance(printed[4].fault, ConverterError)
    assert "4.docx" in printed[4].fault.message


def test_what_was_printed_is_not_printed_again(stand_in, sheet, tmp_path):
    runs = tmp_path / "runs"
    first, second = sheet("1.docx", "一"), sheet("2.docx", "二")
    list(press(stand_in, tmp_path).print_all([first]))
    printed = list(press(stand_in, tmp_path).print_all([first, second]))
    assert sorted(one.number for one in printed) == [0, 1]
    assert runs.read_text().split() == ["run", "run"]


def test_equal_documents_are_printed_once(stand_in, sheet, tmp_path):
    one = sheet("1.docx", "一")
    printed = list(press(stand_in, tmp_path).print_all([one, Sheet("2.docx", one.content)]))
    assert len({each.pdf for each in printed}) == 1
    assert (tmp_path / "runs").read_text().split() == ["run"]


def test_other_fonts_are_another_page(stand_in, sheet, tmp_path):
    fonts, one = tmp_path / "fonts", sheet("1.docx", "一")
    fonts.mkdir()
    for font in ("甲.ttf", "乙.ttf"):
        (fonts / font).write_bytes(b"")
        list(Press(stand_in, tmp_path / "cache", timeout_s=120, fonts=fonts).print_all([one]))
    assert (tmp_path / "runs").read_text().split() == ["run", "run"]


def test_a_program_that_does_not_start_is_no_document_s_fault(sheet, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("not a program")
    with pytest.raises(NoConverter):
        list(press(program, tmp_path).print_all([sheet("1.docx", "一"), sheet("2.docx", "二")]))


def test_what_nobody_used_goes_and_what_a_run_may_hold_stays(tmp_path):
    day, now = 86400.0, 1_000_000_000.0
    ages = {"today.pdf": 0.5, "week.pdf": 7, "month.pdf": 30, "year.pdf": 365, ".left.pdf.part": 2}
    for name, age in ages.items():
        (tmp_path / name).write_bytes(bytes(1 << 20))
        os.utime(tmp_path / name, (now - age * day,) * 2)

    def left(days: float, megabytes: float) -> set[str]:
        pruned(tmp_path, days=days, megabytes=megabytes, now=now)
        return {path.name for path in tmp_path.iterdir()}

    assert left(90, 100) == {"today.pdf", "week.pdf", "month.pdf"}
    assert left(90, 2) == {"today.pdf", "week.pdf"}
    assert left(1, 0) == {"today.pdf"}
    assert pruned(tmp_path / "none", days=1, megabytes=0, now=now) == 0


def test_what_is_taken_again_counts_as_used(tmp_path):
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF-1.7\n%%EOF")
    os.utime(pdf, (1000, 1000))
    assert taken(pdf) == pdf
    assert pruned(tmp_path, days=1, megabytes=0, now=time.time()) == 0
