"""Which earlier record does a form correct that comes again under another key, its date or kind mended?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.flow.desk import Desk
from pipeline.ledger.entries import Held, NewRecord, Submission
from pipeline.mapping.form import FormMapping
from pipeline.model.record import Record


def with_corrections(records: Iterable[NewRecord], submission: Submission, desk: Desk) -> list[NewRecord]:
    """Each record with the ids of those that it corrects.

    A file that comes again under its name in its folder, and whose form differs in one part of its key and in
    nothing else, corrects that part. A month is never taken for a slip: the same sheet serves month after month.
    """
    records = list(records)
    keys = {(new.record.form, new.branch, new.key) for new in records}
    return [replace(new, corrects=tuple(_corrected(new, keys, submission, desk))) for new in records]


def _corrected(new: NewRecord, keys: set[tuple[str, str, str]], submission: Submission, desk: Desk) -> Iterable[int]:
    form = desk.mappings.forms[new.record.form]
    if len(form.key) < 2:
        return
    for held in desk.ledger.held(new.branch):
        if (
            held.form == form.form
            and (held.file, held.folder) == (submission.name, submission.folder)
            and (held.form, held.branch, held.key) not in keys
            and held.happened[5:7] == new.happened[5:7]
            and _one_differs(held, new)
            and _content(held.record, form) == _content(new.record, form)
        ):
            yield held.id


def _one_differs(held: Held, new: NewRecord) -> bool:
    pairs = zip(held.key.split("|"), new.key.split("|"), strict=False)
    return sum(before != after for before, after in pairs) == 1


def _content(record: Record, form: FormMapping) -> object:
    """All that the sheet says beside its key."""
    fields = {name: value.value for name, value in record.fields.items() if name not in form.key}
    tables = {
        name: [{column: value.value for column, value in row.items()} for row in rows]
        for name, rows in record.tables.items()
    }
    return fields, tables
