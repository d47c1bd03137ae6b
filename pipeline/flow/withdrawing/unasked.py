"""A sheet that was taken back stays so when its workbook comes again, mended elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.flow.desk import Desk
from pipeline.flow.intake.corrections import content_of
from pipeline.flow.intake.drop import Drop
from pipeline.flow.intake.judge import Judgement
from pipeline.ledger.entries import NewRecord
from pipeline.model.problem import Problem, Severity

_HINT: Final = "不要了的，不用理会；还要的，请把这张单独另存成一个新文件，再放进收件箱"


def without_withdrawn(judgement: Judgement, drop: Drop, desk: Desk) -> Judgement:
    """Of the marked copy of an open return: what comes as it was when it was taken back is passed over, and told."""
    if drop.answers is None or drop.answers.state != "returned":
        return judgement
    kept = [new for new in judgement.records if not _was_taken_back(new, desk)]
    passed_over = [_problem(new) for new in judgement.records if new not in kept]
    return replace(
        judgement,
        records=kept,
        problems=[*judgement.problems, *passed_over],
        not_read=[*judgement.not_read, *passed_over],
    )


def _was_taken_back(new: NewRecord, desk: Desk) -> bool:
    form = desk.mappings.forms[new.record.form]
    held = desk.ledger.taken_back_last(new.branch, form.form, new.key)
    return held is not None and content_of(held.record, form) == content_of(new.record, form)


def _problem(new: NewRecord) -> Problem:
    message = f"这张{new.record.form}先前撤回了，内容没有变，没有再收"
    return Problem(new.record.origin, "withdrawn-before", message, _HINT, Severity.WARNS)
