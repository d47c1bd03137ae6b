"""What goes to the archive: the boxes in order, and which documents lie in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import BaseModel, ConfigDict

from pipeline.mapping.handbook import misfits_of_parts
from pipeline.mapping.misfit import Misfit, nearest
from pipeline.mapping.packet import PacketMapping
from pipeline.model.retention import Retention

_CODE: Final = re.compile(r"[A-Z0-9]{1,6}")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class BoxMapping(_Part):
    """`of` names packets and their documents as a handbook's section does; one that names a document comes first.

    `kinds` chooses among the activities of its packets. `code` stands in the 档号 for 机构（问题）.
    """

    of: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    retention: Retention
    code: str
    from_above: bool = False
    """Written by others than the branch: 责任者 is left to be filled in."""
    photos: bool = False
    """It holds the activities' photos."""


class ArchiveMapping(_Part):
    """One file of mappings/archive."""

    archive: str
    about: str = ""
    boxes: dict[str, BoxMapping]


def misfits_of_retention(boxes: Iterable[str], archives: Iterable[ArchiveMapping]) -> Iterator[Misfit]:
    """`boxes` are those of the settings' [archive.retention] that no archive has."""
    known = [name for archive in archives for name in archive.boxes]
    for box in boxes:
        if box not in known:
            yield Misfit(("archive", "retention", box), f"没有“{box}”这一盒", nearest(box, known))


def misfits_of_archive(archive: ArchiveMapping, packets: Iterable[PacketMapping]) -> Iterator[Misfit]:
    """Packets, documents and kinds that there are not; codes that cannot be told apart."""
    known = list(packets)
    kinds = [kind for packet in known for kind in packet.kinds]
    codes: dict[str, str] = {}
    for name, box in archive.boxes.items():
        at = ("boxes", name)
        yield from misfits_of_parts((*at, "of"), box.of, known)
        for place, kind in enumerate(box.kinds):
            if kind not in kinds:
                yield Misfit((*at, "kinds", place), f"没有一个材料包用于 {kind}", nearest(kind, kinds))
        if not _CODE.fullmatch(box.code):
            yield Misfit((*at, "code"), f"代码 {box.code} 不能用", "用 1 到 6 个大写字母或数字，例如 BGS")
        if box.code in codes:
            hint = "每一盒的代码都要不同，不然档号会重复"
            yield Misfit((*at, "code"), f"代码 {box.code} 已经用于 {codes[box.code]}", hint)
        codes.setdefault(box.code, name)
