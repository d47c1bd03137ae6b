"""Any bytes, and workbooks with anything changed in them: a reading or a problem, never a crash."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
import zipfile
from pathlib import Path

from builders import BRANCH, dues, make_form, make_ods, make_xls, shipped_mappings, sign_in
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.files.kinds import Kind, kind_of
from pipeline.forms.read import WorkbookReading, names_branches, read_workbook
from pipeline.forms.workbook import WorkbookFile

FORMS = shipped_mappings().forms
GRID = sign_in(date=dt.date(2026, 3, 20))
MAGIC = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"<?xml"]
NUMBERS = [b"0", b"-1", b"65536", b"1048577", b"4294967295", b"99999999999999999999", b"1e308", b"x", b""]


def workbooks() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表"
        return [make(path, grid).read_bytes() for make in (make_form, make_xls, make_ods) for grid in (GRID, dues())]


WORKBOOKS = workbooks()
ZIPPED = [content for content in WORKBOOKS if content.startswith(b"PK")]


def survives(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(content)
        assert isinstance(kind_of(path), Kind)
        assert isinstance(names_branches(WorkbookFile(path), FORMS), bool)
        reading = read_workbook(WorkbookFile(path), path.name, FORMS, BRANCH)
    assert isinstance(reading, WorkbookReading)
    assert reading.readings or reading.problems
    assert all(problem.message and problem.at.file for problem in reading.all_problems())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MAGIC), st.binary(max_size=2_000))
def test_any_bytes(magic: bytes, content: bytes) -> None:
    survives(magic + content)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(WORKBOOKS), st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=8))
def test_bytes_written_over_a_workbook(content: bytes, changes: list[tuple[float, bytes]]) -> None:
    changed = bytearray(content)
    for place, some in changes:
        at = int(place * (len(changed) - len(some)))
        changed[at : at + len(some)] = some
    survives(bytes(changed))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WORKBOOKS), st.floats(0, 1))
def test_a_workbook_cut_off_anywhere(content: bytes, share: float) -> None:
    survives(content[: int(share * len(content))])


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(ZIPPED), st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(NUMBERS))
def test_a_number_changed_in_a_part(content: bytes, part: int, number: int, new: bytes) -> None:
    """Rows, columns, repetitions, indexes of texts and formats: each number of each part."""
    package = zipfile.ZipFile(io.BytesIO(content))
    names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
    chosen = names[part % len(names)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            text = package.read(name)
            found = list(re.finditer(rb"\d+", text)) if name == chosen else []
            if found:
                place = found[number % len(found)]
                text = text[: place.start()] + new + text[place.end() :]
            changed.writestr(name, text)
    survives(out.getvalue())
