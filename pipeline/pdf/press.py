"""Documents to PDFs, many at once: batches side by side, and only what has not been printed before.

A batch that fails is halved until the guilty document stands alone; the others come out all the same.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from threading import Event
from typing import Final

from pipeline.errors import ConverterError
from pipeline.pdf.batch import names_of, publish
from pipeline.pdf.convert import convert
from pipeline.pdf.disk import DiskFault, disk_faults
from pipeline.pdf.fonts import font_config
from pipeline.pdf.soffice import NoConverter, not_started
from pipeline.pdf.word import Word

_BATCH: Final = 24
"""Documents of one run of the program: to start it takes as long as to print three."""

_LEAST: Final = 0.25
"""Of the time limit, for a batch that has been halved: the program has to start all the same."""

_BEGIN: Final = b"%PDF-"
_END: Final = b"%%EOF"
_TAIL: Final = 1024
"""Bytes at the end of a PDF among which its mark is."""

_FONT_FOLDERS: Final = tuple(
    Path(folder).expanduser()
    for folder in ("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to be printed. `name` is its file's, as messages call it; the ending says what it is."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Printed:
    """`number` is that of the sheet among those asked for, from 0; `pdf` is None where there is a `fault`."""

    number: int
    pdf: Path | None
    fault: ConverterError | None = None


class Press:
    """`cache` keeps every PDF under what it was made from and with: the document's bytes, the program, the fonts.

    `timeout_s` is for a batch of 24; `workers` programs run at a time, each with a profile of its own.
    """

    def __init__(
        self, program: Path | Word, cache: Path, *, timeout_s: float, fonts: Path | None = None, workers: int = 2
    ) -> None:
        self._program = program
        self._cache = cache
        self._timeout_s = timeout_s
        self._fonts = fonts if fonts and fonts.is_dir() else None
        self._workers = workers

    def print_all(self, sheets: Sequence[Sheet]) -> Iterator[Printed]:
        """Each as soon as it is there, in no order; the program is ended where nobody takes the next.

        Raises NoConverter where the program does not start, DiskFault where there is no room for what is printed.
        """
        made_with = self._made_with()
        wanted: dict[str, list[int]] = {}
        for number, sheet in enumerate(sheets):
            key = hashlib.sha256(made_with + sheet.content).hexdigest()
            if _is_whole(pdf := self._kept(key)):
                yield Printed(number, pdf)
            else:
                wanted.setdefault(key, []).append(number)
        if not wanted:
            return
        first = {key: sheets[numbers[0]] for key, numbers in wanted.items()}
        names = names_of([Path(sheet.name) for sheet in first.values()])
        with (
            disk_faults(names),
            tempfile.TemporaryDirectory(prefix="dangan-", ignore_cleanup_errors=True) as folder,
        ):
            laid = [_laid(sheet, Path(folder) / key) for key, sheet in first.items()]
            for source, outcome in self._printed(laid):
                for number in wanted[source.parent.name]:
                    if isinstance(outcome, Path):
                        yield Printed(number, outcome)
                    else:
                        yield Printed(number, None, outcome)

    def _printed(self, sources: Sequence[Path]) -> Iterator[tuple[Path, Path | ConverterError]]:
        stop = Event()
        with ThreadPoolExecutor(self._workers) as pool:
            try:
                running: list[Future[Mapping[Path, Path | ConverterError]]] = [
                    pool.submit(self._batch, batch, stop) for batch in _batches(sources, self._workers)
                ]
                for done in as_completed(running):
                    yield from done.result().items()
            finally:
                stop.set()
                pool.shutdown(cancel_futures=True)

    def _batch(self, sources: Sequence[Path], stop: Event) -> Mapping[Path, Path | ConverterError]:
        try:
            made = self._converted(sources, stop)
        except (NoConverter, DiskFault):
            raise
        except ConverterError as error:
            if len(sources) == 1:
                return {sources[0]: error}
            middle = len(sources) // 2
            return {**self._batch(sources[:middle], stop), **self._batch(sources[middle:], stop)}
        return {source: self._keep(source, pdf) for source, pdf in zip(sources, made, strict=True)}

    def _converted(self, sources: Sequence[Path], stop: Event) -> list[Path]:
        into, timeout_s = sources[0].parent / "out", self._timeout_s * max(len(sources) / _BATCH, _LEAST)
        if isinstance(self._program, Word):
            return self._program.convert(sources, into, timeout_s=timeout_s, stop=stop)
        return convert(sources, into, "pdf", soffice=self._program, timeout_s=timeout_s, fonts=self._fonts, stop=stop)

    def _kept(self, key: str) -> Path:
        return self._cache / f"{key}.pdf"

    def _keep(self, source: Path, pdf: Path) -> Path:
        kept = self._kept(source.parent.name)
        with disk_faults(source.name):
            publish([pdf], [kept])
        return kept

    def _made_with(self) -> bytes:
        """What decides the pages beside the document: the program, and which fonts it may take."""
        program = self._program.executable if isinstance(self._program, Word) else self._program
        try:
            stamp = program.resolve().stat()
        except OSError as error:
            raise not_started(str(program), error) from error
        folders = [*_FONT_FOLDERS, *([self._fonts] if self._fonts else [])]
        fonts = [(str(entry), entry.lstat().st_mtime_ns) for folder in folders for entry in _with_all_below(folder)]
        return repr((stamp.st_size, stamp.st_mtime_ns, font_config(_FONT_FOLDERS[0], None), fonts)).encode()


def _laid(sheet: Sheet, folder: Path) -> Path:
    folder.mkdir()
    source = folder / sheet.name
    source.write_bytes(sheet.content)
    return source


def _is_whole(pdf: Path) -> bool:
    """Begun and ended as a PDF is: what a lost disk or a cut power line left of one is printed again."""
    try:
        with pdf.open("rb") as stream:
            begins = stream.read(len(_BEGIN)) == _BEGIN
            stream.seek(max(0, pdf.stat().st_size - _TAIL))
            return begins and _END in stream.read()
    except OSError:
        return False


def _batches(sources: Sequence[Path], workers: int) -> Iterator[Sequence[Path]]:
    """Of equal length, for all workers to be done at the same time."""
    size = min(_BATCH, ceil(len(sources) / workers))
    return (sources[start : start + size] for start in range(0, len(sources), size))


def _with_all_below(folder: Path) -> list[Path]:
    return sorted([folder, *folder.rglob("*")]) if folder.is_dir() else []
