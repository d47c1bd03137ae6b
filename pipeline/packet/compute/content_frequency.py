"""内容频次: each kind of content that the branch's rules ask for, period by period, with what was done for it.

No clock: a period is over when something of a later one has been registered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pipeline.mapping.rules.kinds import RequirementRule
from pipeline.mapping.vocabulary import Role
from pipeline.model.periods import Length, Period
from pipeline.model.values import BLANK
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.evidence.facts import content_of, kind_facts
from pipeline.render.scan import Table
from pipeline.rules.facts import Evidence, Fact
from pipeline.rules.requirements import asked_in, of_period

_OF_PERIOD: Final = ("期间", "开展情况", "次数", "情况")
_COLUMNS: Final = ("内容", "要求", "依据")
_UNRULED: Final = "没有规定频次"


def content_frequency(material: Material, context: Context) -> Context:
    told = [(activity, tags) for activity in material.activity.within if (tags := content_of(activity)) is not None]
    facts = [fact for activity, _ in told for fact in kind_facts(activity)]
    themes = {activity.key: activity.theme for activity, _ in told}
    year = material.activity.day.year
    today = max((activity.day for activity, _ in told), default=dt.date(year, 1, 1))
    rules = _rules(material, year)
    evidence = Evidence(tuple(facts), material.measure.past.facts_on, today)
    of_rules = [_ruled(rule, asked, evidence, themes) for rule, asked in rules]
    known = {tag for rule, _ in rules for tag in rule.tags}
    others = sorted({tag for _, tags in told for tag in tags} - known)
    untold = [activity for activity, tags in told if not tags]
    return {
        "频次": [*of_rules, *(_unruled(tag, year, facts, themes) for tag in others)],
        "截至": today if told else BLANK,
        "未写类别": "、".join(_spoken(activity.day, activity.theme) for activity in untold) or BLANK,
    }


def _rules(material: Material, year: int) -> list[tuple[RequirementRule, tuple[Period, ...]]]:
    """Those that ask for contents in some period: for words that the activity's form offers."""
    offered = {
        word
        for form in material.forms.values()
        if (field := form.by_role(Role.TAGS))
        for word in form.fields[field].choices
    }
    rules = material.measure.rules
    return [(rule, periods) for rule, periods in asked_in(year, rules) if periods and offered & set(rule.tags)]


def _ruled(rule: RequirementRule, asked: Iterable[Period], evidence: Evidence, themes: Mapping[str, str]) -> Context:
    periods, today = [], evidence.today
    for period in asked:
        branch = evidence.branch_on(min(period.last, today))
        answer = of_period(rule, period, branch, evidence.facts, today)
        periods.append(_period(period, answer.found, themes, str(answer.standing)))
    words = f"{rule.every} {rule.at_least} 次"
    return {"内容": rule.id, "要求": words, "依据": rule.basis, "各期": periods}


def _unruled(tag: str, year: int, facts: list[Fact], themes: Mapping[str, str]) -> Context:
    tagged = [fact for fact in facts if tag in fact.tags]
    return {
        "内容": tag,
        "要求": _UNRULED,
        "依据": BLANK,
        "各期": [_period(Period(year, 1, Length.YEAR), tagged, themes, BLANK)],
    }


def _period(period: Period, found: Iterable[Fact], themes: Mapping[str, str], standing: Any) -> Context:
    """One activity may be of several kinds: it stands there once."""
    events = {fact.event: fact.day for fact in found}
    done = "；".join(_spoken(day, themes[event]) for event, day in sorted(events.items(), key=lambda one: one[1]))
    return {"期间": str(period), "开展情况": done or BLANK, "次数": len(events), "情况": standing}


def _spoken(day: dt.date, theme: str) -> str:
    return f"{day.month}月{day.day}日{f'《{theme}》' if theme else ''}"


CONTENT_FREQUENCY: Final = Computed(
    content_frequency,
    names=("截至", "未写类别"),
    tables={"频次": {**dict.fromkeys(_COLUMNS), "各期": Table(dict.fromkeys(_OF_PERIOD))}},
)
