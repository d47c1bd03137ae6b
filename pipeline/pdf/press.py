"""Documents to PDFs, many at once: batches side by side, and only what has not been printed before.

A batch that fails is halved until the guilty document stands alone; the others come out all the same.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from threading import Event, Lock
from typing import Final

from pipeline.errors import ConverterError
from pipeline.pdf.batch import names_of, publish
from pipeline.pdf.convert import convert, export_of
from pipeline.pdf.disk import DiskFault, disk_faults
from pipeline.pdf.kept import made_with, taken
from pipeline.pdf.soffice import NoConverter
from pipeline.pdf.word import Word

_BATCH: Final = 24
"""Documents of one run of the program: to start it takes as long as to print three."""

_LEAST: Final = 0.25
"""Of the time limit, for a batch that has been halved: the program has to start all the same."""

_LOOK_S: Final = 0.2

_EMPTY: Final = "空白.txt"
_BROKEN: Final = "请打开 LibreOffice 看它能不能用，必要时重新安装；它没有问题时，请再试一次"


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


_Outcomes = Mapping[Path, Path | ConverterError]
"""By the document that was laid out."""


@dataclass(slots=True)
class _Run:
    """One printing of all: until `stop` is set; the program is `proved` once it has printed anything."""

    stop: Event = field(default_factory=Event)
    proving: Lock = field(default_factory=Lock)
    proved: bool = False


class Press:
    """`cache` keeps every PDF under what it was made from and with: the document's bytes, the program and what it was
    told, the fonts.

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

    def print_all(self, sheets: Iterable[Sheet]) -> Iterator[Printed]:
        """Each as soon as it is there, in no order; the program is ended where nobody takes the next.

        One sheet at a time is held: what is to be printed lies on the disk.

        Raises NoConverter where the program does not start or prints nothing at all, DiskFault where there is no room.
        """
        program = self._program.executable if isinstance(self._program, Word) else self._program
        with_what = made_with(program, self._fonts)
        wanted: dict[str, list[int]] = {}
        laid: list[Path] = []
        with ExitStack() as held:
            folder: Path | None = None
            for number, sheet in enumerate(sheets):
                key = hashlib.sha256(with_what + export_of(sheet.name).encode() + sheet.content).hexdigest()
                if key not in wanted and (pdf := taken(self._kept(key))):
                    yield Printed(number, pdf)
                    continue
                if key not in wanted:
                    with disk_faults(sheet.name):
                        folder = folder or Path(held.enter_context(_scratch()))
                        laid.append(_laid(sheet, folder / key))
                wanted.setdefault(key, []).append(number)
            for source, outcome in self._printed(laid):
                for number in wanted[source.parent.name]:
                    if isinstance(outcome, Path):
                        yield Printed(number, outcome)
                    else:
                        yield Printed(number, None, outcome)

    def _printed(self, sources: Sequence[Path]) -> Iterator[tuple[Path, Path | ConverterError]]:
        run = _Run()
        with ThreadPoolExecutor(self._workers) as pool:
            try:
                running = [pool.submit(self._batch, batch, run) for batch in _batches(sources, self._workers)]
                for done in _as_done(running):
                    yield from done.result().items()
            finally:
                run.stop.set()
                pool.shutdown(cancel_futures=True)

    def _batch(self, sources: Sequence[Path], run: _Run) -> _Outcomes:
        try:
            made = self._converted(sources, run.stop)
        except (NoConverter, DiskFault):
            raise
        except ConverterError as error:
            self._prove(run, sources)
            if len(sources) == 1:
                return {sources[0]: error}
            middle = len(sources) // 2
            return {**self._batch(sources[:middle], run), **self._batch(sources[middle:], run)}
        run.proved = True
        return {source: self._keep(source, pdf) for source, pdf in zip(sources, made, strict=True)}

    def _converted(self, sources: Sequence[Path], stop: Event) -> list[Path]:
        into, timeout_s = sources[0].parent / "out", self._timeout_s * max(len(sources) / _BATCH, _LEAST)
        if isinstance(self._program, Word):
            return self._program.convert(sources, into, timeout_s=timeout_s, stop=stop)
        return convert(sources, into, "pdf", soffice=self._program, timeout_s=timeout_s, fonts=self._fonts, stop=stop)

    def _prove(self, run: _Run, sources: Sequence[Path]) -> None:
        """By an empty document: where that fails as well the others need not be tried one by one."""
        with run.proving:
            if run.proved or isinstance(self._program, Word):
                return
            empty = sources[0].parent / _EMPTY
            with disk_faults(names_of(sources)):
                empty.write_bytes(b"")
            try:
                self._converted([empty], run.stop)
            except (NoConverter, DiskFault):
                raise
            except ConverterError as error:
                message = f"LibreOffice 连一个空白文件也转不出来，没有转出 {names_of(sources)}：{error.message}"
                raise NoConverter(message, _BROKEN) from error
            run.proved = True

    def _kept(self, key: str) -> Path:
        return self._cache / f"{key}.pdf"

    def _keep(self, source: Path, pdf: Path) -> Path:
        kept = self._kept(source.parent.name)
        with disk_faults(source.name):
            publish([pdf], [kept])
        return kept


def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="dangan-", ignore_cleanup_errors=True)


def _laid(sheet: Sheet, folder: Path) -> Path:
    folder.mkdir()
    source = folder / sheet.name
    source.write_bytes(sheet.content)
    return source


def _as_done(running: Iterable[Future[_Outcomes]]) -> Iterator[Future[_Outcomes]]:
    """Looking up now and then: one who waits without end does not hear of a Ctrl-C that came just before."""
    left = set(running)
    while left:
        done, left = wait(left, _LOOK_S, FIRST_COMPLETED)
        yield from done


def _batches(sources: Sequence[Path], workers: int) -> Iterator[Sequence[Path]]:
    """Of one export each, for none to depend on what it is printed beside; of equal length, for all workers to be done
    at the same time.
    """
    alike: dict[str, list[Path]] = {}
    for source in sources:
        alike.setdefault(export_of(source.name), []).append(source)
    for some in alike.values():
        size = min(_BATCH, ceil(len(some) / workers))
        yield from (some[start : start + size] for start in range(0, len(some), size))
