"""How high on a page something is printed: text, lines and pictures, as far as its own drawing says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import Any, Final

from pypdf import PageObject
from pypdf.generic import ContentStream

from pipeline.pdf.paper import Matrix

_UNIT: Final = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
_ASCENT: Final = 0.9
"""Of a font's size: no Chinese sign is higher."""
_TURNED: Final = 1e-6
"""What is less comes of rounding."""
_PAINTED: Final = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_SHOWN: Final = {b"Tj", b"TJ", b"'", b'"'}
_START: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def ink_top(page: PageObject) -> float:
    """The highest point that is printed on, in the page's own points; its lower edge where it is blank."""
    contents = page.get_contents()
    if contents is None:
        return float(page.mediabox.bottom)
    ink = _Ink(page.get("/Resources"), float(page.mediabox.bottom))
    for operands, operator in ContentStream(contents, page.pdf).operations:
        ink.draw(operator, operands)
    return min(ink.top, float(page.mediabox.top))


class _Ink:
    """What PDF 32000-1 calls the graphics state, as far as it says where something comes to stand."""

    def __init__(self, resources: Any, bottom: float) -> None:
        self.top = bottom
        self._objects = resources.get_object().get("/XObject", {}) if resources else {}
        self._matrix = _START
        self._kept: list[tuple[Matrix, float, float]] = []
        self._size = self._leading = 0.0
        self._line = _START
        self._path: list[tuple[float, float]] = []

    def draw(self, operator: bytes, operands: Any) -> None:
        match operator:
            case b"q":
                self._kept.append((self._matrix, self._size, self._leading))
            case b"Q" if self._kept:
                self._matrix, self._size, self._leading = self._kept.pop()
            case b"cm":
                self._matrix = _then(_six(operands), self._matrix)
            case b"Do":
                self._put(operands[0])
            case b"INLINE IMAGE":
                self._reach(_UNIT, self._matrix)
            case b"re" | b"m" | b"l" | b"c" | b"v" | b"y":
                self._trace(operator, [float(value) for value in operands])
            case b"n":
                self._path.clear()
            case _ if operator in _PAINTED:
                self._reach(self._path, self._matrix)
                self._path.clear()
            case _:
                self._write(operator, operands)

    def _write(self, operator: bytes, operands: Any) -> None:
        match operator:
            case b"BT":
                self._line = _START
            case b"Tf":
                self._size = float(operands[1])
            case b"TL":
                self._leading = float(operands[0])
            case b"Tm":
                self._line = _six(operands)
            case b"Td" | b"TD":
                x, y = (float(value) for value in operands)
                self._leading = -y if operator == b"TD" else self._leading
                self._move(x, y)
            case b"T*" | b"'" | b'"':
                self._move(0, -self._leading)
        if operator in _SHOWN:
            self._show(_then(self._line, self._matrix))

    def _show(self, matrix: Matrix) -> None:
        """How long a text is is not known here: a turned one may reach the upper edge."""
        if abs(matrix[1]) > _TURNED:
            self.top = inf
        else:
            self._reach(((0, 0), (0, self._size * _ASCENT)), matrix)

    def _move(self, x: float, y: float) -> None:
        self._line = _then((1, 0, 0, 1, x, y), self._line)

    def _trace(self, operator: bytes, values: Sequence[float]) -> None:
        if operator == b"re":
            x, y, width, height = values
            self._path += [(x, y), (x + width, y + height), (x, y + height), (x + width, y)]
        else:
            self._path += list(zip(values[::2], values[1::2], strict=True))

    def _put(self, name: Any) -> None:
        drawn = self._objects.get(name)
        told = drawn.get_object() if drawn is not None else {}
        if told.get("/Subtype") == "/Form":
            left, bottom, right, top = (float(value) for value in told["/BBox"])
            corners = ((left, bottom), (right, bottom), (left, top), (right, top))
            self._reach(corners, _then(_six(told.get("/Matrix", _START)), self._matrix))
        else:
            self._reach(_UNIT, self._matrix)

    def _reach(self, points: Iterable[tuple[float, float]], matrix: Matrix) -> None:
        _, b, _, d, _, f = matrix
        self.top = max([self.top, *(b * x + d * y + f for x, y in points)])


def _six(values: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _then(first: Matrix, second: Matrix) -> Matrix:
    """`first`, and what comes out of it by `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
