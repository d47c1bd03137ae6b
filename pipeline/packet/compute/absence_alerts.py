"""出勤提醒: whose absences reach a rule's bound, each time as evidence, and what was registered of it by people."""

from __future__ import annotations

from typing import Final

from pipeline.model.record import Record
from pipeline.model.values import BLANK
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.gather.occasions import kinds_for_all, occasions_of
from pipeline.render.printing import printed
from pipeline.render.scan import Table
from pipeline.rules.absence_alerts import MEASURES, Stayed, latest, stayed_away
from pipeline.rules.attendance_year import Entry, calls, people_of, year_of
from pipeline.rules.bounds import bound_in_words
from pipeline.rules.spans import Span

_COLUMNS: Final = ("序号", "姓名", "情形", "要求", "依据", "次数", "处理登记")
_OF_ABSENCE: Final = ("序号", "日期", "类型", "主题", "情况", "事由", "补课", "出处")
_PERSON, _DAY, _DECISION = "姓名", "登记日期", "决定"
_DECIDED: Final = ("事由", "谈话人", _DECISION, "决定机构", "决定日期")
"""What is told of a registered decision, by its form's own names."""


def absence_alerts(material: Material, context: Context) -> Context:
    """Those that were still reached within the period, with the absences of years before that they count."""
    activity = material.activity
    span = Span(activity.day, activity.period.last if activity.period else activity.day)
    occasions = occasions_of([*activity.before, *activity.within])
    on, for_all = material.measure.past.roster_on, kinds_for_all(material.measure)
    rules = material.measure.rules.on(span.last)
    called, away = calls(occasions, on, for_all), stayed_away(occasions)
    found: list[Context] = []
    for name in (one for one in people_of(occasions, span, on).members if one in away):
        entries = year_of(name, called).entries
        for case in (latest(measure, entries, rules) for measure in MEASURES):
            if case and case.absences[-1].occasion.day >= span.first:
                found.append({"序号": len(found) + 1, "姓名": name, **_row(case, _decided(name, case, material))})
    return {"提醒": found}


def _row(case: Stayed, decided: list[str]) -> Context:
    rule = case.rule
    return {
        "情形": f"{rule.id}（{bound_in_words(rule)}）",
        "要求": rule.about,
        "依据": rule.basis,
        "次数": case.alert.count,
        "处理登记": "\n".join(decided) or BLANK,
        "各次": [{"序号": number, **_absence(entry)} for number, entry in enumerate(case.absences, 1)],
    }


def _absence(entry: Entry) -> Context:
    told, occasion = entry.told, entry.occasion
    return {
        "日期": occasion.day,
        "类型": "、".join(occasion.kinds),
        "主题": occasion.theme or BLANK,
        "情况": told.state if told else BLANK,
        "事由": told.reason or BLANK if told else BLANK,
        "补课": "已补课" if told and told.is_made_up else BLANK,
        "出处": str(told.mark.origin) if told else BLANK,
    }


def _decided(name: str, case: Stayed, material: Material) -> list[str]:
    """What was registered of the person since the first of the absences; whether it is about them, people see."""
    first = case.absences[0].occasion.day
    return [
        _spoken(held.record)
        for several in material.several.values()
        for held in several
        if {_PERSON, _DECISION} <= material.forms[held.form].fields.keys()
        and held.record.value(_PERSON) == name
        and held.day
        and held.day >= first
    ]


def _spoken(record: Record) -> str:
    """登记日期：2026.7.1；事由：…；决定：… , without what the form leaves empty."""
    told = ((field, record.value(field)) for field in (_DAY, *_DECIDED))
    return "；".join(f"{field}：{printed(value)}" for field, value in told if value is not BLANK)


ABSENCE_ALERTS: Final = Computed(
    absence_alerts,
    tables={"提醒": {**dict.fromkeys(_COLUMNS), "各次": Table(dict.fromkeys(_OF_ABSENCE))}},
    reads=(_PERSON, _DAY, *_DECIDED),
)
