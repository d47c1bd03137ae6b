"""The outbox's documents as PDFs, for the handbook and the archive alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ConverterError
from pipeline.flow.desk import Desk
from pipeline.pdf.kept import pruned
from pipeline.pdf.piece import pages_in
from pipeline.pdf.press import Press, Printed, Sheet
from pipeline.pdf.word import find_program

Progress = Callable[[str], object]
"""Told each document as it is printed."""


@dataclass(frozen=True, slots=True)
class Document:
    """`source` is where it lies, `content` what is to be printed of it."""

    source: Path
    content: bytes


def open_press(desk: Desk) -> Press:
    """Raises NoConverter where there is no converter."""
    chosen = desk.settings.converter
    return Press(
        find_program(chosen.soffice),
        _kept_in(desk),
        timeout_s=chosen.timeout_s,
        fonts=desk.workspace.fonts,
    )


def prune_kept(desk: Desk) -> None:
    """What printing keeps for the next time stays within what the settings say."""
    chosen = desk.settings.converter
    pruned(_kept_in(desk), days=chosen.keep_days, megabytes=chosen.keep_mb, now=time.time())


def pdfs_of(documents: Iterable[Document], press: Press) -> Iterator[Printed]:
    """As `Press.print_all`; but one that is a PDF is taken as it lies: the converter would draw it anew."""
    as_they_lie: list[Printed] = []
    numbers: list[int] = []

    def to_print() -> Iterator[Sheet]:
        for number, document in enumerate(documents):
            if document.source.suffix.lower() == ".pdf":
                as_they_lie.append(_as_it_lies(number, document.source))
            else:
                numbers.append(number)
                yield Sheet(document.source.name, document.content)

    for printed in press.print_all(to_print()):
        yield replace(printed, number=numbers[printed.number])
    yield from as_they_lie


def _as_it_lies(number: int, source: Path) -> Printed:
    if pages_in(source):
        return Printed(number, source)
    return Printed(number, None, ConverterError("PDF 打不开，或加了密"))


def all_printed(sheets: Sequence[Sheet], press: Press) -> list[Path]:
    """In their order. Raises ConverterError for the first that cannot be printed: without it the rest is of no use."""
    pdfs: dict[int, Path] = {}
    for printed in press.print_all(sheets):
        if printed.pdf is None:
            raise printed.fault or ConverterError(f"没有转出：{sheets[printed.number].name}")
        pdfs[printed.number] = printed.pdf
    return [pdfs[number] for number in range(len(sheets))]


def _kept_in(desk: Desk) -> Path:
    return desk.workspace.cache / "pdf"
