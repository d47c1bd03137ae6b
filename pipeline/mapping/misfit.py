"""Something in a mapping that cannot work, and the word that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.errors import MappingError

KeyPath: TypeAlias = tuple[str | int, ...]
"""The keys that lead to a place, from the top; an item of a list by its number, from 0."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """`at` is the path of keys to what cannot work."""

    at: KeyPath
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class MappingFault:
    """A misfit and where it stands in its file; `line` counts from 1."""

    path: Path
    line: int
    at: KeyPath
    message: str
    hint: str

    def error(self) -> MappingError:
        place = f"{self.path} 第 {self.line} 行"
        if self.at:
            place += f" {in_words(self.at)}"
        return MappingError(f"{place}：{self.message}", self.hint)


def in_words(at: KeyPath) -> str:
    """documents.第7项.rows: as a person counts."""
    return ".".join(f"第{part + 1}项" if isinstance(part, int) else part for part in at)


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; empty where none is near. Of two signs one may be wrong: 主提, 主题."""
    return next(iter(difflib.get_close_matches(word, dict.fromkeys(known), n=1, cutoff=0.5)), "")


def nearest(word: str, known: Iterable[str]) -> str:
    """The hint for a word that is none of the known ones: the nearest, else all."""
    words = list(dict.fromkeys(known))
    near = closest(word, words)
    return f"是不是 {near}？" if near else f"可以写：{'、'.join(words)}" if words else ""
