"""A branch's year as one book, printed by a real LibreOffice: what stands in it, and that it leads where it says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, NOW, drop, registration, sign_in, talk, text_of
from click.testing import CliRunner
from core import make_core_desk
from foreign_pdf import STAMP, annotation, page_with
from pypdf import PageObject, PdfReader

from pipeline.cli.main import cli
from pipeline.errors import ConverterError, SetupError
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.flow.printing.press import open_press
from pipeline.flow.printing.print_handbook import Handbook, fold_handbook, new_sheets, print_handbook
from pipeline.flow.printing.recorded import branches_with_records
from pipeline.flow.verify import State, verify
from pipeline.pdf.soffice import find_soffice

YEAR = 2026
PAPER = "2026-03-20 主持词"
FRONT = 6
"""Cover, instructions and contents, each with a blank back."""

SECTIONS = """
handbook: 工作手册
sections:
  组织生活记录: {of: [主题党日, 三会一课], by_month: true}
  党课: {of: [三会一课/党课记录]}
  谈心谈话: {of: [谈心谈话]}
  大事记: {made: chronicle}
  年度总结: {made: statistics}
  交接: {made: handing-over}
"""

HEADINGS = {"年度总结": "年度工作统计"}
"""Of chapters that begin with a sheet under another heading."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    try:
        find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")
    root = tmp_path_factory.mktemp("workspace")
    (root / "mappings" / "handbook").mkdir(parents=True)
    (root / "mappings" / "handbook" / "手册.yaml").write_text(SECTIONS, "utf-8")
    desk = make_core_desk(root)
    drop(desk, registration(), "登记.xlsx")
    drop(desk, sign_in([("冯伟", "√"), ("姜淑芬", "√")]), "签到.xlsx")
    drop(desk, talk(), "谈话.xlsx")
    page_with(desk.workspace.inbox / BRANCH / f"{PAPER}.pdf", b"0 0 10 10 re f", annotation("/Stamp", (9, 9, 99, 99)))
    ingest(desk)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def handbook(desk: Desk) -> Handbook:
    return print_handbook(BRANCH, YEAR, desk, open_press(desk))


@pytest.fixture(scope="module")
def reader(desk: Desk, handbook: Handbook) -> PdfReader:
    return PdfReader(desk.outbox.folder / handbook.path)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def entries(outline: list) -> Iterator:
    for entry in outline:
        if isinstance(entry, list):
            yield from entries(entry)
        else:
            yield entry


def number_on(page: PageObject) -> str:
    """The last page number that is printed on it."""
    return re.findall(r"—(\d+)—", plain(page.extract_text()))[-1]


def test_every_document_of_the_year_is_in_it_word_for_word(desk: Desk, handbook: Handbook, reader: PdfReader):
    """All but the packets' own lists of contents."""
    printed = "".join(plain(page.extract_text()) for page in reader.pages)
    documents = [path for path in (desk.outbox.folder / str(YEAR)).rglob("*.docx") if "材料目录" not in path.name]
    assert len(documents) > 5
    for document in documents:
        for line in text_of(document).splitlines():
            for word in re.split(r"[|\s]+", line):
                assert word in printed, (document.name, word)
    assert handbook.left_out == ()


def test_each_bookmark_leads_to_what_it_names(reader: PdfReader):
    for entry in entries(reader.outline):
        page = reader.pages[reader.get_destination_page_number(entry)]
        title = plain(entry.title)
        assert number_on(page)
        if "、" in title:
            chapter = title.partition("、")[2]
            assert HEADINGS.get(chapter, chapter) in plain(page.extract_text())


def test_each_line_of_the_contents_names_the_page_and_leads_there(reader: PdfReader):
    [contents] = [page for page in reader.pages if "/Annots" in page]
    lines = re.findall(r"(\S.*?)[·.\s]*?(\d+)\s*$", contents.extract_text(), re.MULTILINE)
    links = [link.get_object() for link in contents["/Annots"]]
    assert len(lines) == len(links) >= 10
    for (_, number), link in zip(lines, links, strict=True):
        index = reader.get_page_number(link["/Dest"][0].get_object())
        assert number_on(reader.pages[index]) == number == str(index - FRONT + 1)


