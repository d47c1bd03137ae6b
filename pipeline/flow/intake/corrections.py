"""Which earlier record does a form correct that comes again with its date mended, and which does it merely resemble?"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from pipeline.files.copy_names import is_same_file
from pipeline.files.inbox import is_below
from pipeline.flow.desk import Desk
from pipeline.flow.intake.amounts import changed_amounts
from pipeline.flow.intake.another_part import comes_again, people_in
from pipeline.flow.intake.before import Before
from pipeline.flow.intake.drop import Drop
from pipeline.flow.intake.judge import key_part
from pipeline.ledger.entries import Held, NewRecord
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record

_ON_ARRIVAL: Final = {"replaces-other", "maybe-correction", "amount-replaced", "roster-days"}
_MOST_NAMED: Final = 5

BranchForm = tuple[str, str]
"""A branch and a form."""


def with_corrections(records: Sequence[NewRecord], drop: Drop, before: Before, desk: Desk) -> list[NewRecord]:
    """Each record with the ids of those that it corrects, and a warning where that is for a person to say.

    A wrong correction takes a real activity away, so both records are kept wherever there is a doubt
    (docs/decisions/0006).
    """
    times = Counter((new.branch, new.record.form) for new in records)
    arrival = _Arrival(
        drop=drop,
        before=before,
        beside={of: _beside(of, records, drop, before) for of in times},
        several={of for of, count in times.items() if count > 1},
        mended=drop.answers is not None or is_below(drop.path, desk.workspace.returned),
    )
    return [_compared(new, arrival, desk) for new in records]


@dataclass(frozen=True, slots=True)
class _Arrival:
    """`beside` are, by branch and form, the records that one of the file's may mean under another key.

    `several` are the forms of which it brings several; `mended` tells that it had come back.
    """

    drop: Drop
    before: Before
    beside: Mapping[BranchForm, Sequence[Held]]
    several: set[BranchForm]
    mended: bool


def _beside(of: BranchForm, records: Sequence[NewRecord], drop: Drop, before: Before) -> list[Held]:
    """Those that came in the same file or under its name, without those whose keys it brings as well."""
    brought = {new.key for new in records if (new.branch, new.record.form) == of}
    others = (held for key, held in before.of(*of).items() if key not in brought)
    return [held for held in others if _is_of_answered(held, drop) or _bears_name(held, drop)]


def _is_of_answered(held: Held, drop: Drop) -> bool:
    """Whether it was taken out of the submission whose marked copy the file is."""
    return drop.answers is not None and held.submission == drop.answers.id


def _bears_name(held: Held, drop: Drop) -> bool:
    return held.folder == drop.submission.folder and is_same_file(drop.name, held.file)


def _came_just_before(held: Held, drop: Drop, desk: Desk) -> bool:
    """With the last file that was taken under this name and folder."""
    earlier = desk.ledger.taken_from(drop.submission.folder)
    return held.submission == max((each.id for each in earlier if is_same_file(drop.name, each.name)), default=0)


def _compared(new: NewRecord, arrival: _Arrival, desk: Desk) -> NewRecord:
    form = desk.mappings.forms[new.record.form]
    corrects: list[int] = []
    warnings: list[Problem] = []
    of = (new.branch, form.form)
    if same := arrival.before.of(*of).get(new.key):
        of_days = _of_other_days(new, form, desk)
        replaces = () if of_days and new.happened else _replaces_other(same, new, form, arrival.drop)
        warnings += _asked_before(same, new, form) or [*of_days, *replaces]
        if of in arrival.several:
            warnings += changed_amounts(same, new, form)
    for held in arrival.beside[of]:
        if _is_sheet_mended(held, new, form, arrival.drop):
            corrects.append(held.id)
        elif _resembles(held, new, form, arrival.drop):
            if _is_date_mended(held, new, form) and (arrival.mended or _came_just_before(held, arrival.drop, desk)):
                corrects.append(held.id)
            else:
                warnings.append(_maybe(held, new, form))
    return replace(new, corrects=tuple(corrects), warnings=tuple(dict.fromkeys((*new.warnings, *warnings))))


def _asked_before(held: Held, new: NewRecord, form: FormMapping) -> list[Problem]:
    """A form that comes again as it is, as those do that were taken out of a workbook sent back for others, settles
    no doubt that its arrival raised.
    """
    if content_of(held.record, form) != content_of(new.record, form):
        return []
    return [warning for warning in held.warnings if warning.code in _ON_ARRIVAL]


def _is_sheet_mended(held: Held, new: NewRecord, form: FormMapping, drop: Drop) -> bool:
    """The very sheet of the marked copy, with another date: unless a copy serves as the pattern for another month."""
    if not _is_of_answered(held, drop) or held.sheet != new.record.origin.sheet:
        return False
    if new.record.origin.cell:
        return False  # one row of several: those that were taken may be gone from the copy, and stand all the same
    return held.happened[:7] == new.happened[:7] or content_of(held.record, form) == content_of(new.record, form)


def _resembles(held: Held, new: NewRecord, form: FormMapping, drop: Drop) -> bool:
    """Under one file name, in one month, alike in all but one part of the key that is nobody's name."""
    if not _bears_name(held, drop) or held.happened[:7] != new.happened[:7]:
        return False
    differing = list(_differing(held, new, form))
    if len(differing) != 1 or form.fields[differing[0]].type is Type.MEMBER:
        return False
    return content_of(held.record, form) == content_of(new.record, form)


