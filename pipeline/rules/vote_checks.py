"""A vote as it was recorded: its numbers against each other, against quorum and majority, and against the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.rules.book import BranchRules
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.bounds import bound_in_words
from pipeline.rules.finding import finding
from pipeline.rules.votes import Ballot, Gathering, Verdict, is_decided, may_decide, unaccounted

_PASSED: Final = "通过"


def check_vote(record: Record, rules: BranchRules) -> Iterator[Problem]:
    """Of a form of one vote by those entitled (票决记录表); of any other form nothing."""
    day = record.value("票决日期")
    gathering = _gathering(record)
    if gathering is None or not isinstance(day, dt.date):
        return
    ballot = _ballot(record)
    yield from _sums(record, ballot, gathering)
    of_day = rules.on(day)
    quorum, majority = may_decide(gathering, of_day), is_decided(ballot, gathering, of_day)
    if quorum and not quorum.holds:
        message = f"实到 {quorum.count} 人，{_bound('应到', quorum)}才能表决"
        hint = "请核对人数；应到、实到只算有表决权的正式党员"
        yield finding(record.fields["实到有表决权"], "vote-no-quorum", message, hint, record.fields["应到有表决权"])
    if majority:
        yield from _result(record, majority)


def _gathering(record: Record) -> Gathering | None:
    """Those with the right to vote; None where the form does not count them."""
    entitled, present = record.value("应到有表决权"), record.value("实到有表决权")
    return Gathering(entitled, present) if isinstance(entitled, int) and isinstance(present, int) else None


def _ballot(record: Record) -> Ballot:
    """An empty cell counts no vote."""
    told = (record.value(name) for name in ("赞成", "反对", "弃权"))
    return Ballot(*(number if isinstance(number, int) else 0 for number in told))


def _sums(record: Record, ballot: Ballot, gathering: Gathering) -> Iterator[Problem]:
    present, entitled = record.fields["实到有表决权"], record.fields["应到有表决权"]
    if gathering.present > gathering.entitled:
        message = f"实到 {gathering.present} 人比应到 {gathering.entitled} 人还多"
        yield finding(present, "vote-sum-differs", message, "请核对两个人数", entitled)
    rest = unaccounted(ballot, gathering)
    cast = gathering.present - rest
    if rest > 0 or (rest < 0 and not _by_letter(record, cast, gathering)):
        message = f"赞成、反对、弃权共 {cast} 票，实到 {gathering.present} 人"
        hint = "请核对票数和实到人数；会前书面表决的请写进书面意见"
        yield finding(record.fields["赞成"], "vote-sum-differs", message, hint, present)


def _by_letter(record: Record, cast: int, gathering: Gathering) -> bool:
    """Whether those who were away may have cast the votes too many: 发展党员工作细则 counts what they wrote before."""
    return record.value("书面意见") is not BLANK and cast <= gathering.entitled


def _result(record: Record, majority: Verdict) -> Iterator[Problem]:
    result: Value | None = record.fields.get("表决结果")
    if result is None or result.value is BLANK or (result.value == _PASSED) == majority.holds:
        return
    message = f"表决结果写“{result.value}”，赞成 {majority.count} 票，{_bound('应到会有表决权', majority)}才通过"
    yield finding(result, "vote-result-differs", message, "请核对票数和结果", record.fields["赞成"])


def _bound(of: str, verdict: Verdict) -> str:
    """应到 25 人，规定超过 1/2，要 13 人."""
    return f"{of} {verdict.of} 人，规定{bound_in_words(verdict.rule)}，要 {verdict.needed} 人"
