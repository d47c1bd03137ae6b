"""How the lines of a blank form share out its A4 pages; heights in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line is never lower than `height` and never higher than `most`; `keep` holds it on the next line's page."""

    height: float
    most: float = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """`room` is the height of a page between its margins, `head` what a repeated header takes of the later ones."""

    room: float
    head: float = 0

    def lines_to_fill(self, used: float, height: float, least: int, foot: float = 0) -> int:
        """How many lines below what is `used` end, with the `foot` below them, with a full page: `least` or more."""
        count, room = 0, self.room - used
        while True:
            last = int((room - foot) // height)
            if last > 0 and count + last >= least:
                return count + last
            count += max(0, int(room // height))
            room = self.room - self.head

    def share_out(self, lines: Sequence[Line]) -> list[list[float]]:
        """The lines' final heights, page by page: what a page has left goes to the lines that may grow."""
        pages = self._pages(lines)
        rooms = [self.room - (self.head if number else 0) for number in range(len(pages))]
        return [_grown(page, room) for page, room in zip(pages, rooms, strict=True)]

    def _pages(self, lines: Sequence[Line]) -> list[list[Line]]:
        pages: list[list[Line]] = [[]]
        left, group = self.room, list[Line]()
        for line in lines:
            group.append(line)
            if line.keep:
                continue
            size = sum(each.height for each in group)
            if size > left and pages[-1]:
                pages.append([])
                left = self.room - self.head
            pages[-1] += group
            left -= size
            group = []
        pages[-1] += group
        return pages


def _grown(page: Sequence[Line], room: float) -> list[float]:
    """The lines that may grow most, the boxes for long texts, come first."""
    heights = [line.height for line in page]
    for most in sorted({line.most for line in page if line.most}, reverse=True):
        spare = room - sum(heights)
        growing = [index for index, line in enumerate(page) if line.most == most]
        for index in growing:
            heights[index] = max(heights[index], min(most, heights[index] + spare / len(growing)))
    return heights
