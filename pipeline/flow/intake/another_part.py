"""Two files of one thing that name nobody in common are parts of one list: the later one takes no other's place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.files.copy_names import is_same_file
from pipeline.flow.desk import Desk
from pipeline.flow.intake.before import Before
from pipeline.flow.intake.drop import Drop
from pipeline.flow.intake.judge import Judgement
from pipeline.ledger.entries import Held, NewRecord, Submission
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record

ANOTHER_PART: Final = "another-part"
_HINT: Final = (
    "是同一张表的两部分，请合成一张再报；这张是更正，请把先前那张的原件移进 inbox/撤回，这张就会收下，"
    "或者把这张改成先前的文件名再报"
)


def people_in(record: Record, form: FormMapping) -> frozenset[str]:
    """Whom the list that the form is names, one a row; nobody in a form that is no such list."""
    place = form.table_with(Role.MEMBER) or form.table_with(Role.AWAY)
    if place is None:
        return frozenset()
    table, column = place
    return frozenset(str(row[column].value) for row in record.rows(table) if column in row)


def comes_again(held: Held, drop: Drop) -> bool:
    """Whether the file is the one that the record came from, mended or sent once more."""
    if drop.answers and held.submission == drop.answers.id:
        return True
    return held.folder == drop.submission.folder and is_same_file(drop.name, held.file)


def without_parts(judgement: Judgement, drop: Drop, before: Before, desk: Desk) -> Judgement:
    """What would take the place of a list of other people is not taken, and told."""
    parts = {id(new): problem for new in judgement.records if (problem := _part(new, drop, before, desk))}
    if not parts:
        return judgement
    keys = {(new.branch, new.record.form, new.key) for new in judgement.records if id(new) in parts}
    can_be_told = bool(judgement.wanting) or not judgement.stops
    return replace(
        judgement,
        records=[new for new in judgement.records if id(new) not in parts],
        problems=[*judgement.problems, *parts.values()],
        wanting=judgement.wanting | keys if can_be_told else frozenset(),
    )


def _part(new: NewRecord, drop: Drop, before: Before, desk: Desk) -> Problem | None:
    form = desk.mappings.forms[new.record.form]
    held = before.of(new.branch, form.form).get(new.key)
    if held is None or comes_again(held, drop):
        return None
    here, there = people_in(new.record, form), people_in(held.record, form)
    if not here or not there or not here.isdisjoint(there):
        return None
    of = f"{new.happened} 的" if new.happened else ""
    message = f"{of}{form.form}已经收过《{held.file}》，两张上没有一个相同的人，这张没有收"
    return Problem(new.record.origin, ANOTHER_PART, message, _HINT, other=held.record.origin)


def is_free_now(entry: Submission, desk: Desk) -> bool:
    """A return that nothing but an earlier list held up, and that list holds no more."""
    if {problem.code for problem in entry.problems if problem.stops} != {ANOTHER_PART} or not entry.forms:
        return False
    return not any(held.key == key for branch, form, key in entry.forms for held in desk.ledger.held_of(branch, form))
