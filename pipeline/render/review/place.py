"""Where in a part: paragraphs, tables, rows and cells counted from 1, as a person counts them in Word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class _Frame:
    """Something that holds paragraphs and tables; `name` is how it is called within the one around it."""

    name: str = ""
    paragraphs: int = 0
    tables: int = 0
    row: int = 0
    cell: int = 0


class Place:
    """Follows the tags of a part's XML. `paragraph` is the index of the current w:p, from 0; -1 before the first."""

    def __init__(self) -> None:
        self.paragraph = -1
        self._frames = [_Frame()]
        self._notes = 0
        self._paragraphs: list[int] = []
        self._seen = 0

    def __str__(self) -> str:
        words = []
        for frame in self._frames:
            words.append(frame.name)
            inside = frame is not self._frames[-1]
            if frame.paragraphs and not inside and not self._is_plain_cell(frame):
                words.append(f"第{frame.paragraphs}段")
        return " ".join(word for word in words if word)

    def enter(self, name: str, tag: str) -> None:
        """An element that opens."""
        top = self._frames[-1]
        if name == "w:p":
            top.paragraphs += 1
            self._paragraphs.append(self._seen)
            self.paragraph = self._seen
            self._seen += 1
        elif name == "w:tbl":
            top.tables += 1
            self._frames.append(_Frame(f"第{top.tables}个表格"))
        elif name == "w:tr":
            top.row += 1
            top.cell = 0
        elif name == "w:tc":
            top.cell += 1
            self._frames.append(_Frame(f"第{top.row}行 第{top.cell}格"))
        elif name == "w:txbxContent":
            self._frames.append(_Frame(f"第{top.paragraphs}段 文本框" if not self._is_plain_cell(top) else "文本框"))
        elif name in {"w:footnote", "w:endnote"}:
            # Word's own separators have a type and no number.
            self._notes += "w:type=" not in tag
            self._frames.append(_Frame(f"第{self._notes}条"))

    def leave(self, name: str) -> None:
        """An element that closes."""
        if name == "w:p" and self._paragraphs:
            self._paragraphs.pop()
            self.paragraph = self._paragraphs[-1] if self._paragraphs else self._seen - 1
        elif name in {"w:tbl", "w:tc", "w:txbxContent", "w:footnote", "w:endnote"} and len(self._frames) > 1:
            self._frames.pop()

    def _is_plain_cell(self, frame: _Frame) -> bool:
        """In a cell, a text box or a note the first paragraph goes without saying."""
        return frame.name != "" and frame.paragraphs <= 1
