"""Documents to PDF, by the batch against one call for each; a handbook printed again; a book bound.

The calls that the batch is measured against are what a plain script does: the program started for each document, with a
profile that is there already.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from kit.figure import Figure, at_least, at_most
from kit.year import PATTERN, entries_of
from pypdf import PdfReader

from pipeline.flow.assembly.assemble import assemble
from pipeline.flow.assembly.behind import branches_behind
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.init import make_workspace
from pipeline.flow.printing.press import open_press
from pipeline.flow.printing.print_handbook import print_handbook
from pipeline.pdf.binding import Book, bound, page_counts
from pipeline.pdf.book import Part, laid_out
from pipeline.pdf.press import Press, Sheet
from pipeline.pdf.soffice import find_soffice

KEYS = ("pdf_vs_cold", "handbook_first_s", "handbook_reprint_ratio", "merge_s", "merge_growth")
DOCUMENTS = 24
ROUNDS = 10
PAGES = 20
FEW, MANY = 10, 60
LIMIT_S = 600.0


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as folder:
        scratch = Path(folder)
        yield from _binding(scratch)
        desk = _year(scratch / "workspace")
        try:
            yield from _batch(desk, scratch)
            yield from _handbook(desk)
        finally:
            desk.close()


def _year(root: Path) -> Desk:
    """A branch's twelve months, published."""
    workspace, _ = make_workspace(root)
    entries_of(workspace, 12)
    desk = open_desk(workspace)
    for behind in branches_behind(desk):
        assemble(behind, desk)
    return desk


def _batch(desk: Desk, scratch: Path) -> Iterator[Figure]:
    """Both sides print the same documents, in turn; the cold one is the slower by far and done fewer times."""
    soffice = find_soffice()
    found = sorted(path for path in desk.outbox.folder.rglob("*.docx") if path.name.startswith(("02", "04")))[
        :DOCUMENTS
    ]
    assert len(found) == DOCUMENTS
    sheets = [Sheet(path.name, path.read_bytes()) for path in found]
    ratios = []
    for number in range(ROUNDS):
        started = time.perf_counter()
        printed = list(Press(soffice, scratch / f"cache{number}", timeout_s=LIMIT_S).print_all(sheets))
        ours = time.perf_counter() - started
        assert all(one.pdf for one in printed)
        started = time.perf_counter()
        for path in found:
            _cold(soffice, path, scratch / f"cold{number}")
        ratios.append((time.perf_counter() - started) / ours)
        assert len(list((scratch / f"cold{number}").glob("*.pdf"))) >= 1
    yield Figure("pdf_vs_cold", "x", tuple(ratios), at_least(4))


def _cold(soffice: Path, path: Path, into: Path) -> None:
    profile = (into.parent / "profile").as_uri()
    command = [
        str(soffice),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(into),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True)


def _handbook(desk: Desk) -> Iterator[Figure]:
    """First with nothing printed, then after one document changed."""
    firsts, ratios = [], []
    document = next(path for path in sorted(desk.outbox.folder.rglob("04*.docx")))
    for number in range(ROUNDS):
        shutil.rmtree(desk.workspace.cache / "pdf", ignore_errors=True)
        first = _seconds(desk)
        _change(document, number)
        ratios.append(_seconds(desk) / first)
        firsts.append(first)
    yield Figure("handbook_first_s", "s", tuple(firsts))
    yield Figure("handbook_reprint_ratio", "x", tuple(ratios), at_most(0.2))


def _seconds(desk: Desk) -> float:
    started = time.perf_counter()
    handbook = print_handbook(PATTERN, _year_of(desk), desk, open_press(desk))
    assert not handbook.left_out
    return time.perf_counter() - started


def _year_of(desk: Desk) -> int:
    return max(entry.year for entry in desk.ledger.activities(PATTERN))


def _change(path: Path, number: int) -> None:
    """As a person does who adds a line."""
    document = Document(str(path))
    document.add_paragraph(f"第{number + 1}次补记")
    document.save(str(path))


def _binding(scratch: Path) -> Iterator[Figure]:
    """Merge, contents, bookmarks and numbers of files of 20 pages each."""
    [leaf] = _pages(scratch, "leaf", [PAGES])
    few, many = (_book(leaf, scratch, number) for number in (FEW, MANY))
    seconds, growth = [], []
    for _ in range(ROUNDS):
        small, large = _bound(few), _bound(many)
        seconds.append(large)
        growth.append(large / small)
    yield Figure("merge_s", "s", tuple(seconds))
    yield Figure("merge_growth", "x", tuple(growth), at_most(MANY / FEW * 1.1))


def _bound(book: Book) -> float:
    started = time.perf_counter()
    bound(book)
    return time.perf_counter() - started


def _book(leaf: Path, scratch: Path, files: int) -> Book:
    parts = [Part(f"第{number}份", leaf) for number in range(1, files + 1)]
    layout = laid_out(parts, page_counts([leaf]))
    numbers, contents = _pages(scratch, f"of{files}", [layout.pages, 1], headings=files)
    return Book("工作手册", [contents], contents, layout.placed, layout, numbers, numbers)


def _pages(scratch: Path, name: str, counts: list[int], headings: int = 0) -> list[Path]:
    """A PDF of so many pages for each; the last one lists `headings`."""
    sheets = []
    for which, pages in enumerate(counts):
        document = Document()
        for number in range(1, pages + 1):
            document.add_paragraph("主题党日学习内容 " * 120 if name == "leaf" else f"— {number} —")
            if number < pages:
                document.add_page_break()  # type: ignore[no-untyped-call]
        for number in range(1, headings + 1 if which == len(counts) - 1 else 1):
            document.add_heading(f"第{number}份", 1)
        path = scratch / f"{name}{which}.docx"
        document.save(str(path))
        sheets.append(Sheet(path.name, path.read_bytes()))
    press = Press(find_soffice(), scratch / "made", timeout_s=LIMIT_S)
    printed = {one.number: one.pdf for one in press.print_all(sheets)}
    pdfs = [pdf for number in range(len(counts)) if (pdf := printed[number])]
    assert len(PdfReader(pdfs[0]).pages) >= counts[0]
    return pdfs
