"""A branch's year as one book: what stands where, everything printed, then bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of
from pipeline.files.names import safe_name
from pipeline.flow.desk import Desk
from pipeline.flow.printing.press import Document, Progress, all_printed, pdfs_of
from pipeline.flow.turn import turn_at
from pipeline.flow.year_activities import year_activities
from pipeline.handbook.chapters import Chapter, chapters_of
from pipeline.handbook.editions import Edition, read_edition, write_edition
from pipeline.handbook.leaves import Margins, leaf_of
from pipeline.handbook.own import (
    Own,
    Whose,
    chapter_sheet,
    contents,
    cover,
    heads,
    instructions,
    left_out,
    made,
    numbers,
)
from pipeline.handbook.parts import PrintedYear, listed, part_of, parts_of
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.mapping.handbook import HandbookMapping
from pipeline.packet.items import Item
from pipeline.packet.publish.by_manifest import publish_one
from pipeline.pdf.binding import Book, bound, front_pages, page_counts, picked
from pipeline.pdf.book import Part, laid_out
from pipeline.pdf.booklet import booklet
from pipeline.pdf.embedded import FontUse, fonts_in
from pipeline.pdf.fonts import is_expected
from pipeline.pdf.press import Press, Sheet
from pipeline.render.properties import Properties

FOLDER = "工作手册"
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Handbook:
    """`left_out` are the documents that could not be printed, with why.

    `odd_fonts` are those in which some of a document is set though neither the official ones nor their stand-ins: a
    rare character that these lack, a font that only the writer's computer had.

    `documents` are the book's parts by their document's path in the outbox; `edition` knows every sheet by its part's
    key.
    """

    branch: str
    published: PublishedDocument
    book: Book
    documents: Mapping[str, Part]
    edition: Edition
    left_out: tuple[tuple[Item, str], ...]
    odd_fonts: tuple[tuple[Item, FontUse], ...]

    @property
    def path(self) -> str:
        """Below the outbox; a person's version may lie there."""
        return self.published.path

    @property
    def pages(self) -> int:
        """Those that are numbered."""
        return self.book.body.pages


def handbook_mapping(desk: Desk) -> HandbookMapping:
    """The first, by name. Raises SetupError where there is none."""
    for mapping in desk.mappings.handbooks.values():
        return mapping
    raise SetupError(
        f"没有手册的映射：{desk.workspace.mappings / 'handbook'} 里没有 .yaml 文件",
        "请从程序自带的 mappings/handbook 里复制一份，或用 dangan init 新建工作区",
    )


def print_handbook(
    branch: str, year: int, desk: Desk, press: Press, progress: Progress = lambda text: None
) -> Handbook:
    """Raises ConverterError where a sheet of the handbook's own cannot be printed."""
    mapping = handbook_mapping(desk)
    entries = [entry for entry in desk.ledger.activities(branch) if entry.year == year]
    chapters = chapters_of(mapping, entries, desk.mappings.packets.values())
    job = _Job(Whose(branch, desk.settings.office_of(branch), year), desk, press)
    documents, failed = job.documents(chapters, progress)
    activities = year_activities(branch, year, desk)
    sheets = job.parts(chapter_sheet(number, chapter) for number, chapter in enumerate(chapters, 1))
    own = job.parts(made(chapter, job.whose, activities) for chapter in chapters if chapter.made)
    parts = parts_of(chapters, PrintedYear(documents, _by_title(sheets), _by_title(own)))
    layout = laid_out(parts, page_counts(_pdfs(parts)))
    lines = listed(layout)
    whose = job.whose
    front, usage, listing, head, numbered = job.pdfs(
        [cover(whose), instructions(whose, chapters), contents(lines), heads(whose), numbers(layout.pages)]
    )
    title = f"{branch}{year}年{FOLDER}"
    path = f"{year}/{FOLDER}/{safe_name(title)}.pdf"
    book = Book(title, (front, usage), listing, lines, layout, head, numbered)
    published = _publish(path, bound(book), desk)
    edition = _edition(path, job, entries)
    odd = tuple(_odd_fonts(chapters, documents))
    return Handbook(branch, published, book, documents, edition, tuple(failed), odd)


def fold_handbook(handbook: Handbook, desk: Desk) -> PublishedDocument:
    """As a booklet beside it, two pages on each sheet."""
    path = f"{handbook.path.removesuffix('.pdf')}（小册子）.pdf"
    return _publish(path, booklet(bound(handbook.book), handbook.book.title), desk)


def new_sheets(handbook: Handbook, day: dt.date, desk: Desk) -> tuple[PublishedDocument, list[int]] | None:
    """For a loose-leaf binder: the contents, and every sheet with something that is new or another since that day: a
    document, the chronicle, the sheet before a chapter.

    With the numbers of their pages; None where there is none.
    """
    changed = handbook.edition.new_since(f"{day}")
    book, path = handbook.book, f"{handbook.path.removesuffix('.pdf')}（{day}以后）.pdf"
    places = [placed for placed in book.body.placed if placed.part.key in changed]
    numbers = [placed.page + number for placed in places for number in range(placed.pages)]
    if not numbers:
        return None
    before = front_pages(book)
    contents = page_counts([book.contents])[book.contents]
    pages = [*range(before - contents - contents % 2, before), *(before + number - 1 for number in numbers)]
    return _publish(path, picked(bound(book), pages, book.title), desk), numbers


