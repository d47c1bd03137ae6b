"""What each document of an activity sees. Those that draw on the same sources share what the packet computes."""

from __future__ import annotations

from functools import partial

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import DocumentMapping
from pipeline.packet.compute.every import computed
from pipeline.packet.context import Context, Material, given_by, names_of, narrowed


class Views:
    """Of one activity; `whole` is all that it has. The contexts have rows in common: nobody changes a row."""

    def __init__(self, whole: Material) -> None:
        self._whole = whole
        self._given: dict[tuple[str, Held | None], Context] = {}
        self._shared: dict[tuple[tuple[str, ...], Held | None], tuple[Material, Context]] = {}

    def of(self, document: DocumentMapping, subject: Held | None) -> tuple[Material, Context]:
        """`subject` is the document's record where there is one for each."""
        of_packet = self._whole.packet.computes
        material, context = self._of_sources(document, subject)
        return material, computed(material, context, [own for own in document.computes if own not in of_packet])

    def _of_sources(self, document: DocumentMapping, subject: Held | None) -> tuple[Material, Context]:
        sources = document.sources(), subject
        if sources not in self._shared:
            material = narrowed(self._whole, document, subject)
            names = names_of(document, partial(self._given_by, material, subject))
            self._shared[sources] = material, computed(material, names, self._whole.packet.computes)
        return self._shared[sources]

    def _given_by(self, material: Material, subject: Held | None, name: str) -> Context:
        """By each source once, by the packet's subject once for each of its records."""
        source = name, subject if name == material.packet.subject else None
        if source not in self._given:
            self._given[source] = given_by(material, name)
        return self._given[source]
