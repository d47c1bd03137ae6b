"""Workbooks made to do harm, or grown out of all bounds: a problem each, in little time and memory.

Each is read in a process of its own: what would end the process, or fill the memory, ends only that one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import REPOSITORY, make_ods, make_xls, sign_in
from odd_workbooks import raw_xlsx, xls_that_promises, xls_with_far_cell, xls_with_shared_text

MOST_SECONDS = 20
MOST_MEMORY_MB = 500

READ = """
import json, sys
from pathlib import Path
from pipeline.files.kinds import kind_of
from pipeline.forms.read import names_branches, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.load import load_mappings
forms = load_mappings(Path("mappings")).forms
path = Path(sys.argv[1])
if kind_of(path).is_workbook:
    names_branches(WorkbookFile(path), forms)
    problems = read_workbook(WorkbookFile(path), path.name, forms, "").all_problems()
    told = [[each.code, each.at.sheet, each.at.cell] for each in problems][:5]
else:
    told = [[kind_of(path).value, "", ""]]
# Not ru_maxrss: that begins with what the parent had.
memory = next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM')) / 1024
print(json.dumps([told, memory]))
"""


def told(path: Path) -> list[list[str]]:
    """Code, sheet and cell of the first problems, read within the limits."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        cwd=REPOSITORY,
        capture_output=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    problems, memory = json.loads(done.stdout)
    assert memory < MOST_MEMORY_MB
    return problems


def rows(count: int, cells: str) -> Iterator[str]:
    """`cells` with {} for the number of the row."""
    return (f'<row r="{number}">{cells.replace("{}", str(number))}</row>' for number in range(1, count + 1))


VALUE = '<c r="A{}"><v>1</v></c><c r="B{}" t="inlineStr"><is><t>冯伟</t></is></c>'
STYLED = "<row>" + '<c s="0"/>' * 8 + "</row>"
SHARED = '<c r="A{}" t="s"><v>0</v></c>'
FAR = ['<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']
WIDE = ['<row r="1">' + '<c t="inlineStr"><is><t>列</t></is></c>' * 16_384 + "</row>"]
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
LAUGHING = ['<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>']


def nested(path: Path) -> Path:
    raw_xlsx(path, rows(200_000, VALUE))
    inner = path.read_bytes()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("里面的.xlsx", inner)
    return path


def lying(path: Path, promised: int) -> Path:
    """The directory promises a few bytes of a part that unpacks to many more."""
    raw_xlsx(path, rows(200_000, VALUE))
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = promised.to_bytes(4, "little")
    path.write_bytes(content)
    return path


def repeated_ods(path: Path, attribute: str) -> Path:
    make_ods(path, sign_in())
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table-cell ", f"<table:table-cell {attribute} ".encode(), 1
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


HARM: dict[str, tuple[Callable[[Path], Path], list[str]]] = {
    "zip bomb": (
        lambda path: raw_xlsx(path, (" " * 1_000_000 for _ in range(300))),
        ["workbook-too-large", "S1", ""],
    ),
    "nested zip": (nested, ["archive", "", ""]),
    "directory that lies": (lambda path: lying(path, 100), ["workbook-broken", "", ""]),
    "directory that promises nothing": (lambda path: lying(path, 0), ["workbook-broken", "", ""]),
    "million rows": (lambda path: raw_xlsx(path, rows(1_048_576, VALUE)), ["workbook-too-large", "S1", ""]),
    "rows beyond a form": (lambda path: raw_xlsx(path, rows(60_000, VALUE)), ["workbook-too-large", "S1", "A50001"]),
    "million rows of formats": (
        lambda path: raw_xlsx(path, (STYLED * 1_024 for _ in range(1_024))),
        ["workbook-too-large", "S1", ""],
    ),
    "first and last cell": (lambda path: raw_xlsx(path, FAR), ["workbook-too-large", "S1", "XFD1048576"]),
    "16,384 columns": (lambda path: raw_xlsx(path, WIDE), ["form-unknown", "S1", "A1"]),
    "5,000 sheets": (lambda path: raw_xlsx(path, rows(3, VALUE), sheets=5_000), ["workbook-too-large", "", ""]),
    "billion laughs": (
        lambda path: raw_xlsx(path, LAUGHING, head=f'<?xml version="1.0"?><!DOCTYPE a [{LAUGHS}]>'),
        ["workbook-broken", "", ""],
    ),
    "one long text in many cells": (
        lambda path: raw_xlsx(path, rows(2_000, SHARED), strings=f"<si><t>{'长' * 1_000_000}</t></si>"),
        ["workbook-too-large", "", ""],
    ),
    "list of texts that promises too many": (
        lambda path: raw_xlsx(path, rows(3, SHARED), strings="<si><t>列</t></si>", promised=999_999_999_999),
        ["workbook-broken", "", ""],
    ),
    "sheet of .xls that promises too many rows": (xls_that_promises, ["workbook-broken", "", ""]),
    "million shared texts": (
        lambda path: raw_xlsx(
            path, rows(3, SHARED), strings="<si><t>一段共用的文字，有很多很多段</t></si>" * 1_800_000
        ),
        ["workbook-too-large", "", ""],
    ),
    "first and last cell of .xls": (xls_with_far_cell, ["workbook-too-large", "表", "IV65536"]),
    "one long text in many cells of .xls": (
        lambda path: xls_with_shared_text(path, 5_000, 32_000),
        ["workbook-too-large", "表", ""],
    ),
    "repeated columns of .ods": (
        lambda path: repeated_ods(path, 'table:number-columns-repeated="99999999"'),
        ["workbook-broken", "", ""],
    ),
    "overlapping merges": (
        lambda path: raw_xlsx(path, rows(2_000, VALUE), after='<mergeCell ref="A1:B2000"/>' * 20_000),
        ["form-unknown", "S1", "A1"],
    ),
}


@pytest.mark.parametrize("name", HARM)
def test_harm_is_told_in_little_time_and_memory(tmp_path: Path, name: str) -> None:
    make, expected = HARM[name]
    first = told(make(tmp_path / "表.xlsx"))[0]
    assert [*first[:2], first[2] if expected[2] else ""] == expected


def test_formats_far_below_the_entries_are_no_entries(tmp_path: Path) -> None:
    """Whole columns that somebody gave a border."""
    path = raw_xlsx(tmp_path / "表.xlsx", (STYLED for _ in range(20_000)))
    assert told(path) == [["workbook-empty", "", ""]]


def test_many_long_texts_of_an_old_workbook_are_no_harm(tmp_path: Path) -> None:
    """The list of texts runs over many records of the file, and over their borders."""
    rows_of_texts = [[f"{number}、" + "会议记录" * (number % 700)] for number in range(900)]
    assert told(make_xls(tmp_path / "表.xls", rows_of_texts)) == [["form-unknown", "表", "A1"]]
