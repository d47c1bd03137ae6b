"""The tags of one part as they stand in Word: what the person sees, and where, before docxtpl rewrites the XML.

Each tag gets its number as a mark that survives docxtpl's patching: control characters that Jinja takes for white
space and that no XML can hold.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.render.review.place import Place

_TOKEN: Final = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_TAG: Final = re.compile(
    r"\{#.*?#\}"
    r"|\{\{(?:(?!\{\{|\{%|\}\})[^\x1c])*\}\}"
    r"|\{%(?:(?!\{\{|\{%|%\})[^\x1c])*%\}"
    r"|(?P<open>\{[{%#](?:(?!\{\{|\{%)[^\x1c])*)"
    r"|(?P<wide>｛[｛%％][^\x1c]*?[｝%％]｝)"
    r"|(?P<stray>[}%]\})",
    re.DOTALL,
)
_PARAGRAPH_END: Final = "\x1c"
"""No XML can hold it."""
_CLOSER: Final = re.compile(r"[-+]?[}%#]\}$")
ENDS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK: Final = re.compile("\x1d([\x1e\x1f]+)\x1d")
_BITS: Final = str.maketrans("01", "\x1e\x1f")
_DIGITS: Final = str.maketrans("\x1e\x1f", "01")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written; `kind` tells one that is whole from one that is unclosed, in wide braces, or a stray end."""

    text: str
    place: str
    paragraph: int
    kind: str = "whole"
    again: bool = False
    """In the copy of a text box that Word keeps for older programs."""
    in_attribute: bool = False
    """Where only text can stand, as in what a picture is described by."""


@dataclass(frozen=True, slots=True)
class Written:
    """The tags in document order, and the XML with each one's number marked in it.

    `closed` is the same with every unclosed tag closed, else docxtpl takes all up to the next end for its content.
    """

    tags: list[Tag]
    marked: str
    closed: str


def written(xml: str) -> Written:
    """`xml` is the part before docxtpl has patched it."""
    walk = _Walk()
    for token in _TOKEN.finditer(xml):
        walk.take(token[0], token.start())
    found = sorted([*walk.in_text(), *walk.in_attributes], key=lambda each: each[0])
    tags = [tag for _, tag in found]
    marks = [(at, _mark(number)) for number, (at, tag) in enumerate(found) if tag.kind == "whole"]
    ends = [(at, f"{_mark(n)}{ENDS[tag.text[:2]]}") for n, (at, tag) in enumerate(found) if tag.kind == "open"]
    marked = _with(xml, marks)
    return Written(tags, marked, _with(xml, sorted(marks + ends)) if ends else marked)


def _with(xml: str, insertions: list[tuple[int, str]]) -> str:
    pieces, at = [], 0
    for place, text in insertions:
        pieces += [xml[at:place], text]
        at = place
    return "".join([*pieces, xml[at:]])


def numbers_in(source: str) -> list[int]:
    """The tags whose marks stand in a piece of patched source."""
    return [int(mark.translate(_DIGITS), 2) for mark in _MARK.findall(source)]


def _mark(number: int) -> str:
    return f"\x1d{number:b}\x1d".translate(_BITS)


@dataclass(slots=True)
class _Piece:
    """A run of text: where it starts in the joined text and in the XML, and where it is in Word."""

    start: int
    raw: int
    place: str
    paragraph: int
    again: bool


@dataclass(slots=True)
class _Walk:
    in_attributes: list[tuple[int, Tag]] = field(default_factory=list)
    """With each tag the place of its closing sign in the XML."""
    _place: Place = field(default_factory=Place)
    _pieces: list[_Piece] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _fallbacks: int = 0

    def take(self, token: str, raw: int) -> None:
        if not token.startswith("<"):
            self._add(token, raw)
        elif not token.startswith(("<!", "<?")):
            self._element(token, raw)

    def _element(self, token: str, raw: int) -> None:
        name = token[1:].strip("/>").split(None, 1)[0].rstrip("/>")
        closes = token.startswith("</")
        if name == "mc:Fallback":
            self._fallbacks += -1 if closes else 1
        if closes:
            if name == "w:p":
                self._add(_PARAGRAPH_END, raw)
            self._place.leave(name)
            return
        self._place.enter(name, token)
        if "{{" in token or "{%" in token or "{#" in token:
            for match in _TAG.finditer(token):
                tag = replace(self._tag(match, self._here(0, raw)), in_attribute=True)
                self.in_attributes.append((raw + match.start() + _closer(match), tag))
        if token.endswith("/>"):
            self._place.leave(name)

    def _add(self, text: str, raw: int) -> None:
        self._pieces.append(self._here(self._length, raw))
        self._text.append(text)
        self._length += len(text)

    def _here(self, start: int, raw: int) -> _Piece:
        return _Piece(start, raw, str(self._place), self._place.paragraph, self._fallbacks > 0)

    def in_text(self) -> Iterator[tuple[int, Tag]]:
        starts = [piece.start for piece in self._pieces]

        def piece_at(offset: int) -> _Piece:
            return self._pieces[bisect_right(starts, offset) - 1]

        for match in _TAG.finditer("".join(self._text)):
            offset = match.start() + _closer(match)
            last = piece_at(offset - 1) if match["open"] else piece_at(offset)
            yield last.raw + offset - last.start, self._tag(match, piece_at(match.start()))

    @staticmethod
    def _tag(match: re.Match[str], at: _Piece) -> Tag:
        text = re.sub(r"\s*[\n\x1c]\s*", " ", html.unescape(match[0])).strip()
        return Tag(text, at.place, at.paragraph, match.lastgroup or "whole", at.again)


def _closer(match: re.Match[str]) -> int:
    """How far behind the match's start its closing sign stands, or should."""
    sign = None if match.lastgroup else _CLOSER.search(match[0])
    return sign.start() if sign else len(match[0]) if match["open"] else 0
