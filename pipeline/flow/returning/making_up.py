"""Forms that came in another file, without a number: which returns ask for nothing but these?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.flow.desk import Desk
from pipeline.flow.intake.judge import key_of, key_part
from pipeline.forms.read import read_workbook
from pipeline.forms.report import Reading
from pipeline.forms.workbook import WorkbookFile
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record

SETTLED: Final = "return-settled"


def made_up_for(taken: Sequence[NewRecord], returned: Sequence[Submission], desk: Desk) -> list[Submission]:
    """Those of the open returns of which every form that they ask for has come with these, and all that it named.

    Two files of one day or month may be two matters: what names another person, another theme, stays.
    """
    forms = {(new.branch, new.record.form, new.key) for new in taken}
    asked = [entry for entry in returned if entry.forms and entry.forms <= forms]
    return [entry for entry in asked if _says_no_more(entry, taken, desk)]


def told(entry: Submission, came: str, lies: Path | None, desk: Desk) -> Problem:
    """That the file which `came` settled a return under another name; `lies` is where its copy was put aside."""
    message = f"先前退回的《{entry.name}》报的是同一项，已由《{came}》代替"
    message += f"；退回的那一份移到了 {desk.relative(lies)}" if lies else ""
    hint = "是同一件事的，不用理会；是两件事的，请把退回的那一份拿出来，改好再报"
    return Problem(Origin(came), SETTLED, message, hint, Severity.WARNS)


def _says_no_more(entry: Submission, taken: Sequence[NewRecord], desk: Desk) -> bool:
    """Not where nobody can tell: its original is gone, or is read otherwise by now."""
    try:
        sheets = _asked_for(entry, desk)
    except FileNotFoundError:
        return False
    return bool(sheets) and not any(_names_more(sheet, taken, desk) for sheet in sheets)


def _asked_for(entry: Submission, desk: Desk) -> list[Reading]:
    """The forms of a return that it went back for, as far as they can be read."""
    forms = desk.mappings.forms
    asked = {(form, key) for _, form, key in entry.forms}
    reading = read_workbook(WorkbookFile(desk.originals.path(entry.digest)), entry.name, forms, entry.branch)
    return [sheet for sheet in reading.readings if (sheet.form, _key(sheet, forms[sheet.form])) in asked]


def _key(sheet: Reading, form: FormMapping) -> str:
    return key_of(_record(sheet), form)


def _record(sheet: Reading) -> Record:
    alone = Record(sheet.form, Origin("", sheet.sheet), sheet.fields, {}, {})
    return sheet.record or sheet.partial or alone


def _names_more(sheet: Reading, taken: Sequence[NewRecord], desk: Desk) -> bool:
    form = desk.mappings.forms[sheet.form]
    key = _key(sheet, form)
    came = (new.record for new in taken if (new.record.form, new.key) == (sheet.form, key))
    return not {*_named(_record(sheet), form)} <= {name for record in came for name in _named(record, form)}


def _named(record: Record, form: FormMapping) -> Iterator[str]:
    """What the form is about: its theme; the people, months and themes that its rows name."""
    theme = form.by_role(Role.THEME)
    if theme and theme in record.fields:
        yield key_part(record.fields[theme].value)
    for name, table in form.tables.items():
        columns = [] if table.optional else [table.anchor, table.by_role(Role.THEME)]
        for row in record.rows(name):
            yield from (key_part(row[column].value) for column in columns if column and column in row)