def _is_date_mended(held: Held, new: NewRecord, form: FormMapping) -> bool:
    """Of an activity form alone: sign-in sheets, talks, dues and rows of a list are alike from one time to the next."""
    if new.record.origin.cell:
        return False
    return form.by_role(Role.KINDS) is not None and list(_differing(held, new, form)) == [form.by_role(Role.DATE)]


def _differing(held: Held, new: NewRecord, form: FormMapping) -> Iterator[str]:
    for name in form.key:
        if key_part(held.record.value(name)) != key_part(new.record.value(name)):
            yield name


def _maybe(held: Held, new: NewRecord, form: FormMapping) -> Problem:
    (name,) = _differing(held, new, form)
    written = key_part(held.record.value(name))
    other = held.happened if written == held.happened else f"{held.happened}，{name}“{written}”"
    message = f"同名文件先前报过一张{form.form}（{other}），其余内容与这张相同；两张都收下了"
    hint = "是两次活动的，不用理会；这张是更正先前那张的，请把先前那张的原件移进 inbox/撤回"
    return Problem(_place(new, name), "maybe-correction", message, hint, Severity.WARNS)


def _of_other_days(new: NewRecord, form: FormMapping, desk: Desk) -> list[Problem]:
    """A roster that does not hold from now on: one of an earlier day only until the next one, one without a day for all
    days (see `rules.roster.in_force`).
    """
    name = form.by_role(Role.DATE)
    if name is None or not form.is_roster:
        return []
    dated = [(held.day, held.file) for held in desk.ledger.history(new.branch, form.form) if held.day]
    day = new.record.value(name)
    if not isinstance(day, dt.date):
        message = f"没有写{name}：从前的日子也一律用这张{form.form}"
        hint = f"要从某一天起才用这一张的，请写上{name}"
        return [Problem(new.record.origin, "roster-days", message, hint, Severity.WARNS)] if dated else []
    # Of one day the one that came last holds.
    since, file = min(((of, file) for of, file in reversed(dated) if of > day), default=(None, ""), key=itemgetter(0))
    if since is None:
        return []
    message = f"{name}是 {day}，这张只用到 {since - dt.timedelta(days=1)}；{since} 起仍用先前从《{file}》收下的一张"
    hint = "补报以前的，不用理会；写错了的请改正；先前那张的日期写错了的，请把它的原件移进 inbox/撤回"
    return [Problem(_place(new, name), "roster-days", message, hint, Severity.WARNS)]


def _replaces_other(held: Held, new: NewRecord, form: FormMapping, drop: Drop) -> Iterator[Problem]:
    if comes_again(held, drop):
        return
    replaces = f"这张{form.form}替换了先前从《{held.file}》收下的一张"
    if form.is_roster and held.day and new.happened and held.day.isoformat() != new.happened:
        replaces = f"{new.happened} 起用这张{form.form}，以前的日子仍用先前从《{held.file}》收下的一张"
    name = form.by_role(Role.THEME)
    theme = key_part(held.record.value(name)) if name else ""
    if name and theme != key_part(new.record.value(name)):
        hint = "是更正的，不用理会；是两次活动的，请改正日期或活动类型后重报"
        yield Problem(_place(new, name), "replaces-other", f"{replaces}，那张的{name}是“{theme}”", hint, Severity.WARNS)
    elif (people := people_in(held.record, form)) and content_of(held.record, form) != content_of(new.record, form):
        gone = sorted(people - people_in(new.record, form))
        message = (
            f"{replaces}，那张上的{'、'.join(gone[:_MOST_NAMED])}{'等人' if len(gone) > _MOST_NAMED else ''}这张上没有"
        )
        hint = "是更正的，不用理会；是同一张表的两部分的，请合成一张再报"
        at = new.record.origin
        yield Problem(at, "replaces-other", message if gone else replaces, hint, Severity.WARNS, held.record.origin)


def _place(new: NewRecord, name: str) -> Origin:
    held = new.record.fields.get(name)
    return held.origin if held else new.record.origin


def content_of(record: Record, form: FormMapping) -> object:
    """All that the sheet says beside its key."""
    fields = {name: value.value for name, value in record.fields.items() if name not in form.key}
    tables = {
        name: [{column: value.value for column, value in row.items()} for row in rows]
        for name, rows in record.tables.items()
    }
    return fields, tables
