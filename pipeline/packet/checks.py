"""What a person should look at again in one activity: within each form, between the forms, and its photos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.ledger.entries import Photo
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join
from pipeline.model.problem import Problem, Severity
from pipeline.packet.activity import Activity
from pipeline.packet.photos import named_photos
from pipeline.rules.cross_checks import check_activity, check_photo


def checks_of(activity: Activity, forms: Mapping[str, FormMapping], photos: tuple[Photo, ...]) -> list[Problem]:
    """Warnings only. A branch's standing record (its roster) is compared with, not checked anew each time."""
    joins = {name: source.join for name, source in activity.packet.sources.items()}
    own = {name: held for name, held in activity.sources.items() if joins[name] is not Join.BRANCH}
    standing = [held for name, held in activity.sources.items() if joins[name] is Join.BRANCH]
    problems = [warning for held in (*own.values(), *activity.each) for warning in held.warnings]
    if not activity.planned:
        rosters = [held.record for held in standing if forms[held.form].is_roster]
        records = {held.form: held.record for held in own.values()}
        problems += check_activity(records, forms, rosters[0] if rosters else None)
    return [*problems, *_of_photos(activity, photos)]


def _of_photos(activity: Activity, photos: tuple[Photo, ...]) -> Iterator[Problem]:
    for name, photo in named_photos(activity, photos):
        if photo is None:
            yield Problem(
                name.origin,
                "photo-missing",
                f"照片 {name.value} 还没有收到",
                "请把照片放进收件箱里本支部的文件夹，文件名与表中一致",
                Severity.WARNS,
            )
        elif differs := check_photo(name, photo.taken_at, activity.day):
            yield differs
