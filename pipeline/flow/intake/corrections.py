"""Which earlier record does a form correct that comes again with its date mended, and which does it merely resemble?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.files.copy_names import is_same_file
from pipeline.flow.desk import Desk
from pipeline.flow.intake.amounts import changed_amounts
from pipeline.flow.intake.another_part import comes_again, people_in
from pipeline.flow.intake.drop import Drop
from pipeline.flow.intake.judge import key_part
from pipeline.ledger.entries import FormKey, Held, NewRecord
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record

_ON_ARRIVAL: Final = {"replaces-other", "maybe-correction", "amount-replaced"}
_MOST_NAMED: Final = 5


def with_corrections(records: Sequence[NewRecord], drop: Drop, desk: Desk) -> list[NewRecord]:
    """Each record with the ids of those that it corrects, and a warning where that is for a person to say.

    A wrong correction takes a real activity away, so both records are kept wherever there is a doubt
    (docs/decisions/0006).
    """
    arrival = _Arrival(
        keys={(new.branch, new.record.form, new.key) for new in records},
        several=_several(records),
        drop=drop,
        mended=drop.answers is not None or desk.workspace.returned in drop.path.parents,
    )
    return [_compared(new, arrival, desk) for new in records]


@dataclass(frozen=True, slots=True)
class _Arrival:
    """`mended` tells that the file had come back; `several` are the forms, by branch, of which it brings several."""

    drop: Drop
    keys: set[FormKey]
    several: set[tuple[str, str]]
    mended: bool

    @property
    def name(self) -> str:
        return self.drop.name

    @property
    def folder(self) -> str:
        return self.drop.submission.folder

    @property
    def answers(self) -> int:
        """The submission whose marked copy this is."""
        return self.drop.answers.id if self.drop.answers else 0


def _several(records: Sequence[NewRecord]) -> set[tuple[str, str]]:
    times = Counter((new.branch, new.record.form) for new in records)
    return {form for form, count in times.items() if count > 1}


def _came_just_before(held: Held, arrival: _Arrival, desk: Desk) -> bool:
    """With the last file that was taken under this name and folder."""
    earlier = desk.ledger.taken_from(arrival.folder)
    return held.submission == max((each.id for each in earlier if is_same_file(arrival.name, each.name)), default=0)


def _compared(new: NewRecord, arrival: _Arrival, desk: Desk) -> NewRecord:
    form = desk.mappings.forms[new.record.form]
    corrects: list[int] = []
    warnings: list[Problem] = []
    for held in desk.ledger.held_of(new.branch, form.form):
        if held.key == new.key:
            warnings += _asked_before(held, new, form) or _replaces_other(held, new, form, arrival)
            if (new.branch, form.form) in arrival.several:
                warnings += changed_amounts(held, new, form)
        elif (held.branch, held.form, held.key) in arrival.keys:
            continue
        elif _is_sheet_mended(held, new, form, arrival):
            corrects.append(held.id)
        elif _resembles(held, new, form, arrival):
            if _is_date_mended(held, new, form) and (arrival.mended or _came_just_before(held, arrival, desk)):
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


def _is_sheet_mended(held: Held, new: NewRecord, form: FormMapping, arrival: _Arrival) -> bool:
    """The very sheet of the marked copy, with another date: unless a copy serves as the pattern for another month."""
    if held.submission != arrival.answers or held.sheet != new.record.origin.sheet:
        return False
    if new.record.origin.cell:
        return False  # one row of several: those that were taken may be gone from the copy, and stand all the same
    return held.happened[:7] == new.happened[:7] or content_of(held.record, form) == content_of(new.record, form)


def _resembles(held: Held, new: NewRecord, form: FormMapping, arrival: _Arrival) -> bool:
    """Under one file name, in one month, alike in all but one part of the key that is nobody's name."""
    if held.folder != arrival.folder or not is_same_file(arrival.name, held.file):
        return False
    if held.happened[:7] != new.happened[:7]:
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


def _replaces_other(held: Held, new: NewRecord, form: FormMapping, arrival: _Arrival) -> Iterator[Problem]:
    if comes_again(held, arrival.drop):
        return
    replaces = f"这张{form.form}替换了先前从《{held.file}》收下的一张"
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
