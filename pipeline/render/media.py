"""The pictures of one document: each embedded once, with its relationship and its part."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pipeline.model.picture import Picture

_EMU_PER_MM: Final = 36000
_FIRST_DRAWING: Final = 1000
_RELATION: Final = re.compile(r'Id="rId(\d+)"')
_DEFAULT: Final = re.compile(r'<Default Extension="([^"]*)"')
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"

Prepare = Callable[[Picture], tuple[bytes, float, float]]
"""JPEG bytes, and the size in millimetres at which they are printed."""


class Media:
    """Numbers drawings from 1001 in the order of printing; equal bytes become one part."""

    def __init__(self, drawing: str, relations: str, prepare: Prepare) -> None:
        self._drawing = drawing
        self._taken = {int(number) for number in _RELATION.findall(relations)}
        self._relations = relations
        self._prepare = prepare
        self._drawings = _FIRST_DRAWING
        self._known: dict[bytes, str] = {}

    def next_drawing(self) -> int:
        self._drawings += 1
        return self._drawings

    def draw(self, picture: Picture) -> str:
        """The picture as the runs that stand for it in a paragraph."""
        content, width, height = self._prepare(picture)
        relation = self._known.setdefault(content, self._free_relation(content))
        return self._drawing.format(
            id=self.next_drawing(),
            relation=relation,
            width=int(width * _EMU_PER_MM),
            height=int(height * _EMU_PER_MM),
        )

    def parts(self) -> dict[str, bytes]:
        return {f"word/media/image{number}.jpg": content for number, content in enumerate(self._known, 1)}

    def relations(self) -> str:
        """The document's relationships with those of the pictures behind them."""
        lines = "".join(
            f'<Relationship Id="{relation}" Type="{_IMAGE}" Target="media/image{number}.jpg"/>'
            for number, relation in enumerate(self._known.values(), 1)
        )
        return self._relations.replace("</Relationships>", f"{lines}</Relationships>")

    def types(self, types: str) -> str:
        """The content types with that of the pictures in its place: python-docx sorts them by ending."""
        if not self._known or 'Extension="jpg"' in types:
            return types
        behind = (default.start() for default in _DEFAULT.finditer(types) if default[1] > "jpg")
        at = next(behind, types.index("<Override"))
        return f'{types[:at]}<Default Extension="jpg" ContentType="image/jpeg"/>{types[at:]}'

    def _free_relation(self, content: bytes) -> str:
        if content in self._known:
            return self._known[content]
        number = next(n for n in range(1, len(self._taken) + 2) if n not in self._taken)
        self._taken.add(number)
        return f"rId{number}"
