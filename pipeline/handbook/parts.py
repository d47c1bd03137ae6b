"""The chapters, printed, as the parts of a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from pipeline.handbook.chapters import Chapter, Group
from pipeline.handbook.leaves import Margins
from pipeline.handbook.own import in_words
from pipeline.pdf.book import Layout, Part, Placed


@dataclass(frozen=True, slots=True)
class PrintedYear:
    """What has been printed: the documents by their path in the outbox, the handbook's own sheets by their chapter's
    title.
    """

    documents: Mapping[str, Part]
    sheets: Mapping[str, Part]
    made: Mapping[str, Part]


def part_of(title: str, margins: Margins, pdf: Path, key: str) -> Part:
    return Part(title, pdf, wider_left=margins.wider_left, number_lower=margins.number_lower, key=key)


def parts_of(chapters: Sequence[Chapter], year: PrintedYear) -> tuple[Part, ...]:
    return tuple(
        _chapter(f"{in_words(number)}、{chapter.title}", chapter, year) for number, chapter in enumerate(chapters, 1)
    )


def _chapter(title: str, chapter: Chapter, year: PrintedYear) -> Part:
    """One that has nothing but what the handbook puts together needs no sheet before it."""
    made = year.made.get(chapter.title)
    if made and not chapter.groups:
        return replace(made, title=title, opens_right=True)
    parts: list[Part] = [made] if made else []
    for month, groups in groupby(chapter.groups, key=lambda group: group.month):
        below = [part for group in groups for part in _group(group, year)]
        parts += [Part(f"{month}月", parts=tuple(below))] if month else below
    return replace(year.sheets[chapter.title], title=title, parts=tuple(parts), opens_right=True)


def _group(group: Group, year: PrintedYear) -> list[Part]:
    items = [year.documents[item.path] for item in group.items]
    return [Part(group.title, parts=tuple(items))] if group.title else items


def listed(layout: Layout) -> list[Placed]:
    """What the contents list: chapters, and what stands directly in them; of a month its activities."""
    found, in_month = [], False
    for placed in layout.placed:
        if placed.depth == 1:
            in_month = placed.part.pdf is None and any(part.pdf is None for part in placed.part.parts)
        if placed.depth == 0 or (placed.depth == 1 and not in_month) or (placed.depth == 2 and in_month):
            found.append(placed)
    return found
