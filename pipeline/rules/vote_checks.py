"""A vote as it was recorded: its numbers against each other, against quorum and majority, and against the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules, RulesOfDay
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.bounds import bound_in_words
from pipeline.rules.finding import finding
from pipeline.rules.recorded_votes import RecordedVote, number, votes_of
from pipeline.rules.votes import Gathering, Verdict, is_decided, is_elected, may_decide, may_elect, unaccounted


def check_vote(record: Record, form: FormMapping, rules: BranchRules) -> Iterator[Problem]:
    """Each vote of the form; which rules hold for it is told by the day and by the kinds of the meeting."""
    day = record.value(form.by_role(Role.DATE) or "")
    if not isinstance(day, dt.date):
        return
    of_day, kinds = rules.on(day), kinds_of(record, form)
    told = record.fields.get(form.by_role(Role.PRESENT) or "")
    there = told if told and isinstance(told.value, int) else None
    by_letter = record.value("书面意见") is not BLANK
    for vote in votes_of(record, form):
        yield from _sums(vote, there, by_letter=by_letter or "书面" in vote.matter)
        yield from _election(vote, of_day, kinds) if vote.is_election else _decision(vote, of_day, kinds)


def kinds_of(record: Record, form: FormMapping) -> tuple[str, ...]:
    told = record.value(form.by_role(Role.KINDS) or "")
    return told if isinstance(told, tuple) else ()


def _sums(vote: RecordedVote, there: Value | None, *, by_letter: bool) -> Iterator[Problem]:
    """`there` is how many the meeting had, voters or not: no more than these vote. `by_letter`: those who were away
    may have cast the votes too many, as 发展党员工作细则 lets them.

    Of an election's papers some may be spoilt, and often only the votes in favour are told.
    """
    if vote.present and vote.voters and number(vote.present) > number(vote.voters):
        message = f"实到 {vote.present.value} 人比应到 {vote.voters.value} 人还多"
        yield finding(vote.present, "vote-sum-differs", message, "请核对两个人数", vote.voters)
    heads = vote.present or vote.voters or there
    if heads is None:
        return
    rest = unaccounted(vote.ballot, Gathering(number(vote.voters), number(heads)))
    cast = number(heads) - rest
    is_short = rest > 0 and vote.present is not None and not vote.is_election
    if is_short or (rest < 0 and not (by_letter and (heads is there or cast <= number(vote.voters)))):
        message = f"赞成、反对、弃权共 {cast} 票，{'应到' if heads is vote.voters else '实到'} {heads.value} 人"
        hint = "请核对票数和人数；会前书面表决的请写进书面意见"
        yield finding(vote.favour, "vote-sum-differs", message, hint, heads)


def _decision(vote: RecordedVote, rules: RulesOfDay, kinds: tuple[str, ...]) -> Iterator[Problem]:
    if vote.voters is None:
        return
    quorum, majority = may_decide(vote.gathering, rules), is_decided(vote.ballot, vote.gathering, rules)
    if quorum and vote.present and is_for(quorum, kinds) and not quorum.holds:
        message = f"实到 {quorum.count} 人，{bound('应到', quorum)}才能表决"
        hint = "请核对人数；应到、实到只算有表决权的正式党员"
        yield finding(vote.present, "vote-no-quorum", message, hint, vote.voters)
    if majority and is_for(majority, kinds):
        message = f"赞成 {majority.count} 票，{bound('应到会有表决权', majority)}才通过"
        yield from _result(vote, majority, "vote-result-differs", message)


def _election(vote: RecordedVote, rules: RulesOfDay, kinds: tuple[str, ...]) -> Iterator[Problem]:
    if vote.present is None:
        return
    quorum, majority = may_elect(vote.gathering, rules), is_elected(number(vote.favour), vote.gathering, rules)
    if quorum and vote.voters and is_for(quorum, kinds) and not quorum.holds:
        message = f"选举时实到 {quorum.count} 人，{bound('应到会有选举权', quorum)}，会议才有效"
        hint = "请核对人数；预备党员没有选举权"
        yield finding(vote.present, "election-no-quorum", message, hint, vote.voters)
    if majority and is_for(majority, kinds):
        message = f"赞成 {majority.count} 票，{bound('实到会有选举权', majority)}才当选"
        yield from _result(vote, majority, "election-result-differs", message)


def _result(vote: RecordedVote, majority: Verdict, code: str, message: str) -> Iterator[Problem]:
    if vote.outcome and vote.is_said_to_pass is not None and vote.is_said_to_pass != majority.holds:
        told = f"结果写“{vote.outcome.value}”，{message}"
        yield finding(vote.outcome, code, told, "请核对票数和结果", vote.favour)


def is_for(verdict: Verdict, kinds: tuple[str, ...]) -> bool:
    """Its rule speaks of a meeting of these kinds; a form that names no kind is of any."""
    return not verdict.rule.kinds or not kinds or bool(set(kinds) & set(verdict.rule.kinds))


def bound(of: str, verdict: Verdict) -> str:
    """应到 25 人，规定超过 1/2，要 13 人."""
    return f"{of} {verdict.of} 人，规定{bound_in_words(verdict.rule)}，要 {verdict.needed} 人"
