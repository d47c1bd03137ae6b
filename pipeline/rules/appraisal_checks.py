"""民主评议党员: ballots against each other and against the count by hand, and what the papers lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import Measure
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.appraisal import (
    BALLOT,
    BALLOT_COLUMNS,
    COUNT_COLUMNS,
    GRADES,
    Count,
    counted,
    grades_ticked,
    is_counted,
    votes_of,
)
from pipeline.rules.bounds import bound_in_words, breach
from pipeline.rules.finding import finding

_NEVER_MORE: Final = ("应到人数", "实到人数", "发出票数", "收回票数", "有效票数")
"""Each at most the one before it."""
_SHOWN: Final = 8


def check_ballot(ballot: Record) -> Iterator[Problem]:
    """A member with two grades on one ballot."""
    for row in ballot.rows(BALLOT):
        if row.keys() >= BALLOT_COLUMNS and len(told := grades_ticked(row)) > 1:
            message = f"{row['姓名'].value}的等次有{len(told)}个：{'、'.join(told)}，这一行没有计票"
            yield finding(row["姓名"], "ballot-unclear", message, "一人只能评一个等次；原票如此的不用改")


def check_count(tally: Record, rules: BranchRules) -> Iterator[Problem]:
    """The head's numbers against each other, each row's votes against the valid ballots, how many are 优秀."""
    if not all(row.keys() >= COUNT_COLUMNS for row in tally.rows(BALLOT)):
        return
    yield from _excellent(tally, rules)
    told = [(name, held) for name in _NEVER_MORE if isinstance((held := tally.fields.get(name)) and held.value, int)]
    for (more, most), (name, number) in pairwise((name, tally.fields[name]) for name, _ in told):
        if int(str(number.value)) > int(str(most.value)):
            message = f"{name} {number.value} 比{more} {most.value} 还多"
            yield finding(number, "ballots-exceed", message, "请核对这两个数", most)
    valid = tally.fields.get("有效票数")
    if valid is None or not isinstance(valid.value, int):
        return
    for row in tally.rows(BALLOT):
        given = sum(votes_of(row).values())
        abstained = row["弃权"].value
        total = given + (abstained if isinstance(abstained, int) else 0)
        if is_counted(row) and total != valid.value:
            message = f"{row['姓名'].value}各等次共 {total} 票，有效票是 {valid.value} 张"
            hint = "请核对票数；没有评等次的写进“弃权”一列"
            yield finding(row["姓名"], "ballot-votes-differ", message, hint, valid)


def check_against_ballots(tally: Record, ballots: Sequence[Record]) -> Iterator[Problem]:
    """Where more or fewer ballots were sent than the count by hand calls valid, that alone is told."""
    by_ballot = counted(ballots)
    valid = tally.fields.get("有效票数")
    if valid is not None and isinstance(valid.value, int) and valid.value != len(ballots):
        message = f"统计表写有效票 {valid.value} 张，报来的测评票有 {len(ballots)} 张"
        yield finding(valid, "ballots-differ", message, "请核对；票还没有报齐的，报齐后会重新核对", ballots[0].origin)
        return
    for row in tally.rows(BALLOT):
        name = row["姓名"]
        there = by_ballot.get(str(name.value))
        if there is None:
            message = f"统计表有{name.value}，测评票上没有此人"
            yield finding(name, "ballots-differ", message, "请核对姓名", ballots[0].origin)
        elif is_counted(row) and votes_of(row) != there.votes:
            message = f"{name.value}：统计表写{_spoken(votes_of(row))}，逐票点得{_spoken(there.votes)}"
            yield finding(name, "ballots-differ", message, "请重新点票，改正写错的一处", there.at)
    yield from _left_out(tally, by_ballot)


def _left_out(tally: Record, by_ballot: Mapping[str, Count]) -> Iterator[Problem]:
    listed = {str(row["姓名"].value) for row in tally.rows(BALLOT)}
    for name, count in by_ballot.items():
        if name not in listed:
            message = f"测评票上有{name}，统计表没有此人"
            yield finding(count.at, "ballots-differ", message, "请核对姓名", tally.origin)


def check_self_appraisals(tally: Record, selves: Iterable[Record]) -> Iterator[Problem]:
    """Each member of the count has handed in a sheet of his or her own, and the verdict is the same on both."""
    sent = {str(record.value("姓名")): record for record in selves}
    without = []
    for row in tally.rows(BALLOT):
        name, verdict = row["姓名"], row["评定等次"]
        own = sent.get(str(name.value))
        if own is None:
            without.append(name)
        elif (other := own.fields.get("评定等次")) and verdict.value and other.value and other.value != verdict.value:
            message = f"{name.value}的评定等次，统计表写“{verdict.value}”，本人的自评表写“{other.value}”"
            yield finding(verdict, "verdict-differs", message, "请核对，改正写错的一处", other)
    if without:
        message = f"{len(without)} 名党员没有自评表：{_names(without)}"
        yield finding(without[0], "self-appraisal-missing", message, "请补报党员自评表")


def check_listed(tally: Record, members: Collection[Value]) -> Iterator[Problem]:
    """`members` are those of the roster who belonged on the day."""
    listed = {str(row["姓名"].value) for row in tally.rows(BALLOT)}
    without = [name for name in members if str(name.value) not in listed]
    if without:
        message = f"花名册上有 {len(without)} 名党员不在测评统计表上：{_names(without)}"
        hint = "请核对；按规定不参加评议的不用理会"
        yield finding(tally.origin, "appraisal-unlisted", message, hint, without[0])


def check_unfit(tally: Record, measures: Mapping[str, object]) -> Iterator[Problem]:
    """`measures` are told elsewhere: 不合格党员处置登记表, by name."""
    for row in tally.rows(BALLOT):
        name, grade = row["姓名"], row["评定等次"]
        told = row["处置措施"].value
        if grade.value == GRADES[-1] and told is BLANK and measures.get(str(name.value), BLANK) is BLANK:
            message = f"{name.value}评定为不合格，没有处置措施"
            yield finding(grade, "unfit-unmeasured", message, "组织决定后，请填处置措施或报不合格党员处置登记表")


def _excellent(tally: Record, rules: BranchRules) -> Iterator[Problem]:
    """The share of all who are listed, by the rule of the year's last day."""
    rows, year = tally.rows(BALLOT), tally.value("年度")
    best = [row["评定等次"] for row in rows if row["评定等次"].value == GRADES[0]]
    if not best or not isinstance(year, int):
        return
    if over := breach(Measure.EXCELLENT, Fraction(len(best), len(rows)), rules.on(dt.date(year, 12, 31))):
        message = f"{len(rows)} 名参评党员中 {len(best)} 人评定为优秀，规定{bound_in_words(over.rule)}"
        yield finding(best[-1], "excellent-too-many", message, "请核对评定等次", best[0])


def _spoken(votes: Mapping[str, int]) -> str:
    return "、".join(f"{grade}{votes[grade]}" for grade in GRADES)


def _names(names: Sequence[Value]) -> str:
    return "、".join(str(name.value) for name in names[:_SHOWN]) + (" 等" if len(names) > _SHOWN else "")
