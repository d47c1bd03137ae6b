"""What a file is, by its first bytes and its directory: never by its ending, which people change."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Final

from pipeline.files.ole import SIGNATURE, BrokenOle, OleFile

_TAIL_BYTES: Final = 4096
_LARGEST_DIRECTORY: Final = 4 << 20
"""Bytes of a zip's directory: some 40,000 names. More are no workbook, and cost memory to list."""
_LARGEST_OLE: Final = 256 << 20

_STARTS: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "WORD"),
    (b"Rar!\x1a\x07", "ARCHIVE"),
    (b"7z\xbc\xaf\x27\x1c", "ARCHIVE"),
    (b"\x1f\x8b", "ARCHIVE"),
    (b"GIF8", "PICTURE"),
    (b"BM", "PICTURE"),
    (b"II*\x00", "PICTURE"),
    (b"MM\x00*", "PICTURE"),
)
_TEXT_STARTS: Final = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style", b"mime-version:")


class Kind(Enum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    JPEG = "jpeg"
    PNG = "png"
    LOCKED = "locked"
    """An Office file behind a password (an OLE container with an encrypted package)."""
    BROKEN = "broken"
    """Begins like a workbook, but is not whole."""
    HTML = "html"
    XML = "xml"
    """A sheet as one XML text: Excel's "XML 表格 2003", a flat .fods."""
    XLSB = "xlsb"
    CSV = "csv"
    EMPTY = "empty"
    WORD = "word"
    SLIDES = "slides"
    PDF = "pdf"
    OFD = "ofd"
    ARCHIVE = "archive"
    PICTURE = "picture"
    """A picture that is neither JPEG nor PNG."""
    OTHER = "other"

    @property
    def is_workbook(self) -> bool:
        return self in {Kind.XLSX, Kind.XLS, Kind.ODS}

    @property
    def is_photo(self) -> bool:
        return self in {Kind.JPEG, Kind.PNG}


_PARTS: Final = {
    "xl/workbook.bin": Kind.XLSB,
    "word/document.xml": Kind.WORD,
    "OFD.xml": Kind.OFD,
    "ppt/presentation.xml": Kind.SLIDES,
}
"""The part by which a package is known that is no workbook."""
_ENDS: Final = {Kind.JPEG: b"\xff\xd9", Kind.PNG: b"IEND", Kind.PDF: b"%%EOF"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is. `package` is a zip with its directory read, so that nobody has to read that again."""

    kind: Kind
    package: zipfile.ZipFile | None = None


def kind_of(path: Path) -> Kind:
    """Reads the head and the directory of a container; raises OSError when the file cannot be opened."""
    with path.open("rb") as stream:
        return known(stream).kind


def known(stream: IO[bytes]) -> Known:
    """What the file is that begins where the stream stands."""
    head = stream.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _known_zip(stream)
    return Known(_ole_kind(stream) if head.startswith(SIGNATURE) else _plain_kind(head))


def _plain_kind(head: bytes) -> Kind:
    if not head:
        return Kind.EMPTY
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return Kind.PICTURE
    return next((Kind[name] for start, name in _STARTS if head.startswith(start)), None) or _text_kind(head)


def is_whole(path: Path, kind: Kind) -> bool:
    """Whether the file ends as its kind has to. What has no end to tell by (text, unknown) may always grow."""
    if mark := _ENDS.get(kind):
        return mark in _tail(path)
    return kind.is_workbook or kind in {Kind.LOCKED, Kind.XLSB, Kind.WORD, Kind.SLIDES}


def _tail(path: Path) -> bytes:
    """Cameras write a little behind the end of the picture."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _TAIL_BYTES))
        return stream.read()


def _known_zip(stream: IO[bytes]) -> Known:
    try:
        if _directory_bytes(stream) > _LARGEST_DIRECTORY:
            return Known(Kind.OTHER)
        package = zipfile.ZipFile(stream)
        return Known(_kind_by_parts(package), package)
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, OSError, EOFError, RuntimeError):
        # All that zipfile raises for a directory that was cut off, overwritten or made up.
        return Known(Kind.BROKEN)


def _kind_by_parts(package: zipfile.ZipFile) -> Kind:
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    says = package.open("mimetype").read(200) if {"content.xml", "mimetype"} <= names else b""
    if b"spreadsheet" in says:
        return Kind.LOCKED if _is_encrypted(package) else Kind.ODS
    if b"opendocument.text" in says:
        return Kind.WORD
    for name, kind in _PARTS.items():
        if name in names:
            return kind
    return Kind.OTHER if "[Content_Types].xml" in names or "mimetype" in names else Kind.ARCHIVE


def _directory_bytes(stream: IO[bytes]) -> int:
    """What the end of a zip says of the size of its directory; 0 where there is no such end."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0


def _is_encrypted(package: zipfile.ZipFile) -> bool:
    """An .ods behind a password lists how each part is encrypted."""
    with package.open("META-INF/manifest.xml") as manifest:
        return b"encryption-data" in manifest.read(1 << 20)


def _ole_kind(stream: IO[bytes]) -> Kind:
    """.xls and WPS .et hold a stream named Workbook, older ones Book."""
    if stream.seek(0, os.SEEK_END) > _LARGEST_OLE:
        return Kind.OTHER
    stream.seek(0)
    try:
        container = OleFile(stream.read())
        names = container.names()
        book = next((name for name in ("Workbook", "Book") if name in names), None)
        if "EncryptedPackage" in names or (book and _is_locked(container.stream(book))):
            return Kind.LOCKED
    except BrokenOle:
        return Kind.BROKEN
    if book:
        return Kind.XLS
    if "WordDocument" in names:
        return Kind.WORD
    return Kind.SLIDES if "PowerPoint Document" in names else Kind.OTHER


def _is_locked(book: bytes) -> bool:
    """The record FILEPASS stands before all that is encrypted, among the first of the workbook."""
    at = 0
    while at + 4 <= min(len(book), _TAIL_BYTES):
        record, length = struct.unpack_from("<HH", book, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def _text_kind(head: bytes) -> Kind:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<?xml"):
        is_sheet = b"office:spreadsheet" in text or b"office:document" in text
        return Kind.XML if is_sheet else Kind.HTML
    if text.startswith(_TEXT_STARTS):
        return Kind.HTML
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    if b"\x00" not in head and (b"," in head or b"\t" in head):
        return Kind.CSV
    return Kind.OTHER
