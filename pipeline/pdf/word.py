"""Word in LibreOffice's place, on Windows where that is missing: through the package docx2pdf.

In a process of its own: Word may hang, and it speaks only to the thread that started it. Word is a server of Windows
and no child of that process: a hanging one stays behind. What it prints is no PDF/A.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Final

from pipeline.errors import ConverterError
from pipeline.pdf.batch import converted, names_of
from pipeline.pdf.process import NotStarted, Outcome, run_program
from pipeline.pdf.soffice import INSTALL, NoConverter, find_soffice

_ON_WINDOWS: Final = sys.platform == "win32"
_PACKAGE: Final = "docx2pdf"
_CODE: Final = f"import sys, {_PACKAGE}; {_PACKAGE}.convert(sys.argv[1], sys.argv[2])"


@dataclass(frozen=True, slots=True)
class Word:
    """`executable` is the Python that has the package."""

    executable: Path

    def convert(self, files: Sequence[Path], into: Path, *, timeout_s: float, stop: Event) -> list[Path]:
        """As `pipeline.pdf.convert.convert`. Word documents of today's format alone."""
        if others := [file for file in files if file.suffix.lower() != ".docx"]:
            raise ConverterError(f"没有 LibreOffice 时只能转 .docx，转不了：{names_of(others)}", INSTALL)

        def call(staged: Sequence[Path], work: Path) -> Outcome:
            command = [str(self.executable), "-c", _CODE, str(staged[0].parent), str(work / "out")]
            try:
                return run_program(command, work, {**os.environ, "PYTHONUTF8": "1"}, timeout_s=timeout_s, stop=stop)
            except NotStarted as error:
                raise NoConverter(f"Word 不能启动：{error}", INSTALL) from error

        return converted(files, into, "pdf", call, program="Word")


def find_program(setting: str = "") -> Path | Word:
    """LibreOffice, else Word. Raises NoConverter where there is neither, or not the one that the setting names."""
    try:
        return find_soffice(setting)
    except NoConverter:
        word = None if setting else _word()
        if word is None:
            raise
        return word


def _word() -> Word | None:
    """Whether there is a Word is seen only when it is started."""
    return Word(Path(sys.executable)) if _ON_WINDOWS and find_spec(_PACKAGE) else None
