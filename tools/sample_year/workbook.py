"""Our own blank forms, filled in, as an .xlsx whose bytes depend on nothing but its content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook

from pipeline.forms.blank.layout import write_form
from pipeline.forms.blank.notes import Notes
from pipeline.forms.blank.page import protect, set_up_page
from pipeline.forms.blank.prefill import BlankForm, Prefill
from pipeline.forms.blank.styles import BODY
from pipeline.mapping.form import FormMapping
from pipeline.mapping.load import read_mapping

ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_FORMS: Final = Path(__file__).resolve().parents[2] / "mappings" / "forms"
_STAMP: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_MOMENT: Final = rb"\g<1>2026-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One filled form: `rows` by table, `tab` is the name of the sheet where it is not the form's."""

    form: str
    fields: Mapping[str, Any]
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    tab: str = ""


def filled(*sheets: Sheet) -> bytes:
    """Raises KeyError for a field, table or column that the form does not have.

    The notes behind the forms keep their lists only, to be small.
    """
    workbook = Workbook()
    workbook._named_styles["Normal"].font = BODY  # type: ignore[attr-defined]
    workbook.remove(workbook.worksheets[0])
    places = [workbook.create_sheet(sheet.tab or sheet.form) for sheet in sheets]
    notes = Notes(workbook)
    for place, sheet in zip(places, sheets, strict=True):
        write_form(place, BlankForm(_form_of(sheet), Prefill(sheet.fields, sheet.rows)), notes)
    notes.write((), ())
    set_up_page(workbook.worksheets[-1], landscape=False)
    protect(workbook.worksheets[-1])
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """Parts in order, times fixed."""
    out, result = io.BytesIO(), io.BytesIO()
    workbook.save(out)
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in sorted(source.namelist()):
            part = zipfile.ZipInfo(name, ZIP_TIME)
            part.create_system, part.compress_type = 0, zipfile.ZIP_DEFLATED
            target.writestr(part, _STAMP.sub(_MOMENT, source.read(name)))
    return result.getvalue()


def _form_of(sheet: Sheet) -> FormMapping:
    form = _forms()[sheet.form]
    if unknown := sheet.fields.keys() - form.fields.keys():
        raise KeyError(f"{sheet.form}: {unknown}")
    for table, rows in sheet.rows.items():
        if unknown := {name for row in rows for name in row} - form.tables[table].columns.keys():
            raise KeyError(f"{sheet.form}, {table}: {unknown}")
    return form


@cache
def _forms() -> Mapping[str, FormMapping]:
    found = (read_mapping(path, FormMapping, "form").mapping for path in sorted(_FORMS.glob("*.yaml")))
    return {form.form: form for form in found if form}
