"""The documents of the pieces, as they lie in the outbox, printed; what cannot be printed is kept as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.filing.boxes import Filed
from pipeline.filing.pieces import Piece
from pipeline.flow.printing.press import Document, Progress, pdfs_of
from pipeline.packet.items import Item
from pipeline.pdf.binding import page_counts
from pipeline.pdf.piece import lost_annotations
from pipeline.pdf.press import Press

_KEPT: Final = "另有电子文件"
_AS_IT_CAME: Final = "有原样归入的PDF"
_WITHOUT_NOTES: Final = "有批注没有印出"
_GONE: Final = "有文件不在了"


@dataclass(frozen=True, slots=True)
class Paper:
    """`pdf` is None where it could not be printed, with `why`; `source` where it lies, None where it is gone.

    `lost` counts the annotations of a PDF that say nothing of how they look: no page shows them.
    """

    item: Item
    source: Path | None
    pdf: Path | None = None
    pages: int = 0
    why: str = ""
    lost: int = 0

    @property
    def remark(self) -> str:
        """For the catalogue."""
        if self.source is None:
            return _GONE
        if self.pdf is None:
            return _KEPT
        if self.pdf != self.source:
            return ""
        return f"{_AS_IT_CAME}，{_WITHOUT_NOTES}" if self.lost else _AS_IT_CAME


def printed_papers(pieces: Iterable[Piece], outbox: Path, press: Press, progress: Progress) -> dict[str, Paper]:
    """By path below the outbox."""
    items = {item.path: item for piece in pieces for item in piece.items}
    papers: dict[str, Paper] = {}
    there: list[Item] = []

    def documents() -> Iterator[Document]:
        """One at a time is held."""
        for path, item in items.items():
            try:
                content = (outbox / path).read_bytes()
            except OSError:
                papers[path] = Paper(item, None, why="文件不在了，或读不出来")
            else:
                there.append(item)
                yield Document(outbox / path, content)

    for printed in pdfs_of(documents(), press):
        item = there[printed.number]
        why = printed.fault.message if printed.fault else ""
        pages = page_counts([printed.pdf])[printed.pdf] if printed.pdf else 0
        source = outbox / item.path
        lost = lost_annotations(source) if printed.pdf == source else 0
        papers[item.path] = Paper(item, source, printed.pdf, pages, why, lost)
        progress(item.title)
    return papers


def counted(one: Filed, papers: Mapping[str, Paper]) -> Filed:
    """With its pages, and a remark on what is not among them."""
    mine = [papers[item.path] for item in one.piece.items]
    remarks = dict.fromkeys(paper.remark for paper in mine if paper.remark)
    return replace(one, pages=sum(paper.pages for paper in mine), remark="；".join(remarks))
