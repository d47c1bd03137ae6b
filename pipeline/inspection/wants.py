"""What would fill a gap: the forms and papers that a person would send, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import DocumentMapping, PacketMapping
from pipeline.mapping.rules.kinds import RequirementRule

_NAMED: Final = 3
"""Of several fields, any of which will do."""


@dataclass(frozen=True)
class Wants:
    """By the mappings: which form announces a kind of activity, which forms a document is made from."""

    forms: Mapping[str, FormMapping]
    packets: tuple[PacketMapping, ...]

    def of_period(self, rule: RequirementRule, wanting: int) -> str:
        """Any one of them counts; `wanting` is how many more there should be."""
        ways = [*(self._of_kind(kind) for kind in rule.kinds), *map(self.of_thing, rule.things)]
        tags = f"，写明“{'”或“'.join(rule.tags)}”" if rule.tags else ""
        count = f"，还差 {wanting} 次" if rule.at_least > 1 else ""
        return f"{'或'.join(dict.fromkeys(ways))}{tags}{count}"

    def of_things(self, things: Iterable[str]) -> str:
        """Each of them is wanted."""
        return "；".join(dict.fromkeys(map(self.of_thing, things)))

    def of_thing(self, thing: str) -> str:
        """A form, a document of a packet, or a paper."""
        if thing in self.forms:
            return thing
        if found := self._documents.get(thing):
            return self._of_document(*found)
        return f"{thing}的文件或照片（文件名里写明“{thing}”和日期）"

    def _of_kind(self, kind: str) -> str:
        packet = next((one for one in self.packets if kind in one.kinds), None)
        return f"{packet.sources[packet.subject].form}（{kind}）" if packet and packet.subject else kind

    def _of_document(self, document: DocumentMapping, packet: PacketMapping) -> str:
        needs = ["或".join(packet.sources[name].form for name in need.split("|")) for need in document.needs]
        asked = (document.field or document.rows, *(name.rpartition(".")[2] for name in document.filled))
        wanted = [name for name in dict.fromkeys(asked) if name in self._printed(document, packet)][:_NAMED]
        part = f"，填写“{'”或“'.join(wanted)}”" if wanted else ""
        return "、".join(needs) + part

    def _printed(self, document: DocumentMapping, packet: PacketMapping) -> set[str]:
        """The fields, tables and columns of its forms; what is computed from them is nothing that a person fills in."""
        forms = [self.forms[packet.sources[name].form] for name in document.sources()]
        columns = {name for form in forms for table in form.tables.values() for name in table.columns}
        return columns | {name for form in forms for name in (*form.fields, *form.tables)}

    @cached_property
    def _documents(self) -> Mapping[str, tuple[DocumentMapping, PacketMapping]]:
        pairs = [(document, packet) for packet in self.packets for document in packet.documents]
        return {document.title: (document, packet) for document, packet in reversed(pairs)}
