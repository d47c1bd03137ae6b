"""One template of the family."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """`why` stands in the reason why text alone will not do; empty where it does."""

    content: bytes
    why: str = ""
