"""The XML parts of a zipped workbook, read as a stream of elements within the limits."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import IO, Final, cast
from xml.parsers import expat

from pipeline.forms.survey.facts import (
    MOST_BYTES,
    MOST_PICTURE_BYTES,
    MOST_PICTURES,
    TooLarge,
    TooManyPictures,
    Unsound,
)

Attributes = dict[str, str]
OnElement = Callable[[str, Attributes], None]
OnText = Callable[[str], None]

_CHUNK: Final = 1 << 18
_SMALL: Final = 16 << 20
_TEXTS: Final = (".xml", ".rels", ".vml")
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_NOT_PLAIN: Final = 0x60
"""Flags of a part that is strongly encrypted, or a patch of another file."""
_UTF_8: Final = 0x800
"""Flag of a part with a name in UTF-8."""
_HEAD: Final = 30
"""Bytes of the head before each part, without its name."""
_CHECKED: Final = 1 << 16
"""A part smaller than this when packed cannot unpack to more than 70 MB."""


class XmlParts:
    """The text parts of a zip; raises Unsound for what no office program writes."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._stream = cast(IO[bytes], package.fp)
        infos = package.infolist()
        self._infos = {info.filename.lower(): info for info in infos}
        texts = [info for name, info in self._infos.items() if name.endswith(_TEXTS)]
        if len(self._infos) < len(infos) or any(map(_is_odd, texts)):
            raise Unsound("a part that no office program writes")
        self._texts = texts
        self._others = [info for name, info in self._infos.items() if not name.endswith(_TEXTS)]
        self._unchecked = [info for info in texts if info.compress_size > _CHECKED]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    def check_size(self, sheets: Mapping[str, str]) -> None:
        """By what the directory says; `sheets` gives the sheet's name for its part, lower case."""
        if sum(info.file_size for info in self._texts) > MOST_BYTES:
            largest = max(self._texts, key=lambda info: info.file_size)
            raise TooLarge(sheets.get(largest.filename.lower(), ""))
        if len(self._others) > MOST_PICTURES or sum(info.file_size for info in self._others) > MOST_PICTURE_BYTES:
            raise TooManyPictures

    def size(self, name: str) -> int:
        info = self._infos.get(name.lower())
        return info.file_size if info else 0

    def small(self, name: str) -> bytes | None:
        """The bytes of a part that is not large."""
        info = self._infos[name.lower()]
        if info.file_size > _SMALL:
            return None
        self._check_off(info)
        return _whole(self._stream, info)

    def parse(self, name: str, start: OnElement, text: OnText | None = None) -> None:
        """Hands each element's name (x:row) and attributes to `start`, and what stands between to `text`."""
        info = self._infos[name.lower()]
        if info.file_size < _CHUNK:
            parse(_whole(self._stream, info), start, text)
        else:
            parser = _parser(start, text)
            with self._package.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        self._check_off(info)

    def _check_off(self, info: zipfile.ZipInfo) -> None:
        self._unchecked = [other for other in self._unchecked if other is not info]

    def check_rest(self) -> None:
        """Unpacks what was not parsed: a directory may promise less than its parts hold."""
        for info in self._unchecked:
            with self._package.open(info) as stream:
                while stream.read(_CHUNK):
                    pass


def _whole(stream: IO[bytes], info: zipfile.ZipInfo) -> bytes:
    """A part's bytes, no more than the directory promises: what `ZipFile.open` gives, in a third of its time."""
    stream.seek(info.header_offset)
    head = stream.read(_HEAD)
    name = stream.read(int.from_bytes(head[26:28], "little"))
    if not head.startswith(b"PK\x03\x04") or name.decode(_encoding(info)) != info.orig_filename:
        raise zipfile.BadZipFile("not the part that the directory has there")
    if info.flag_bits & _NOT_PLAIN:
        raise zipfile.BadZipFile("a part that no office program writes")
    stream.seek(int.from_bytes(head[28:30], "little"), os.SEEK_CUR)
    content = stream.read(min(info.compress_size, _SMALL))
    if info.compress_type != zipfile.ZIP_STORED:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, max(1, info.file_size))
    content = content[: info.file_size]
    if zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile("not what the directory promises")
    return content


def _encoding(info: zipfile.ZipInfo) -> str:
    return "utf-8" if info.flag_bits & _UTF_8 else "cp437"


def parse(content: bytes, start: OnElement, text: OnText | None = None) -> None:
    """As `XmlParts.parse`, of a part that was read."""
    _parser(start, text).Parse(content, True)


def _parser(start: OnElement, text: OnText | None) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _is_odd(info: zipfile.ZipInfo) -> bool:
    return info.compress_type not in _METHODS or bool(info.flag_bits & 1)


def _refuse(name: str, *_: object) -> None:
    raise Unsound("a document type: entities may hide in it")


def local(name: str) -> str:
    """x:row -> row."""
    return name.rpartition(":")[2]
