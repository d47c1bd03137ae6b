"""组织生活会: the talks before it, the opinions gathered for it, and what is done about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record
from pipeline.model.values import BLANK
from pipeline.rules.finding import finding

OPINIONS: Final = "意见"
"""The table of opinions and measures."""


def check_opinions(record: Record) -> Iterator[Problem]:
    """After the meeting: each opinion has its measure."""
    rows = [row for row in record.rows(OPINIONS) if {"意见建议", "整改措施"} <= row.keys()]
    bare = [number for number, row in enumerate(rows, 1) if row["整改措施"].value is BLANK]
    if bare:
        told = rows[bare[0] - 1]["意见建议"]
        which = "、".join(map(str, bare))
        message = f"{len(rows)} 条意见中有 {len(bare)} 条没有整改措施：第 {which} 条"
        yield finding(told, "opinion-without-measure", message, "会后定了整改措施，请填上再报一次")


def talks_missing(at: Origin) -> Problem:
    """`at` is where the meeting's date stands."""
    hint = "请报送上一次会以后、这次会以前的谈心谈话记录"
    return finding(at, "meeting-talk-missing", "会前没有谈心谈话记录", hint)
