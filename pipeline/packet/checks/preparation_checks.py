"""What the papers of a yearly meeting say of each other: opinions, talks, ballots, self-appraisals, the roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Value
from pipeline.packet.activity import Activity
from pipeline.packet.papers.appraisal_papers import appraisal_papers
from pipeline.rules.appraisal_checks import check_against_ballots, check_listed, check_self_appraisals, check_unfit
from pipeline.rules.life_meeting import OPINIONS, check_opinions, talks_missing
from pipeline.rules.roster import Roster
from pipeline.rules.spans import Span


def check_preparation(
    activity: Activity, forms: Mapping[str, FormMapping], roster: Roster | None, dated: Origin | None
) -> Iterator[Problem]:
    """Of an activity that took place; `dated` is where its form gives the date."""
    for name, held in activity.several.items():
        for record in (one.record for one in held):
            if name in _sources_with(OPINIONS, activity, forms):
                yield from check_opinions(record)
    if _wants_talks(activity, forms):
        yield talks_missing(dated or Origin(activity.theme))
    papers = appraisal_papers(activity.several, activity.packet, forms)
    if papers.tally is None:
        return
    if papers.ballots:
        yield from check_against_ballots(papers.tally, papers.ballots)
    yield from check_self_appraisals(papers.tally, papers.selves)
    yield from check_unfit(papers.tally, papers.measures)
    if roster:
        yield from check_listed(papers.tally, _members(roster, activity))


def _sources_with(table: str, activity: Activity, forms: Mapping[str, FormMapping]) -> set[str]:
    return {name for name, source in activity.packet.sources.items() if table in forms[source.form].tables}


def _wants_talks(activity: Activity, forms: Mapping[str, FormMapping]) -> bool:
    """Its packet lists the talks before it, and there is none."""
    return any(
        source.join is Join.PERIOD and forms[source.form].by_role(Role.TALKED_TO) and not activity.several.get(name)
        for document in activity.packet.documents
        if document.serves(activity.kinds)
        for name in document.sources()
        for source in [activity.packet.sources[name]]
    )


def _members(roster: Roster, activity: Activity) -> list[Value]:
    """Those of whom it is certain that they belonged on the day."""
    day = Span(activity.day, activity.day)
    return [member.name for member in roster.members if member.belonged(day)]
