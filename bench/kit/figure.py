"""A measured figure: one value for each round, and the bound that their median should keep."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bound:
    sign: Literal[">=", "<="]
    limit: float

    def kept_by(self, value: float) -> bool:
        return value >= self.limit if self.sign == ">=" else value <= self.limit

    def __str__(self) -> str:
        return f"{self.sign} {self.limit:g}"


def at_least(limit: float) -> Bound:
    return Bound(">=", limit)


def at_most(limit: float) -> Bound:
    return Bound("<=", limit)


@dataclass(frozen=True, slots=True)
class Figure:
    """`key` is its name in results.json and stays the same from year to year."""

    key: str
    unit: str
    rounds: tuple[float, ...]
    bound: Bound | None = None

    @property
    def value(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds)

    @property
    def met(self) -> bool | None:
        return self.bound.kept_by(self.value) if self.bound else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that this machine cannot measure."""

    key: str
    why: str
