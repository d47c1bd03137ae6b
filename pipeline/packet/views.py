"""What each document of an activity sees. Those that draw on the same sources share what is computed from them."""

from __future__ import annotations

from functools import partial

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Computation, DocumentMapping
from pipeline.packet.compute.every import computed
from pipeline.packet.context import Context, Material, given_by, names_of, narrowed

Sources = tuple[tuple[str, ...], Held | None]
"""Their names, and the document's record where there is one for each."""


class _View:
    """What all documents see that draw on the same sources."""

    def __init__(self, material: Material, own_words: Context) -> None:
        self.material = material
        self._computed: dict[tuple[Computation, ...], Context] = {(): own_words}

    def with_computed(self, computes: tuple[Computation, ...]) -> Context:
        """What the packet computes for all, and then what the document asks for beyond it."""
        of_packet = self.material.packet.computes
        return self._with((*of_packet, *(one for one in computes if one not in of_packet)) if computes else of_packet)

    def _with(self, computes: tuple[Computation, ...]) -> Context:
        """Each computation adds to what those before it gave."""
        context = self._computed.get(computes)
        if context is None:
            context = computed(self.material, self._with(computes[:-1]), computes[-1])
            self._computed[computes] = context
        return context


class Views:
    """Of one activity; `whole` is all that it has. Documents have contexts and rows in common: nobody changes one."""

    def __init__(self, whole: Material) -> None:
        self._whole = whole
        self._given: dict[tuple[str, Held | None], Context] = {}
        self._views: dict[Sources, _View] = {}

    def of(self, document: DocumentMapping, subject: Held | None) -> tuple[Material, Context]:
        """`subject` is the document's record where there is one for each."""
        sources = document.sources(), subject
        view = self._views.get(sources)
        if view is None:
            material = narrowed(self._whole, document, subject)
            own_words = names_of(document, partial(self._given_by, material, subject))
            self._views[sources] = view = _View(material, own_words)
        return view.material, view.with_computed(document.computes)

    def _given_by(self, material: Material, subject: Held | None, name: str) -> Context:
        """By each source once, by the packet's subject once for each of its records."""
        source = name, subject if name == material.packet.subject else None
        if source not in self._given:
            self._given[source] = given_by(material, name)
        return self._given[source]