def test_chapters_open_on_the_right_and_empty_ones_say_so(reader: PdfReader):
    chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
    pages = [reader.get_destination_page_number(chapter) - FRONT + 1 for chapter in chapters]
    assert all(page % 2 for page in pages)
    [lectures] = [chapter for chapter in chapters if chapter.title.endswith("党课")]
    assert "本年度无" in plain(reader.pages[reader.get_destination_page_number(lectures)].extract_text())


def test_pages_have_one_number_and_it_is_the_book_s(reader: PdfReader):
    for index, page in enumerate(reader.pages[FRONT:], 1):
        text = plain(page.extract_text())
        if text:
            assert re.findall(r"—(\d+)—", text) == [str(index)]
            assert "共1页" not in text


def test_printed_again_it_is_the_same_file(desk: Desk, handbook: Handbook):
    path = desk.outbox.folder / handbook.path
    before = path.read_bytes()
    path.unlink()
    print_handbook(BRANCH, YEAR, desk, open_press(desk))
    assert path.read_bytes() == before


def test_a_document_that_cannot_be_printed_has_a_sheet_that_says_so(desk: Desk, handbook: Handbook):
    broken = next((desk.outbox.folder / str(YEAR)).rglob("02 签到表.docx"))
    whole = broken.read_bytes()
    broken.write_bytes(b"no document")
    try:
        again = print_handbook(BRANCH, YEAR, desk, open_press(desk))
        assert [item.path for item, _ in again.left_out] == [broken.relative_to(desk.outbox.folder).as_posix()]
        printed = "".join(plain(page.extract_text()) for page in PdfReader(desk.outbox.folder / again.path).pages)
        assert "没有印入手册" in printed
    finally:
        broken.write_bytes(whole)


def test_a_pdf_is_taken_as_it_is(desk: Desk, handbook: Handbook, reader: PdfReader):
    [path] = [path for path in handbook.documents if path.endswith(".pdf")]
    part = handbook.documents[path]
    assert part.pdf == desk.outbox.folder / path
    [page] = [placed.page for placed in handbook.book.body.placed if placed.part is part]
    drawn = reader.pages[FRONT + page - 1]["/Resources"]["/XObject"].values()
    assert STAMP in [form.get_object().get_data() for form in drawn]
    assert handbook.odd_fonts == ()


def test_a_pdf_that_cannot_be_opened_has_a_sheet_that_says_so(desk: Desk, handbook: Handbook):
    [path] = [path for path in handbook.documents if path.endswith(".pdf")]
    whole = (desk.outbox.folder / path).read_bytes()
    (desk.outbox.folder / path).write_bytes(whole[:100])
    try:
        again = print_handbook(BRANCH, YEAR, desk, open_press(desk))
        assert [(item.path, why) for item, why in again.left_out] == [(path, "PDF 打不开，或加了密")]
    finally:
        (desk.outbox.folder / path).write_bytes(whole)
        print_handbook(BRANCH, YEAR, desk, open_press(desk))


def test_for_a_binder_only_the_sheets_with_something_new(desk: Desk, handbook: Handbook, reader: PdfReader):
    found = new_sheets(handbook, NOW.date(), desk)
    assert found
    published, pages = found
    assert pages
    with PdfReader(desk.outbox.folder / published.path) as sheets:
        assert len(sheets.pages) % 2 == 0
        assert "目录" in plain(sheets.pages[0].extract_text())
    assert new_sheets(handbook, NOW.date() + dt.timedelta(1), desk) is None


