"""Which of an activity's papers are of a 民主评议: the count by hand, the single ballots, the self-appraisals."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.model.record import Record
from pipeline.model.values import Scalar
from pipeline.rules.appraisal import BALLOT, BALLOT_COLUMNS, COUNT_COLUMNS

_NONE: Final[Set[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class AppraisalPapers:
    """`measures` are told of the 不合格, by name."""

    tally: Record | None = None
    ballots: tuple[Record, ...] = ()
    selves: tuple[Record, ...] = ()
    measures: Mapping[str, Scalar] = field(default_factory=dict)


def appraisal_papers(
    several: Mapping[str, tuple[Held, ...]], packet: PacketMapping, forms: Mapping[str, FormMapping]
) -> AppraisalPapers:
    """Known by what their forms have, whatever the packet calls them. Of two counts the later one holds."""
    tally: Record | None = None
    ballots: list[Record] = []
    selves: list[Record] = []
    measures: dict[str, Scalar] = {}
    for name, source in packet.sources.items():
        form = forms[source.form]
        records = [held.record for held in several.get(name, ())]
        columns = {table: entry.columns.keys() for table, entry in form.tables.items()}
        if columns.get(BALLOT, _NONE) >= COUNT_COLUMNS:
            tally = records[-1] if records else tally
        elif columns.get(BALLOT, _NONE) >= BALLOT_COLUMNS:
            ballots += records
        elif {"姓名", "自评等次"} <= form.fields.keys():
            selves += records
        elif {"姓名", "处置措施"} <= columns.get("处置", _NONE):
            measures |= {
                "".join(str(row["姓名"].value).split()): row["处置措施"].value
                for one in records
                for row in one.rows("处置")
            }
    return AppraisalPapers(tally, tuple(ballots), tuple(selves), measures)
