"""Office documents to PDF or PNG by LibreOffice, a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Literal

from pipeline.pdf.batch import converted
from pipeline.pdf.process import Outcome
from pipeline.pdf.soffice import run

# PDF/A-2b: every font embedded, so that it prints alike everywhere, and fit for the archive.
_ARCHIVAL = '{"SelectPdfVersion":{"type":"long","value":"2"}}'
_WRITER = {".docx", ".doc", ".odt", ".rtf", ".wps", ".txt"}


def convert(  # noqa: PLR0913 - the last two are seldom given
    files: Sequence[Path],
    into: Path,
    to: Literal["pdf", "png"],
    *,
    soffice: Path,
    timeout_s: float,
    fonts: Path | None = None,
    stop: Event | None = None,
) -> list[Path]:
    """Convert all files in one run; the results' paths as `converted` has them. A png shows the first page.

    `timeout_s` is for the whole batch; `fonts` is a folder of more fonts (Linux only). Raises Stopped soon after
    `stop` is set.
    """

    def call(staged: Sequence[Path], work: Path) -> Outcome:
        command = [str(soffice), "--convert-to", _target(to, files), "--outdir", str(work / "out"), *map(str, staged)]
        return run(command, work, timeout_s=timeout_s, fonts=fonts, stop=stop)

    return converted(files, into, to, call, program="LibreOffice")


def export_of(name: str) -> str:
    """How the program is told to make a PDF of a document of that name: of a text one that is fit for the archive."""
    return f"pdf:writer_pdf_Export:{_ARCHIVAL}" if Path(name).suffix.lower() in _WRITER else "pdf"


def _target(to: str, files: Sequence[Path]) -> str:
    """A run of the program is told one thing: texts with workbooks among them are printed plainly."""
    exports = {export_of(file.name) for file in files}
    return exports.pop() if to == "pdf" and len(exports) == 1 else to