def test_for_a_binder_the_handbooks_own_sheets_count_as_well(desk: Desk, handbook: Handbook):
    keys = {placed.part.key for placed in handbook.book.body.placed if placed.part.pdf}
    assert keys <= handbook.edition.sheets.keys()
    assert {"手册大事记.docx 大事记", "手册章页.docx 谈心谈话"} <= keys


def test_for_a_binder_what_a_person_changed_since_the_last_printing(desk: Desk, handbook: Handbook):
    document = next((desk.outbox.folder / str(YEAR) / BRANCH).rglob("* 签到表.docx"))
    as_it_was, tomorrow = document.read_bytes(), NOW + dt.timedelta(1)
    document.write_bytes(next(document.parent.glob("* 活动方案.docx")).read_bytes())
    later = open_desk(desk.workspace, lambda: tomorrow)
    try:
        again = print_handbook(BRANCH, YEAR, later, open_press(later))
        found = new_sheets(again, tomorrow.date(), later)
        assert found
        path = document.relative_to(desk.outbox.folder).as_posix()
        changed = [placed for placed in again.book.body.placed if placed.part.key == path]
        assert found[1] == [placed.page + number for placed in changed for number in range(placed.pages)]
    finally:
        later.close()
        document.write_bytes(as_it_was)
        print_handbook(BRANCH, YEAR, desk, open_press(desk))


def test_a_book_that_a_person_changed_is_kept_and_ours_lies_beside(desk: Desk, handbook: Handbook):
    folder = (desk.outbox.folder / handbook.path).parent
    book, folded = desk.outbox.folder / handbook.path, desk.outbox.folder / fold_handbook(handbook, desk).path
    document = next((desk.outbox.folder / str(YEAR) / BRANCH).rglob("* 签到表.docx"))
    printed = document.read_bytes()
    try:
        book.write_bytes(b"mine")
        folded.write_bytes(b"mine too")
        document.unlink()
        again = print_handbook(BRANCH, YEAR, desk, open_press(desk))
        fold = fold_handbook(again, desk)
        assert (book.read_bytes(), folded.read_bytes()) == (b"mine", b"mine too")
        for published in (again.published, fold):
            assert published.beside.endswith("(系统新版).pdf")
            assert (desk.outbox.folder / published.beside).read_bytes().startswith(b"%PDF")
        assert {one.path.rpartition("/")[2] for one in verify(desk, YEAR) if one.state is State.EDITED} == {
            book.name,
            folded.name,
        }
    finally:
        document.write_bytes(printed)
        for path in (book, folded, *folder.glob("*系统新版*")):
            path.unlink()
        fold_handbook(print_handbook(BRANCH, YEAR, desk, open_press(desk)), desk)


def test_a_booklet_of_it(desk: Desk, handbook: Handbook, reader: PdfReader):
    with PdfReader(desk.outbox.folder / fold_handbook(handbook, desk).path) as folded:
        assert len(folded.pages) == -(-len(reader.pages) // 4) * 2


def test_without_a_converter_the_command_says_what_to_install(desk: Desk, monkeypatch, tmp_path: Path):
    monkeypatch.setattr("shutil.which", lambda *_: None)
    result = CliRunner().invoke(cli, ["handbook", str(YEAR), "-w", str(desk.workspace.root)])
    assert isinstance(result.exception, ConverterError)
    assert "libreoffice-writer-nogui" in result.exception.hint


def test_a_year_without_documents_is_said(desk: Desk):
    result = CliRunner().invoke(cli, ["handbook", "2020", "-w", str(desk.workspace.root)])
    assert result.exit_code == 1
    assert "2020" in result.output


def test_of_a_branch_that_nobody_knows_the_nearest_is_named(desk: Desk):
    with pytest.raises(SetupError) as caught:
        branches_with_records(YEAR, "机关第一党支布", desk)
    assert BRANCH in caught.value.hint
    assert branches_with_records(YEAR, BRANCH, desk) == [BRANCH]
    assert branches_with_records(YEAR - 9, BRANCH, desk) == []
