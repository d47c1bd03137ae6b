"""The outbox's documents as PDFs, for the handbook and the archive alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ConverterError
from pipeline.flow.desk import Desk
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
        desk.workspace.cache / "pdf",
        timeout_s=chosen.timeout_s,
        fonts=desk.workspace.fonts,
    )


def pdfs_of(documents: Sequence[Document], press: Press) -> Iterator[Printed]:
    """As `Press.print_all`; but one that is a PDF is taken as it lies: the converter would draw it anew."""
    to_print: list[int] = []
    for number, document in enumerate(documents):
        if document.source.suffix.lower() != ".pdf":
            to_print.append(number)
        elif pages_in(document.source):
            yield Printed(number, document.source)
        else:
            yield Printed(number, None, ConverterError("PDF 打不开，或加了密"))
    sheets = [Sheet(documents[number].source.name, documents[number].content) for number in to_print]
    for printed in press.print_all(sheets):
        yield replace(printed, number=to_print[printed.number])


def all_printed(sheets: Sequence[Sheet], press: Press) -> list[Path]:
    """In their order. Raises ConverterError for the first that cannot be printed: without it the rest is of no use."""
    pdfs: dict[int, Path] = {}
    for printed in press.print_all(sheets):
        if printed.pdf is None:
            raise printed.fault or ConverterError(f"没有转出：{sheets[printed.number].name}")
        pdfs[printed.number] = printed.pdf
    return [pdfs[number] for number in range(len(sheets))]
