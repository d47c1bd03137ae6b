"""What one packet proves, and where that lies: its activity, its records, its documents and its papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from pipeline.ledger.entries import Held, PublishedDocument
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join
from pipeline.mapping.vocabulary import Role
from pipeline.model.periods import Length, Period
from pipeline.model.record import Record
from pipeline.model.values import BLANK, Month, Quarter, Scalar
from pipeline.packet.activity import Activity
from pipeline.packet.branch.birthdays import prepared_by_talks
from pipeline.packet.branch.measure import Measure
from pipeline.packet.branch.talks import talk_tags
from pipeline.packet.drafts import Drafts
from pipeline.packet.evidence.facts import kind_facts
from pipeline.packet.evidence.filled import has_been_filled
from pipeline.packet.papers.laid import laid_papers
from pipeline.packet.papers.paper_names import period_named
from pipeline.rules.facts import Fact


def evidence_of(
    activity: Activity, drafts: Drafts, documents: Mapping[str, PublishedDocument], measure: Measure
) -> Iterator[Fact]:
    """`documents` by the name of their draft, papers by that under which they are laid.

    A plan proves nothing, nor does a paper of which no more than the year is told, in a shorter period. A paper whose
    name says of which half-year or quarter it is belongs there, whenever it was made; without a day it is undated.
    """
    if activity.planned:
        return
    event = "" if activity.period else activity.key
    folder = next((document.path.rpartition("/")[0] for document in documents.values()), "")
    yield from kind_facts(activity, folder)
    shown = _shown_in(drafts, documents)
    for held in _records(activity, shown.keys()):
        yield _of_record(held, activity, event, shown.get(held.id, folder), talk_tags(held, measure.past))
    for prepared, held in prepared_by_talks(activity):
        yield _of_record(held, activity, prepared.key, shown.get(held.id, folder))
    for draft in (one for one in drafts.made if not one.document.contents):
        subject = draft.material.sources.get(activity.packet.subject)
        day = subject.day if subject else None
        path = documents[draft.name].path
        title, of = draft.document.title, activity.period
        empty = not has_been_filled(draft.document, draft.context)
        yield Fact(title, day or activity.day, event, period=of, path=path, is_made=True, is_empty=empty)
    for name, paper in laid_papers(activity):
        path, is_dated = documents[name].path, paper.told.month is not None
        named = period_named(paper.file, paper.folder, paper.told.year)
        if event or is_dated or named or (activity.period and activity.period.length is Length.YEAR):
            day = paper.told.first if is_dated else named.last if named else None
            undated = named is not None and not is_dated
            yield Fact(paper.kind, day or activity.day, event, period=named, id=path, path=path, is_undated=undated)


def _records(activity: Activity, shown: Collection[int]) -> Iterator[Held]:
    """Those that belong to it: of a period what has its place there or is `shown`, and what stands until changed."""
    joins = {name: source.join for name, source in activity.packet.sources.items()}
    one = {name: activity.sources[name] for name in sorted(activity.sources)}
    several = (held for name in sorted(activity.several) for held in activity.several[name])
    if activity.period is None:
        yield from (held for name, held in one.items() if joins[name] not in {Join.PLAN, Join.BRANCH})
        yield from several
        return
    for held in {held.id: held for held in (*activity.each, *several)}.values():
        is_of = held.form in activity.home or held.id in shown
        if is_of and (held.day or activity.day) in activity.period:
            yield held
    yield from one.values()


def _shown_in(drafts: Drafts, documents: Mapping[str, PublishedDocument]) -> dict[int, str]:
    """Record -> the first document that cannot be made without it."""
    shown: dict[int, str] = {}
    for draft in drafts.made:
        needed = {name for need in draft.document.needs for name in need.split("|")}
        material = draft.material
        held = [record for name, record in material.sources.items() if name in needed]
        held += [record for name, records in material.several.items() if name in needed for record in records]
        for record in held:
            shown.setdefault(record.id, documents[draft.name].path)
    return shown


def _of_record(held: Held, activity: Activity, event: str, path: str, tags: frozenset[str] = frozenset()) -> Fact:
    """Standing lists (a roster) are of every period anew."""
    record, form = held.record, activity.forms[held.form]
    period = _period_of(record, form)
    told = _told(record, form, Role.DATE)
    day = told if isinstance(told, dt.date) else (period.first if period else held.day)
    is_standing = activity.period is not None and any(held.id == one.id for one in activity.sources.values())
    return Fact(
        held.form,
        activity.day if is_standing or day is None else day,
        event,
        tags,
        period,
        id=f"{held.key}|{activity.key}" if is_standing else held.key,
        handed_in=_handed_in(record, form),
        path=path,
    )


def _period_of(record: Record, form: FormMapping) -> Period | None:
    """That which the form says it is of."""
    for role in (Role.MONTH, Role.QUARTER, Role.YEAR):
        match _told(record, form, role):
            case Month(year, month):
                return Period(year, month, Length.MONTH)
            case Quarter(year, number):
                return Period(year, number, Length.QUARTER)
            case int(year):
                return Period(year, 1, Length.YEAR)
    return None


def _handed_in(record: Record, form: FormMapping) -> dt.date | None:
    days = (_told(record, form, role) for role in (Role.FILED_ON, Role.NOTICED_ON))
    return next((day for day in days if isinstance(day, dt.date)), None)


def _told(record: Record, form: FormMapping, role: Role) -> Scalar:
    field = form.by_role(role)
    return record.value(field) if field else BLANK
