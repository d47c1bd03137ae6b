"""Pieces with their numbers, and the boxes (档案盒) that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.filing.pieces import Piece
from pipeline.filing.register import Register
from pipeline.mapping.archive import ArchiveMapping
from pipeline.model.retention import Retention
from pipeline.settings.schema import Archive

DOCUMENTS: Final = "WS"
PHOTOS: Final = "ZP"
"""Kinds of archives (门类): 文书, 照片."""

SPINES: Final = (20, 30, 40, 50)
"""Millimetres, outside."""
_WALLS: Final = 4.0
_SHEET: Final = 0.1
_COVER: Final = 0.3
"""A sheet's thickness, and what a piece takes beside: staples, a folded edge."""


@dataclass(frozen=True, slots=True)
class Series:
    """Within it pieces are numbered from 1."""

    fonds: str
    kind: str
    year: int
    retention: Retention
    box: str
    code: str

    @property
    def key(self) -> str:
        """Without the fonds, which a unit may get later; the numbers stay."""
        return f"{self.kind}·{self.year}-{self.retention.code}-{self.code}"

    def reference(self, number: int) -> str:
        """The 档号."""
        return f"{f'{self.fonds}-' if self.fonds else ''}{self.key}-{number:04}"


@dataclass(frozen=True, slots=True)
class Filed:
    """A piece with its number; `pages` are not known before it is printed."""

    piece: Piece
    series: Series
    number: int
    pages: int = 0
    remark: str = ""

    @property
    def reference(self) -> str:
        return self.series.reference(self.number)


@dataclass(frozen=True, slots=True)
class Box:
    """One that stands on a shelf: `number` counts those of the year, `spine` is its thickness in millimetres."""

    number: int
    series: Series
    filed: tuple[Filed, ...]
    spine: int

    @property
    def pages(self) -> int:
        return sum(one.pages for one in self.filed)

    @property
    def numbers(self) -> str:
        first, last = (f"{one.number:04}" for one in (self.filed[0], self.filed[-1]))
        return first if first == last else f"{first}—{last}"


def series_of(archive: ArchiveMapping, chosen: Archive, year: int, *, photos: bool = False) -> dict[str, Series]:
    """By box; with `photos` those of the photos' boxes, else of all others."""
    return {
        name: Series(
            chosen.fonds,
            PHOTOS if photos else DOCUMENTS,
            year,
            chosen.retention.get(name, box.retention),
            name,
            box.code,
        )
        for name, box in archive.boxes.items()
        if box.photos == photos
    }


def numbered(pieces: Iterable[Piece], series: Mapping[str, Series], register: Register) -> tuple[Filed, ...]:
    """By box in the mapping's order, then by number; the register has numbers for all of them."""
    order = list(series)
    numbers = {name: register.numbers(one.key) for name, one in series.items()}
    filed = (Filed(piece, series[piece.box], numbers[piece.box][piece.identity]) for piece in pieces)
    return tuple(sorted(filed, key=lambda one: (order.index(one.piece.box), one.number)))


def boxed(filed: Sequence[Filed]) -> tuple[Box, ...]:
    """A box is begun for each series, and where the one before is full."""
    boxes: list[Box] = []
    inside: list[Filed] = []
    for one in filed:
        if inside and (one.series != inside[0].series or _spine([*inside, one]) is None):
            boxes.append(_box(len(boxes) + 1, inside))
            inside = []
        inside.append(one)
    return tuple([*boxes, _box(len(boxes) + 1, inside)] if inside else boxes)


def _box(number: int, inside: Sequence[Filed]) -> Box:
    return Box(number, inside[0].series, tuple(inside), _spine(inside) or SPINES[-1])


def _spine(inside: Sequence[Filed]) -> int | None:
    """The least that holds them, printed on both sides; None where none does."""
    needed = _WALLS + sum(_COVER + _SHEET * -(-one.pages // 2) for one in inside)
    return next((spine for spine in SPINES if needed <= spine), None)
