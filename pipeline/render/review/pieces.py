"""The paragraphs of a template as they are put together: words of its own, and what its tags print between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from jinja2 import Template, TemplateError

from pipeline import errors
from pipeline.render.environment import NeedsDocxtpl, environment
from pipeline.render.review.heads import TAG, Walk, body_of


class Loop(NamedTuple):
    """`variable` stands for each row of the table at `path`, rows left out: 考勤.各次."""

    variable: str
    path: str


class Piece(NamedTuple):
    """`text` as the template has it; `paths` are the values that a tag prints, none where it is the template's own."""

    text: str
    paths: tuple[str, ...] = ()


class Line(NamedTuple):
    pieces: tuple[Piece, ...]
    loops: tuple[Loop, ...]


def lines_of(content: bytes) -> list[Line]:
    """Of the body, in document order; nothing where the template cannot be opened. Conditions are left out."""
    walk = _Lines()
    walk.blocks(body_of(content))
    return walk.lines


def said(piece: Piece, values: dict[str, Any]) -> str:
    """Empty where these values do not serve it: a picture, alone or among others, a loop inside of the paragraph."""
    if not piece.paths:
        return piece.text
    try:
        return unescape(_template(piece.text).render(values))
    except (NeedsDocxtpl, TemplateError, errors.TemplateError, TypeError, ValueError, ArithmeticError, LookupError):
        return ""


@lru_cache(maxsize=512)
def _template(text: str) -> Template:
    return environment().from_string(text)


@dataclass(slots=True)
class _Lines(Walk):
    lines: list[Line] = field(default_factory=list)

    def _paragraph(self, text: str, heads: tuple[str, ...]) -> None:
        loops = tuple(Loop(variable, path) for variable, paths in self._loops for path in paths[:1])
        self.lines.append(Line(tuple(self._pieces(text)), loops))
        super(_Lines, self)._paragraph(text, heads)

    def _pieces(self, text: str) -> list[Piece]:
        pieces, at = [], 0
        for tag in TAG.finditer(text):
            pieces.append(Piece(text[at : tag.start()]))
            if tag[0].startswith("{{"):
                pieces.append(Piece(tag[0], tuple(self._paths(tag[0].strip("{}")))))
            at = tag.end()
        return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]
