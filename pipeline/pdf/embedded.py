"""Which fonts a printed page really has: the converter says nothing when it takes another than was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader

_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_CHARACTERS: Final = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES: Final = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_TRIPLE: Final = 3


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font of a PDF, by its own name without the mark of a subset; `characters` are those that are set in it."""

    name: str
    embedded: bool
    characters: frozenset[str]


def fonts_in(pdf: Path) -> list[FontUse]:
    """Each font once, by name."""
    found: dict[str, FontUse] = {}
    with PdfReader(pdf) as reader:
        for font in _fonts(reader):
            name = _SUBSET.sub("", str(font.get("/BaseFont", "")).removeprefix("/"))
            before = found.get(name, FontUse(name, True, frozenset()))
            characters = before.characters | frozenset(_characters(font))
            found[name] = FontUse(name, before.embedded and _is_embedded(font), characters)
    return [found[name] for name in sorted(found)]


def _fonts(reader: PdfReader) -> Iterator[Any]:
    """Each object once, those of what is drawn on the page as well."""
    seen: set[int] = set()
    for page in reader.pages:
        waiting = [page]
        while waiting:
            resources = _told(waiting.pop(), "/Resources")
            for font in (_told(resources, "/Font") or {}).values():
                if id(font.get_object()) not in seen:
                    seen.add(id(font.get_object()))
                    yield font.get_object()
            waiting += [
                drawn.get_object()
                for drawn in (_told(resources, "/XObject") or {}).values()
                if drawn.get_object().get("/Subtype") == "/Form"
            ]


def _told(holder: Any, key: str) -> Any:
    value = holder.get(key) if holder else None
    return value.get_object() if value is not None else None


def _is_embedded(font: Any) -> bool:
    below = _told(font, "/DescendantFonts")
    descriptor = _told(below[0].get_object() if below else font, "/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in _FILES)


def _characters(font: Any) -> Iterator[str]:
    """By the table with which a PDF tells what its glyphs mean."""
    table = _told(font, "/ToUnicode")
    data = table.get_data() if table is not None else b""
    for block in _CHARACTERS.findall(data):
        for told in _HEX.findall(block)[1::2]:
            yield from _text(told)
    for block in _RANGES.findall(data):
        told = _HEX.findall(block)
        for first, last, meant in zip(*(iter(told),) * _TRIPLE, strict=False):
            start = _text(meant)
            for more in range(int(last, 16) - int(first, 16) + 1):
                yield from (*start[:-1], chr(ord(start[-1]) + more)) if start else ()


def _text(told: bytes) -> str:
    return bytes.fromhex(told.decode()).decode("utf-16-be", errors="ignore")
