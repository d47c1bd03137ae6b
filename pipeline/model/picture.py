"""A picture in a document's context: the renderer fetches, turns, scales and embeds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """`digest` is the original's SHA-256; it is printed no larger than the box, in millimetres, never upscaled."""

    digest: str
    width_mm: int = 150
    height_mm: int = 95
    name: str = ""
    """As it was dropped: shown where the picture cannot be."""
