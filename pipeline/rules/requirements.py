"""Rule x branch x time -> what is there, late, missing, not yet due or not applicable, each with its rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import Frequency, RequirementRule
from pipeline.model.periods import Period
from pipeline.rules.allotment import allotted
from pipeline.rules.facts import BranchFacts, Evidence, Fact
from pipeline.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Answer:
    """How one requirement stands in one period, or with one activity (`event`).

    `due` is the last day on which it is in time. `found` is the evidence, `wanting` how many more there should be;
    of an activity `missing` are the things that it lacks, `empty` those of them that were printed without content.
    """

    rule: RequirementRule
    standing: Standing
    due: dt.date
    period: Period | None = None
    event: Fact | None = None
    found: tuple[Fact, ...] = ()
    wanting: int = 0
    missing: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def answers_of_year(year: int, rules: BranchRules, evidence: Evidence) -> tuple[Answer, ...]:
    """Every requirement of the year, by the rules' order, then by time; each as its rule reads when the period ends."""
    shelf = _Shelf(evidence.facts)
    keys = dict.fromkeys(rule.id for rule in versions(year, rules))
    return tuple(answer for key in keys for answer in _of_rule(key, year, rules, evidence, shelf))


def versions(year: int, rules: BranchRules) -> list[RequirementRule]:
    """Every reading of every rule within the year: what holds at its end first, a rule's readings by time."""
    read = [rules.on(day).requirements for day in rules.through(year)]
    keys = dict.fromkeys(key for held in reversed(read) for key in held)
    return [rule for key in keys for rule in _unlike(held[key] for held in read if key in held)]


@lru_cache(maxsize=8)
def asked_in(year: int, rules: BranchRules) -> tuple[tuple[RequirementRule, tuple[Period, ...]], ...]:
    """`versions`, each with the periods of the year at whose end it reads so.

    None of a rule that goes with activities.
    """
    return tuple((rule, tuple(_asked(rule, year, rules))) for rule in versions(year, rules))