def _publish(path: str, content: bytes, desk: Desk) -> PublishedDocument:
    """One at a time: all books of a year are in one manifest."""
    with turn_at("handbook", desk.workspace, _PATIENCE_S):
        return publish_one(path, content, desk.outbox, desk.ledger)


def _edition(path: str, job: _Job, entries: Iterable[ActivityEntry]) -> Edition:
    """Of the book at the path, from now on; of what a person changed no entry tells the day."""
    documents = (one for entry in entries for one in entry.documents)
    told = {one.path: one.since for one in documents if one.since and job.lying.get(one.path) == one.digest}
    desk, private = job.desk, job.desk.workspace.private
    with turn_at("handbook", desk.workspace, _PATIENCE_S):
        edition = read_edition(private, path).next(job.digests, told, f"{desk.now():%Y-%m-%d}")
        write_edition(private, path, edition)
    return edition


@dataclass(frozen=True, slots=True)
class _Job:
    """`digests` are of what was printed among the documents, by part's key; `lying` of the documents as they lay."""

    whose: Whose
    desk: Desk
    press: Press
    digests: dict[str, str] = field(default_factory=dict)
    lying: dict[str, str] = field(default_factory=dict)

    def documents(
        self, chapters: Iterable[Chapter], progress: Progress
    ) -> tuple[dict[str, Part], list[tuple[Item, str]]]:
        """By path; in the place of one that cannot be printed stands a sheet that says so."""
        there: list[tuple[Item, Margins]] = []
        failed: list[tuple[Item, str]] = []
        parts: dict[str, Part] = {}

        def documents() -> Iterator[Document]:
            """One at a time is held."""
            for item in _items(chapters):
                source = self.desk.outbox.folder / item.path
                try:
                    content = source.read_bytes()
                except OSError:
                    failed.append((item, "文件不在了"))
                else:
                    leaf = leaf_of(item.path, content)
                    there.append((item, leaf.margins))
                    self.lying[item.path] = digest_of(content)
                    self.digests[item.path] = digest_of(leaf.content)
                    yield Document(source, leaf.content)

        for printed in pdfs_of(documents(), self.press):
            item, margins = there[printed.number]
            if printed.pdf:
                parts[item.path] = part_of(item.title, margins, printed.pdf, item.path)
            else:
                failed.append((item, printed.fault.message if printed.fault else ""))
            progress(item.title)
        notes = self.parts(left_out(item, why) for item, why in failed)
        return parts | {item.path: note for (item, _), note in zip(failed, notes, strict=True)}, failed

    def parts(self, own: Iterable[Own]) -> list[Part]:
        """Sheets among the documents, in their order. Raises ConverterError."""
        sheets = list(own)
        keys = [f"{sheet.template} {sheet.title}" for sheet in sheets]
        leaves = [leaf_of(sheet.template, self._rendered(sheet)) for sheet in sheets]
        wanted = [Sheet(sheet.template, leaf.content) for sheet, leaf in zip(sheets, leaves, strict=True)]
        pdfs = all_printed(wanted, self.press)
        self.digests.update({key: digest_of(leaf.content) for key, leaf in zip(keys, leaves, strict=True)})
        return [
            part_of(sheet.title, leaf.margins, pdf, key)
            for sheet, leaf, pdf, key in zip(sheets, leaves, pdfs, keys, strict=True)
        ]

    def pdfs(self, own: Iterable[Own]) -> list[Path]:
        """Sheets before the documents and over them, as they are. Raises ConverterError."""
        return all_printed([Sheet(sheet.template, self._rendered(sheet)) for sheet in own], self.press)

    def _rendered(self, sheet: Own) -> bytes:
        properties = Properties(FOLDER, self.whose.branch, dt.date(self.whose.year, 12, 31))
        return self.desk.renderer.render(sheet.template, sheet.context, properties)


def _odd_fonts(chapters: Iterable[Chapter], documents: Mapping[str, Part]) -> Iterator[tuple[Item, FontUse]]:
    """Not of a PDF that is taken as it came: nothing of it was set anew."""
    for item in _items(chapters):
        pdf = documents[item.path].pdf if not item.path.lower().endswith(".pdf") else None
        for font in fonts_in(pdf) if pdf else ():
            if not font.embedded or not is_expected(font.name):
                yield item, font


def _items(chapters: Iterable[Chapter]) -> list[Item]:
    """Each once, however many chapters have it."""
    groups = (group for chapter in chapters for group in chapter.groups)
    return list({item.path: item for group in groups for item in group.items}.values())


def _by_title(parts: Iterable[Part]) -> dict[str, Part]:
    return {part.title: part for part in parts}


def _pdfs(parts: Iterable[Part]) -> Iterator[Path]:
    for part in parts:
        if part.pdf:
            yield part.pdf
        yield from _pdfs(part.parts)
