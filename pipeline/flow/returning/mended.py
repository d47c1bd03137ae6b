"""Which return does a file mend that comes under another name and without its number? Its cells tell.

Nothing is guessed here: see docs/decisions/0002.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.flow.desk import Desk
from pipeline.flow.intake.drop import Drop
from pipeline.flow.intake.judge import key_part
from pipeline.forms.changes import changes
from pipeline.forms.values.chinese_numerals import with_arabic
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.model.values import Month, Scalar

_Place = tuple[str, str]
"""Sheet and cell."""


def mended_by(drop: Drop, taken: Sequence[NewRecord], returned: Sequence[Submission], desk: Desk) -> list[Submission]:
    """The one of the open returns, of the same folder, that the file equals in all but the cells it was asked for.

    Nothing where two fit.
    """
    fitting = [entry for entry in returned if _is_mended(entry, drop, taken, desk)]
    return fitting if len(fitting) == 1 else []


def _is_mended(entry: Submission, drop: Drop, taken: Sequence[NewRecord], desk: Desk) -> bool:
    if entry.kind != "forms" or not entry.folder or entry.folder != drop.submission.folder:
        return False
    asked = {(problem.at.sheet, problem.at.cell) for problem in entry.problems if problem.stops}
    if not all(cell for _, cell in asked):
        return False
    try:
        changed = changes(desk.originals.path(entry.digest), desk.originals.path(drop.submission.digest))
    except FileNotFoundError:  # the return's original is gone: nobody can tell any more, and no other shall wait for it
        return False
    before = {(change.sheet, change.cell): change.before for change in changed or ()}
    return before.keys() == asked and all(_key_was_meant(new, before, desk) for new in taken)


def _key_was_meant(new: NewRecord, before: Mapping[_Place, str], desk: Desk) -> bool:
    """Sheets of two days may differ in the day alone: what the wrong cell held must tell the very same day."""
    for name in desk.mappings.forms[new.record.form].key:
        held = new.record.fields[name]
        wrong = before.get((held.origin.sheet, held.origin.cell))
        if wrong is not None and not was_meant(wrong, held.value):
            return False
    return True


def was_meant(wrong: str, value: Scalar) -> bool:
    """Whether the text that could not be read names the value: 26.8.20 names 2026-08-20, 三月 only a month."""
    numbers = [int(number) for number in re.findall(r"\d+", with_arabic(wrong))]
    if isinstance(value, (Month, dt.date)):
        if any(number >= 1000 and number != value.year for number in numbers):
            return False
        return value.month in numbers if isinstance(value, Month) else (value.month, value.day) in pairwise(numbers)
    told = key_part(value)
    return bool(told) and told in "".join(wrong.split())
