"""The marked copy of a form of 60 rows: from the file and its problems to the bytes that go back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from kit.figure import Figure
from kit.filled import fill_in
from kit.rounds import in_turn, timed

from pipeline.files.kinds import Kind
from pipeline.forms.blank.book import blank_workbook
from pipeline.forms.blank.prefill import BlankForm, Prefill
from pipeline.forms.marked.copy import marked_copy
from pipeline.forms.read import read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.load import load_mappings

KEYS = ("return_ms",)
BRANCH = "机关第一党支部"
ROWS = 60
WRONG = 6
_MAPPINGS = Path(__file__).resolve().parent.parent / "mappings"


def measure() -> Iterator[Figure]:
    forms = load_mappings(_MAPPINGS).forms
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        path = Path(scratch) / "党费.xlsx"
        rows = [{"姓名": f"党员{number}", "应交": 15, "实交": 15} for number in range(ROWS)]
        for row in rows[:: ROWS // WRONG]:
            row["应交"] = "拾五块"
        prefill = Prefill({"支部": BRANCH, "月份": "2026年3月"}, {"党费": rows})
        fill_in(path, blank_workbook([BlankForm(forms["党费收缴表"], prefill)]))
        problems = read_workbook(WorkbookFile(path), path.name, forms, BRANCH).all_problems()
        assert sum(problem.code == "money-not-a-number" for problem in problems) == WRONG
        sides = {"ours": timed(lambda: marked_copy(path, Kind.XLSX, problems, (), "3F9A21C0"))}
        seconds = in_turn(sides)["ours"]
    yield Figure("return_ms", "ms", tuple(1000 * each for each in seconds))
