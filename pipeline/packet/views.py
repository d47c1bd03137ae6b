"""What each document of an activity sees. Those that draw on the same sources share what the packet computes."""

from __future__ import annotations

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import DocumentMapping
from pipeline.packet.compute.every import computed
from pipeline.packet.context import Context, Material, names_of, narrowed


class Views:
    """Of one activity; `whole` is all that it has. The contexts have rows in common: nobody changes a row."""

    def __init__(self, whole: Material) -> None:
        self._whole = whole
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
            context = computed(material, names_of(material, document), self._whole.packet.computes)
            self._shared[sources] = material, context
        return self._shared[sources]
