"""The zip that an .xlsx is: its parts, how they refer to each other, and what kind each is.

A part that is not changed is written as it was read, byte for byte: nothing that this program does not know is lost.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART: Final = "[Content_Types].xml"
_MOST_BYTES: Final = 400_000_000
_MOST_XML: Final = 30_000_000
"""Of one part: its tree takes some ten times as much memory."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class Unpatchable(Exception):
    """The package is not as an .xlsx has to be, or holds what cannot be carried over part by part."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of the relation's type; `target` the part's name, "" when it lies outside."""

    id: str
    kind: str
    target: str


@contextmanager
def unpatchable_faults() -> Iterator[None]:
    """All that zipfile and lxml raise for a package that is damaged or made up, as Unpatchable."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, etree.LxmlError) as error:
        raise Unpatchable(str(error)) from error
    except (KeyError, ValueError, IndexError, EOFError, RuntimeError, NotImplementedError) as error:
        raise Unpatchable(str(error)) from error


class Package:
    """Parts by name, in the order of the zip."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > _MOST_BYTES:
                raise Unpatchable("too large")
            self._stored = {info.filename for info in infos if info.compress_type == zipfile.ZIP_STORED}
            self._parts = {info.filename: package.read(info) for info in infos}
        self._trees: dict[str, Any] = {}

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def names(self) -> list[str]:
        return list(self._parts)

    def read(self, part: str) -> bytes:
        """The part as it was read or last written; changes of its tree are not in it."""
        return self._parts[part]

    def write(self, part: str, content: bytes) -> None:
        self._parts[part] = content
        self._trees.pop(part, None)

    def root(self, part: str) -> Any:
        """The root element, to be changed in place: the part is written anew."""
        if part not in self._trees:
            self._trees[part] = self.look(part)
        return self._trees[part]

    def look(self, part: str) -> Any:
        """The root element, to be read only."""
        if part in self._trees:
            return self._trees[part]
        content = self._parts[part]
        if len(content) > _MOST_XML:
            raise Unpatchable(f"{part} too large")
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        if root.getroottree().docinfo.doctype:
            raise Unpatchable(f"{part} has a document type")
        return root

    def free_name(self, pattern: str) -> str:
        """The first name, by number from 1, that no part has: `pattern` holds {}."""
        taken = {name.casefold() for name in self._parts}
        names = (pattern.format(number) for number in range(1, len(taken) + 2))
        return next(name for name in names if name.casefold() not in taken)

    def add(self, part: str, content: bytes, content_type: str) -> None:
        self.write(part, content)
        self.declare(part, content_type)

    def declare(self, part: str, content_type: str) -> None:
        types = self.root(_TYPES_PART)
        for entry in types.findall(f"{{{_TYPES}}}Override"):
            if entry.get("PartName") == f"/{part}":
                types.remove(entry)
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def relations(self, part: str) -> list[Relation]:
        """What the part refers to; the package itself is the part ""."""
        name = _relations_part(part)
        if name not in self._parts:
            return []
        return [
            Relation(
                entry.get("Id", ""),
                entry.get("Type", "").rpartition("/")[2],
                "" if entry.get("TargetMode") == "External" else _resolved(part, entry.get("Target", "")),
            )
            for entry in self.look(name).findall(f"{{{_RELATIONS}}}Relationship")
        ]

    def related(self, part: str, kind: str) -> str:
        """The part of that kind that the part refers to, "" if there is none."""
        return next((each.target for each in self.relations(part) if each.kind == kind), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Lets the part refer to another; the new relation's id."""
        name = _relations_part(part)
        if name not in self._parts:
            self.write(name, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        taken = {each.id for each in self.relations(part)}
        free = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        etree.SubElement(
            self.root(name),
            f"{{{_RELATIONS}}}Relationship",
            Id=f"rId{free}",
            Type=f"{DOCUMENT}/{kind}",
            Target=f"/{target}",
        )
        return f"rId{free}"

    def unrelate(self, part: str, relation: Relation) -> None:
        """Takes the relation away, and the part it leads to, with all below, unless another refers to it."""
        relations = self.root(_relations_part(part))
        for entry in relations.findall(f"{{{_RELATIONS}}}Relationship"):
            if entry.get("Id") == relation.id:
                relations.remove(entry)
        target = relation.target
        if target not in self._parts or self._is_referred_to(target):
            return
        for below in self.relations(target):
            self.unrelate(target, below)
        for name in (target, _relations_part(target)):
            self._parts.pop(name, None)
            self._trees.pop(name, None)
            for entry in self.root(_TYPES_PART).findall(f"{{{_TYPES}}}Override"):
                if entry.get("PartName") == f"/{name}":
                    self.root(_TYPES_PART).remove(entry)

    def _is_referred_to(self, part: str) -> bool:
        sources = [_source_of(name) for name in self._parts if name.endswith(".rels")]
        return any(each.target == part for source in sources for each in self.relations(source))

    def content(self) -> bytes:
        """The whole zip, without the clock; what was not packed (pictures, mostly) is not packed."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in self._parts.items():
                info = zipfile.ZipInfo(name, _EPOCH)
                info.create_system = 0
                info.compress_type = zipfile.ZIP_STORED if name in self._stored else zipfile.ZIP_DEFLATED
                package.writestr(info, _serialised(self._trees[name]) if name in self._trees else content)
        return out.getvalue()


def _serialised(tree: Any) -> bytes:
    content: bytes = etree.tostring(tree.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _source_of(relations: str) -> str:
    """xl/_rels/workbook.xml.rels -> xl/workbook.xml."""
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
