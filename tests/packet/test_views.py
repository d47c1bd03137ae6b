"""Documents that draw on the same sources share what is computed, and each has only what its mapping asks for."""

from __future__ import annotations

import datetime as dt

from builders import BRANCH, shipped_mappings
from judging import shipped_catalogue, shipped_rules

from pipeline.mapping.packet import PacketMapping
from pipeline.model.periods import Length, Period
from pipeline.packet.activity import Activity
from pipeline.packet.branch.facts import told_by
from pipeline.packet.branch.measure import Measure
from pipeline.packet.context import Context
from pipeline.packet.drafts import draft_documents

PACKET = PacketMapping.model_validate(
    {
        "packet": "包",
        "folder": "包",
        "every": "year",
        "sources": {"登记": {"form": "活动登记表", "join": "period"}, "签到": {"form": "签到表", "join": "period"}},
        "computes": ["日期"],
        "documents": [
            {"name": "一", "template": "一.docx", "uses": ["登记"], "computes": ["活动台账"]},
            {"name": "二", "template": "二.docx", "uses": ["登记"], "computes": ["活动台账", "三会一课"]},
            {"name": "三", "template": "三.docx", "uses": ["登记"]},
            {"name": "四", "template": "四.docx", "uses": ["签到"], "computes": ["活动台账"]},
        ],
    }
)


def contexts() -> dict[str, Context]:
    forms = shipped_mappings().forms
    year = Period(2026, 1, Length.YEAR)
    activity = Activity(PACKET, BRANCH, "2026", dt.date(2026, 1, 1), "", period=year, forms=forms)
    measure = Measure(shipped_catalogue(), shipped_rules(), told_by((), forms))
    return {draft.name: draft.context for draft in draft_documents(activity, forms, (), measure).made}


def test_one_computation_serves_documents_of_the_same_sources() -> None:
    seen = contexts()
    assert seen["一"]["活动台账"] is seen["二"]["活动台账"]
    assert seen["一"]["活动台账"] is not seen["四"]["活动台账"]


def test_what_another_document_computes_is_not_seen() -> None:
    seen = contexts()
    assert seen["二"].keys() - seen["一"].keys() >= {"会议", "应开实开"}
    assert seen["一"].keys() - seen["三"].keys() == {"活动台账", "活动次数"}
    assert "登记" in seen["三"]
    assert "登记" not in seen["四"]