def _asked(rule: RequirementRule, year: int, rules: BranchRules) -> Iterator[Period]:
    length = rule.every.length
    periods = [Period(year, number, length) for number in range(1, 12 // length.months + 1)] if length else []
    return (period for period in periods if rules.on(period.last).requirements.get(rule.id) == rule)


def of_period(
    rule: RequirementRule, period: Period, branch: BranchFacts, facts: Iterable[Fact], today: dt.date
) -> Answer:
    """What came within the period counts first; what came after it is late, or in time as far as the rule allows.

    What is of a day after today has not taken place yet.
    """
    counted = _once(fact for fact in facts if fact.day_by(today) <= today and _counts(fact, rule))
    share = allotted(rule, period, counted)
    due = period.last + dt.timedelta(rule.within_days)
    found = (*share.in_time, *share.late)
    wanting = max(rule.at_least - len(found), 0)
    if len(share.in_time) >= rule.at_least:
        standing = Standing.MET
    elif not wanting:
        standing = Standing.LATE
    elif not applies(rule, period, branch):
        standing = Standing.NOT_APPLICABLE
    else:
        standing = Standing.NOT_YET if today <= due else Standing.MISSING
    return Answer(rule, standing, due, period, None, found, wanting)


def of_event(rule: RequirementRule, event: Fact, facts: Iterable[Fact], today: dt.date) -> Answer:
    """`event` is the activity, under a kind of the rule's. Before its day nothing of it is due, whatever has come."""
    due = event.day + dt.timedelta(rule.within_days)
    by = max(today, event.day)
    own = [fact for fact in facts if fact.event == event.event and fact.day_by(by) <= by]
    found = tuple(fact for fact in own if _is_thing(fact, rule))
    missing = tuple(thing for thing in rule.things if all(fact.what != thing for fact in found))
    if event.day > today:
        standing = Standing.NOT_YET
    elif missing:
        standing = Standing.NOT_YET if today <= due else Standing.MISSING
    else:
        is_late = rule.within_days and any(fact.day > due for fact in found)
        standing = Standing.LATE if is_late else Standing.MET
    empty = tuple(thing for thing in missing if any(fact.is_empty and fact.what == thing for fact in own))
    return Answer(rule, standing, due, None, event, found, len(missing), missing, empty)


class _Shelf:
    """A branch's facts by what they are and by the activity that they belong to: each rule looks at few of many."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.of_event: dict[str, list[Fact]] = {}
        self._of_thing: dict[str, list[Fact]] = {}
        for fact in sorted(facts, key=lambda fact: (fact.day, not fact.event)):
            self._of_thing.setdefault(fact.what, []).append(fact)
            self.of_event.setdefault(fact.event, []).append(fact)

    def of(self, things: Iterable[str]) -> list[Fact]:
        return [fact for thing in dict.fromkeys(things) for fact in self._of_thing.get(thing, ())]


def _of_rule(key: str, year: int, rules: BranchRules, evidence: Evidence, shelf: _Shelf) -> Iterator[Answer]:
    today = evidence.today
    for period in _periods(key, year, rules):
        rule = rules.on(period.last).requirements.get(key)
        if rule and rule.every.length is period.length:
            branch = evidence.branch_on(min(period.last, today))
            yield of_period(rule, period, branch, shelf.of((*rule.kinds, *rule.things)), today)
    seen = set()
    for event in _events(key, year, rules, shelf):
        rule = rules.on(event.day).requirements.get(key)
        if rule is None or rule.every is not Frequency.EVENT or event.what not in rule.kinds:
            continue
        if _has_tag(event, rule) and event.event not in seen:
            seen.add(event.event)
            yield of_event(rule, event, shelf.of_event[event.event], today)


def _events(key: str, year: int, rules: BranchRules, shelf: _Shelf) -> list[Fact]:
    """Of the kinds that any version of the rule names within the year, by day."""
    kinds = [kind for rule in _versions(key, year, rules) for kind in rule.kinds]
    return sorted((fact for fact in shelf.of(kinds) if fact.day.year == year), key=lambda fact: fact.day)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """A record that belongs to several activities counts once."""
    found = list(facts)
    named = {(fact.what, fact.id): fact for fact in reversed(found) if fact.id}
    return [fact for fact in found if not fact.id or named[fact.what, fact.id] is fact]


def _periods(key: str, year: int, rules: BranchRules) -> list[Period]:
    """Those of each length that the rule has within the year."""
    lengths = {rule.every.length: None for rule in _versions(key, year, rules)}
    return [Period(year, number, each) for each in lengths if each for number in range(1, 12 // each.months + 1)]


def _versions(key: str, year: int, rules: BranchRules) -> list[RequirementRule]:
    read = (rules.on(day).requirements.get(key) for day in rules.through(year))
    return _unlike(rule for rule in read if rule)


def _unlike(rules: Iterable[RequirementRule]) -> list[RequirementRule]:
    found: list[RequirementRule] = []
    for rule in rules:
        found += [rule] if rule not in found else []
    return found


def _counts(fact: Fact, rule: RequirementRule) -> bool:
    return (fact.what in rule.kinds or _is_thing(fact, rule)) and _has_tag(fact, rule)


def _is_thing(fact: Fact, rule: RequirementRule) -> bool:
    """A sheet that was printed for a notice board does not say that it hangs there."""
    return not fact.is_empty and fact.what in (rule.documents if fact.is_made else rule.things)


def _has_tag(fact: Fact, rule: RequirementRule) -> bool:
    return not rule.tags or bool(fact.tags & set(rule.tags))


def applies(rule: RequirementRule, period: Period, branch: BranchFacts) -> bool:
    """Whether the branch, as it was, is asked for it."""
    enough = branch.members is None or branch.members >= rule.members_from
    grouped = not rule.with_groups or branch.groups is None or branch.groups > 0
    return branch.was_there(period) and enough and grouped
