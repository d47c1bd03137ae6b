"""A filled sheet in any layout: offsets, order and words of labels and headers at random, the same values."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import filled
from builders import codes, make_form, shipped_mappings
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.forms.read import read_workbook
from pipeline.forms.values.quarters import find_quarter
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.form import Column, FieldOf, FormMapping, Table

FORMS = shipped_mappings().forms


def label(form: FormMapping, name: str, entry: FieldOf, dice: random.Random) -> str:
    """Its name or a synonym that no other field has, spaced and closed as people do."""
    others = {word for other, each in form.fields.items() if other != name for word in (other, *each.labels)}
    word = dice.choice([name, *(text for text in entry.labels if text not in others)])
    return dice.choice([word, word, f"{word}：", " ".join(word)])


def header(table: Table, name: str, column: Column, dice: random.Random) -> str:
    others = {word for other, each in table.columns.items() if other != name for word in (other, *each.headers)}
    return dice.choice([name, *(text for text in column.headers if text not in others)])


def grid(form: FormMapping, typed: dict[str, Any], tables: dict[str, list[filled.Told]], dice: random.Random) -> Any:
    pairs = [(label(form, name, form.fields[name], dice), content) for name, content in typed.items()]
    dice.shuffle(pairs)
    across = dice.choice([1, 2])
    lines: list[list[Any]] = [[dice.choice([title for title in form.title if not find_quarter(title, filled.YEAR)])]]
    for start in range(0, len(pairs), across):
        lines.append([part for pair in pairs[start : start + across] for part in pair])
    for name, told in tables.items():
        columns = list(form.tables[name].columns.items())
        dice.shuffle(columns)
        lines.append([])
        lines.append([header(form.tables[name], column, entry, dice) for column, entry in columns])
        for row, _ in told:
            lines.append([row.get(column) for column, _ in columns])
            lines += [[]] if dice.random() < 0.2 else []
    return [[] for _ in range(dice.randint(0, 3))] + lines


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.integers(0, 10**9), st.integers(0, 3))
def test_any_layout_reads_the_same(name: str, seed: int, right: int) -> None:
    form, dice = FORMS[name], random.Random(seed)
    typed, meant = filled.fields(form, [field for field, entry in form.fields.items() if not entry.after], dice)
    tables = {table: filled.rows(entry.columns, dice.randint(1, 5), dice) for table, entry in form.tables.items()}
    lines = [[None] * right + line for line in grid(form, typed, tables, dice)]
    with tempfile.TemporaryDirectory() as folder:
        path = make_form(Path(folder) / "表.xlsx", lines)
        reading = read_workbook(WorkbookFile(path), path.name, FORMS, "")
    assert codes(reading) == []
    record = reading.readings[0].record
    assert record is not None
    assert record.form == name
    assert {field: record.value(field) for field in typed} == {field: meant[field] for field in typed}
    for table, told in tables.items():
        got = [{column: held.value for column, held in row.items()} for row in record.rows(table)]
        assert got == [row for _, row in told]
