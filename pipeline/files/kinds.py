"""What a file is, by its first bytes and its directory: never by its ending, which people change."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from enum import Enum
from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAIL_BYTES = 4096


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
    CSV = "csv"
    EMPTY = "empty"
    WORD = "word"
    OTHER = "other"

    @property
    def is_workbook(self) -> bool:
        return self in {Kind.XLSX, Kind.XLS, Kind.ODS}

    @property
    def is_photo(self) -> bool:
        return self in {Kind.JPEG, Kind.PNG}


def kind_of(path: Path) -> Kind:
    """Reads the head and, of a zip, the directory; raises OSError when the file cannot be opened."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head:
        return Kind.EMPTY
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    return _text_kind(head)


def is_whole(path: Path, kind: Kind) -> bool:
    """Whether the file ends as its kind has to. What has no end to tell by (text, unknown) may always grow."""
    if kind.is_photo:
        mark = b"\xff\xd9" if kind is Kind.JPEG else b"IEND"
        return mark in _tail(path)
    return kind not in {Kind.BROKEN, Kind.EMPTY, Kind.HTML, Kind.CSV, Kind.OTHER}


def _tail(path: Path) -> bytes:
    """Cameras write a little behind the end of the picture."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _TAIL_BYTES))
        return stream.read()


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                return Kind.XLSX
            if "word/document.xml" in names:
                return Kind.WORD
            if "content.xml" in names and b"spreadsheet" in package.read("mimetype"):
                return Kind.ODS
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, OSError, EOFError, RuntimeError):
        # All that zipfile raises for a directory that was cut off, overwritten or made up.
        return Kind.BROKEN
    return Kind.OTHER


def _ole_kind(path: Path) -> Kind:
    """.xls and WPS .et hold a stream named Workbook (or Book); names stand in UTF-16 in the directory."""
    content = path.read_bytes()
    if len(content) < _ole_size(content):
        return Kind.BROKEN
    if _stream_name("EncryptedPackage") in content:
        return Kind.LOCKED
    if _stream_name("Workbook") in content or _stream_name("Book") in content:
        return Kind.XLS
    if _stream_name("WordDocument") in content:
        return Kind.WORD
    return Kind.OTHER


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le")


def _ole_size(content: bytes) -> int:
    """The bytes that the sector table of the header promises; a shorter file was cut off.

    The table's sectors are full of 4-byte entries, one for each sector of the file; the last ones may be
    unused (FREESECT), so only sectors in use are counted.
    """
    shift = int.from_bytes(content[30:32], "little")
    sector = 1 << shift if shift in {9, 12} else 512
    last = 0
    for slot in range(109):
        entry = content[76 + 4 * slot : 80 + 4 * slot]
        number = int.from_bytes(entry, "little")
        if len(entry) < 4 or number >= 0xFFFFFFF0:
            break
        start = (number + 1) * sector
        table = content[start : start + sector]
        if len(table) < sector:
            return len(content) + 1
        per_table = sector // 4
        for index in range(per_table - 1, -1, -1):
            if table[4 * index : 4 * index + 4] != b"\xff\xff\xff\xff":
                last = max(last, slot * per_table + index)
                break
    # The last sector of a file need not be filled to its end.
    return (last + 1) * sector + 1


def _text_kind(head: bytes) -> Kind:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")):
        return Kind.HTML
    if b"\x00" not in head and (b"," in head or b"\t" in head):
        return Kind.CSV
    return Kind.OTHER
