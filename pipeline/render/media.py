"""The pictures of one document: each embedded once, with its relationship and its part."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from itertools import count, islice
from typing import Final, NamedTuple

from markupsafe import escape

from pipeline.model.picture import Picture

_EMU_PER_MM: Final = 36000
_FIRST_DRAWING: Final = 1000
_RELATION: Final = re.compile(r'Id="rId(\d+)"')
_DEFAULT: Final = re.compile(r'<Default Extension="([^"]*)"')
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


class Print(NamedTuple):
    """JPEG bytes, the size in millimetres at which they are printed, and what is written behind them."""

    content: bytes
    width_mm: float
    height_mm: float
    note: str = ""


Prepare = Callable[[Picture], Print]


class Media:
    """Numbers drawings from 1001 in the order of printing; equal bytes become one part."""

    def __init__(self, drawing: str, relations: str, images: tuple[int, ...], prepare: Prepare) -> None:
        """`images` are the numbers of the pictures that the template has of its own."""
        self._drawing = drawing
        self._images = images
        self._relations = relations
        self._prepare = prepare
        self._drawings = _FIRST_DRAWING
        self._known: dict[bytes, str] = {}

    def next_drawing(self) -> int:
        self._drawings += 1
        return self._drawings

    def draw(self, picture: Picture) -> str:
        """The picture as the runs that stand for it in a paragraph."""
        made = self._prepare(picture)
        relation = self._known.setdefault(made.content, self._free_relation(made.content))
        drawing = self._drawing.format(
            id=self.next_drawing(),
            relation=relation,
            width=int(made.width_mm * _EMU_PER_MM),
            height=int(made.height_mm * _EMU_PER_MM),
        )
        return drawing + str(escape(made.note))

    def parts(self) -> dict[str, bytes]:
        return {f"word/media/{name}": content for name, content in zip(self._names(), self._known, strict=True)}

    def relations(self) -> str:
        """The document's relationships with those of the pictures behind them."""
        lines = "".join(
            f'<Relationship Id="{relation}" Type="{_IMAGE}" Target="media/{name}"/>'
            for name, relation in zip(self._names(), self._known.values(), strict=True)
        )
        return self._relations.replace("</Relationships>", f"{lines}</Relationships>")

    def types(self, types: str) -> str:
        """The content types with that of the pictures in its place: python-docx sorts them by ending."""
        if not self._known or 'Extension="jpg"' in types:
            return types
        behind = (default.start() for default in _DEFAULT.finditer(types) if default[1] > "jpg")
        at = next(behind, types.index("<Override"))
        return f'{types[:at]}<Default Extension="jpg" ContentType="image/jpeg"/>{types[at:]}'

    def _names(self) -> list[str]:
        free = (number for number in count(1) if number not in self._images)
        return [f"image{number}.jpg" for number in islice(free, len(self._known))]

    @cached_property
    def _taken(self) -> set[int]:
        """Found when there is a picture: most documents have none."""
        return {int(number) for number in _RELATION.findall(self._relations)}

    def _free_relation(self, content: bytes) -> str:
        if content in self._known:
            return self._known[content]
        number = next(n for n in range(1, len(self._taken) + 2) if n not in self._taken)
        self._taken.add(number)
        return f"rId{number}"
