"""PDFs that were printed before: what decides whether one may be taken again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.pdf.fonts import font_config
from pipeline.pdf.soffice import not_started

_BEGIN: Final = b"%PDF-"
_END: Final = b"%%EOF"
_TAIL: Final = 1024
"""Bytes at the end of a PDF among which its mark is."""

_FONT_FOLDERS: Final = tuple(
    Path(folder).expanduser()
    for folder in ("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
)


def made_with(program: Path, fonts: Path | None) -> bytes:
    """What decides the pages beside the document: the program, and which fonts it may take. Raises NoConverter."""
    try:
        stamp = program.resolve().stat()
    except OSError as error:
        raise not_started(str(program), error) from error
    folders = [*_FONT_FOLDERS, *([fonts] if fonts else [])]
    times = [(str(entry), entry.lstat().st_mtime_ns) for folder in folders for entry in _with_all_below(folder)]
    return repr((stamp.st_size, stamp.st_mtime_ns, font_config(_FONT_FOLDERS[0], None), times)).encode()


def is_whole(pdf: Path) -> bool:
    """Begun and ended as a PDF is: what a lost disk or a cut power line left of one is printed again."""
    try:
        with pdf.open("rb") as stream:
            begins = stream.read(len(_BEGIN)) == _BEGIN
            stream.seek(max(0, pdf.stat().st_size - _TAIL))
            return begins and _END in stream.read()
    except OSError:
        return False


def _with_all_below(folder: Path) -> list[Path]:
    return sorted([folder, *folder.rglob("*")]) if folder.is_dir() else []
