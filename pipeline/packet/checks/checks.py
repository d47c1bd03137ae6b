"""What a person should look at again in one activity: within each form, between the forms, and its photos."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.ledger.entries import Held, Photo
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join
from pipeline.mapping.rules.checks import Stage
from pipeline.mapping.vocabulary import Role
from pipeline.model.picture import Picture
from pipeline.model.problem import Problem
from pipeline.model.record import Origin
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.packet.checks.event_checks import check_events, check_register
from pipeline.packet.checks.plan_checks import check_plans
from pipeline.packet.checks.preparation_checks import check_preparation
from pipeline.packet.checks.roll_checks import check_rolls
from pipeline.packet.papers.person_papers import with_papers
from pipeline.packet.photos import named_photos, picture_of
from pipeline.rules.cross_checks import check_activity, check_photo
from pipeline.rules.dues_checks import check_dues
from pipeline.rules.finding import finding
from pipeline.rules.form_checks import check_form
from pipeline.rules.grading import graded
from pipeline.rules.roster import Roster


def checks_of(
    activity: Activity,
    forms: Mapping[str, FormMapping],
    photos: tuple[Photo, ...],
    measure: Measure,
    shows: Callable[[Picture], bool],
) -> list[Problem]:
    """Warnings only. A branch's standing record (its roster) is compared with, not checked anew each time.

    Nor is the plan, or what a period only lists: they are judged where their form has its home.

    `shows` says whether a picture can be printed (see `Renderer.shows`).
    """
    joins = {name: source.join for name, source in activity.packet.sources.items()}
    own = [held for name, held in activity.sources.items() if joins[name] not in {Join.BRANCH, Join.PLAN}]
    of_period = activity.at_home
    rosters = _rosters((*own, *of_period), activity, measure)
    problems: list[Problem] = []
    for held in (*own, *of_period):
        problems += _kept(held, measure)
        record = with_papers(held.record, forms[held.form], activity.on_file)
        problems += check_form(record, forms[held.form], measure.rules)
        problems += check_dues(record, forms[held.form], measure.rules, rosters.get(held.id), measure.reductions)
    if not activity.planned and not activity.period:
        problems += check_activity({held.form: held.record for held in own}, forms, _by_form(own, rosters))
    for held in of_period:
        problems += check_activity({held.form: held.record}, forms, _by_form([held], rosters))
    if activity.packet.kinds and not activity.planned:
        problems += check_preparation(activity, forms, measure.past.roster_on(activity.day), dated_at(activity))
        problems += check_events(activity, forms, measure.rules)
    problems += check_rolls(activity, forms, measure)
    problems += check_register(activity, forms)
    problems += check_plans(activity, forms, measure)
    problems += _of_photos(activity, photos, shows)
    return [problem for problem in graded(problems, measure.catalogue, activity.kinds) if not problem.stops]


def _kept(held: Held, measure: Measure) -> Iterator[Problem]:
    """What was said when the form came, but for what is judged anew."""
    for warning in held.warnings:
        check = measure.catalogue.checks.get(warning.code)
        if check is None or check.stage is not Stage.FORM:
            yield warning


def _rosters(several: Iterable[Held], activity: Activity, measure: Measure) -> dict[int, Roster]:
    """By record: the roster of the day that it is about, of the last one where it is about a month or a year."""
    found = ((held.id, measure.past.roster_on(activity.last_day_of(held))) for held in several)
    return {number: roster for number, roster in found if roster}


def _by_form(several: Iterable[Held], rosters: Mapping[int, Roster]) -> dict[str, Roster]:
    return {held.form: rosters[held.id] for held in several if held.id in rosters}


def dated_at(activity: Activity) -> Origin | None:
    """Where the activity form gives the date."""
    held = activity.sources.get(activity.packet.subject)
    name = activity.forms[held.form].by_role(Role.DATE) if held else None
    told = held.record.fields.get(name) if held and name else None
    return told.origin if told else None


def _of_photos(activity: Activity, photos: tuple[Photo, ...], shows: Callable[[Picture], bool]) -> Iterator[Problem]:
    dated = dated_at(activity)
    for name, photo in named_photos(activity, photos):
        if photo is None:
            message = f"照片 {name.value} 还没有收到"
            hint = "请把照片放进收件箱里本支部的文件夹，文件名与表中一致"
            yield finding(name, "photo-missing", message, hint)
            continue
        if not shows(picture_of(photo)):
            message = f"照片 {photo.name} 已损坏，材料里显示不出来"
            yield finding(name, "photo-broken", message, "请从相机或手机重新复制一次，放进收件箱里本支部的文件夹")
        if differs := check_photo(name, photo.taken_at, activity.day, dated):
            yield differs
