"""A book before it is bound: its parts in order, and on which page each will begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter with its parts, or one printed document. A part without a PDF begins where its first part does.

    `opens_right` parts begin on a right-hand page, that is on an odd one. `wider_left` is by how many millimetres the
    PDF's left margin is wider than its right one, for the binding; on a left-hand page it is to be the other way round.
    `number_lower` is by how many millimetres its page numbers stand lower than those of an official paper. `key` tells
    its PDF from those of other parts.
    """

    title: str
    pdf: Path | None = None
    parts: tuple[Part, ...] = ()
    opens_right: bool = False
    wider_left: float = 0
    number_lower: float = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with its first page, counted from 1; `depth` is 0 for a chapter. `pages` are those of its own PDF."""

    part: Part
    page: int
    pages: int
    depth: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Every part in order; `pages` is the whole number, blank ones before right-hand pages included."""

    placed: tuple[Placed, ...]
    pages: int


def laid_out(parts: Sequence[Part], counts: Mapping[Path, int]) -> Layout:
    """`counts` gives the number of pages of each PDF. A part that begins nowhere has no place."""
    placed: list[Placed] = []
    page = 1
    for part, depth in _in_order(parts, 0):
        if part.opens_right and page % 2 == 0:
            page += 1
        pages = counts[part.pdf] if part.pdf else 0
        placed.append(Placed(part, page, pages, depth))
        page += pages
    return Layout(tuple(placed), page - 1)


def _in_order(parts: Sequence[Part], depth: int) -> Iterator[tuple[Part, int]]:
    for part in parts:
        yield part, depth
        yield from _in_order(part.parts, depth + 1)
