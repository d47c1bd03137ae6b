"""A year of the whole unit made ready for the archive: pieces numbered and stamped, catalogues, labels, digests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of_file
from pipeline.files.faults import in_words
from pipeline.files.publish import copy_whole
from pipeline.filing.boxes import Box, Series, boxed, numbered, series_of
from pipeline.filing.handover import HandOver, packed
from pipeline.filing.photos import FiledPhoto, catalogue, numbered_photos, photos_of
from pipeline.filing.pieces import Piece, pieces_of
from pipeline.filing.register import read_register, write_register
from pipeline.flow.archiving.laying import YearSet, lay
from pipeline.flow.archiving.papers import Paper, counted, printed_papers
from pipeline.flow.archiving.reserved import reserved
from pipeline.flow.desk import Desk
from pipeline.flow.printing.press import Progress
from pipeline.flow.turn import turn_at
from pipeline.flow.year_activities import year_activities
from pipeline.mapping.archive import ArchiveMapping, misfits_of_retention
from pipeline.pdf.press import Press

FOLDER: Final = "归档"
_JOURNAL: Final = "归档-{}.txt"
_PATIENCE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Archived:
    """`folder` and `package` are below the outbox. `kept` are documents that could not be printed, with why.

    `moved` are files of the set that somebody had changed: they lie in the bin now. `reserved`: what the year lacks.
    `unannotated` are PDFs with annotations that no page shows.
    """

    folder: str
    package: str
    boxes: tuple[Box, ...]
    photos: int
    kept: tuple[tuple[str, str], ...]
    moved: tuple[str, ...]
    reserved: tuple[str, ...]
    unannotated: tuple[str, ...]


def archive_mapping(desk: Desk) -> ArchiveMapping:
    """The first, by name. Raises SetupError where there is none, or where the settings name a box that it has not."""
    for mapping in desk.mappings.archives.values():
        for misfit in misfits_of_retention(desk.settings.archive.retention, [mapping]):
            raise SetupError(f"dangan.toml 的 [archive.retention]：{misfit.message}", misfit.hint)
        return mapping
    raise SetupError(
        f"没有归档范围的映射：{desk.workspace.mappings / 'archive'} 里没有 .yaml 文件",
        "请从程序自带的 mappings/archive 里复制一份，或用 dangan init 新建工作区",
    )


def archive(year: int, desk: Desk, press: Press, progress: Progress = lambda text: None) -> Archived | None:
    """None where the year has nothing to be archived. Raises ConverterError, SetupError."""
    mapping = archive_mapping(desk)
    with turn_at("archive", desk.workspace, _PATIENCE_S):
        entries = [entry for entry in desk.ledger.activities() if entry.year == year and not entry.planned]
        pieces = pieces_of(mapping, entries, desk.mappings.packets.values())
        if not pieces:
            return None
        papers = printed_papers(pieces, desk.outbox.folder, press, progress)
        return _handed_over(_numbered(year, mapping, pieces, papers, desk), desk, press)


def _numbered(
    year: int, mapping: ArchiveMapping, pieces: Sequence[Piece], papers: Mapping[str, Paper], desk: Desk
) -> YearSet:
    """The numbers are written down before anything bears them."""
    chosen, private = desk.settings.archive, desk.workspace.private
    series = series_of(mapping, chosen, year)
    of_photos = next(iter(series_of(mapping, chosen, year, photos=True).values()), None)
    photos = _photos(year, _branches(pieces), of_photos, desk) if of_photos else ()
    register = read_register(private).with_pieces((series[piece.box].key, piece.identity) for piece in pieces)
    if of_photos:
        register = register.with_pieces((of_photos.key, photo.identity) for photo in photos)
        photos = numbered_photos(photos, of_photos, register)
    filed = [counted(one, papers) for one in numbered(pieces, series, register)]
    write_register(private, register)
    rows = catalogue(photos, of_photos, filed) if of_photos else []
    return YearSet(year, tuple(mapping.boxes), boxed(filed), papers, photos, rows, reserved(year, desk))


def _handed_over(told: YearSet, desk: Desk, press: Press) -> Archived:
    below, package = f"{told.year}/{FOLDER}", f"{told.year}年{FOLDER}.zip"
    hand_over = HandOver(
        desk.outbox.folder / below, desk.outbox.bin / below, desk.workspace.private / _JOURNAL.format(told.year)
    )
    try:
        lay(told, desk, press, hand_over)
        digests = hand_over.finish()
        with tempfile.TemporaryDirectory(prefix="dangan-", ignore_cleanup_errors=True) as work:
            packed(hand_over.folder, list(digests), f"{told.year}年{FOLDER}", Path(work) / package)
            copy_whole(Path(work) / package, hand_over.folder / package)
        digests |= {package: digest_of_file(hand_over.folder / package)}
    except OSError as error:
        hint = "请关闭打开着的文件，检查发件箱的权限和空间，再运行一次"
        raise SetupError(f"归档的文件写不进去：{in_words(error)}", hint) from error
    private = desk.workspace.private
    sealed = {f"{below}/{path}": digest for path, digest in digests.items()}
    write_register(private, read_register(private).with_files(told.year, sealed))
    kept = tuple((paper.item.path, paper.why) for paper in told.papers.values() if paper.pdf is None)
    bare = tuple(paper.item.path for paper in told.papers.values() if paper.lost)
    moved = tuple(hand_over.moved)
    return Archived(below, f"{below}/{package}", told.boxes, len(told.photos), kept, moved, told.reserved, bare)


def _branches(pieces: Iterable[Piece]) -> list[str]:
    return sorted({piece.identity[0] for piece in pieces})


def _photos(year: int, branches: Iterable[str], series: Series, desk: Desk) -> tuple[FiledPhoto, ...]:
    return tuple(
        photo
        for branch in branches
        for photo in photos_of(year_activities(branch, year, desk), tuple(desk.ledger.photos(branch)), series.box)
    )
