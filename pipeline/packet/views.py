"""What each document of an activity sees. Those that draw on the same sources share what is computed from them."""

from __future__ import annotations

from functools import partial

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Computation, DocumentMapping
from pipeline.packet.compute.every import computed
from pipeline.packet.context import Context, Material, given_by, names_of, narrowed

Sources = tuple[tuple[str, ...], Held | None]
"""Their names, and the document's record where there is one for each."""


class Views:
    """Of one activity; `whole` is all that it has. Documents have contexts and rows in common: nobody changes one."""

    def __init__(self, whole: Material) -> None:
        self._whole = whole
        self._given: dict[tuple[str, Held | None], Context] = {}
        self._materials: dict[Sources, Material] = {}
        self._computed: dict[tuple[Sources, tuple[Computation, ...]], Context] = {}

    def of(self, document: DocumentMapping, subject: Held | None) -> tuple[Material, Context]:
        """`subject` is the document's record where there is one for each."""
        sources, of_packet = (document.sources(), subject), self._whole.packet.computes
        if sources not in self._materials:
            self._materials[sources] = material = narrowed(self._whole, document, subject)
            self._computed[sources, ()] = names_of(document, partial(self._given_by, material, subject))
        own = tuple(one for one in document.computes if one not in of_packet)
        return self._materials[sources], self._with(sources, (*of_packet, *own))

    def _with(self, sources: Sources, computes: tuple[Computation, ...]) -> Context:
        """Each computation adds to what those before it gave."""
        if (sources, computes) not in self._computed:
            before = self._with(sources, computes[:-1])
            self._computed[sources, computes] = computed(self._materials[sources], before, computes[-1])
        return self._computed[sources, computes]

    def _given_by(self, material: Material, subject: Held | None, name: str) -> Context:
        """By each source once, by the packet's subject once for each of its records."""
        source = name, subject if name == material.packet.subject else None
        if source not in self._given:
            self._given[source] = given_by(material, name)
        return self._given[source]
