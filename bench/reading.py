"""A form of 60 rows to its record, against openpyxl that only loads its cells; a roster of 20,000 rows, alone.

Twelve forms of other names and amounts take turns, as the forms of a burst do.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any

from kit.figure import Figure, at_least
from kit.filled import fill_in
from kit.rounds import in_turn, ratios, timed
from openpyxl import Workbook, load_workbook

from pipeline.forms.blank.book import blank_workbook
from pipeline.forms.blank.prefill import BlankForm, Prefill
from pipeline.forms.read import read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.load import load_mappings
from pipeline.model.values import Rate

KEYS = ("read_vs_openpyxl", "read_20k_seconds", "read_20k_mb")
ROOT = Path(__file__).resolve().parent.parent
BRANCH = "机关第一党支部"
ROWS, MANY = 60, 20_000
FORMS = 12
LARGE_ROUNDS = 10
RATE = Decimal("0.015")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超"

READ = """
import json, sys, time
from pathlib import Path
from pipeline.forms.read import read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.load import load_mappings
forms, path = load_mappings(Path("mappings")).forms, Path(sys.argv[1])
started = time.perf_counter()
reading = read_workbook(WorkbookFile(path), path.name, forms, "")
seconds = time.perf_counter() - started
assert len(reading.readings[0].record.rows("党员")) == int(sys.argv[2])
# Not ru_maxrss: that begins with what the parent had.
memory = next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM')) / 1024
print(json.dumps([seconds, memory]))
"""


def measure() -> Iterator[Figure]:
    forms = load_mappings(ROOT / "mappings").forms
    dice = random.Random(2026)
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        paths = [Path(scratch) / f"党费{number}.xlsx" for number in range(FORMS)]
        for path in paths:
            prefill = Prefill({"支部": BRANCH, "月份": "2026年3月"}, {"党费": [_dues(dice) for _ in range(ROWS)]})
            fill_in(path, blank_workbook([BlankForm(forms["党费收缴表"], prefill)]))
        ours, theirs = cycle(paths), cycle(paths)
        sides = {
            "ours": timed(lambda: _record(next(ours), forms)),
            "openpyxl": timed(lambda: _values(next(theirs))),
        }
        seconds = in_turn(sides)
        yield Figure("read_vs_openpyxl", "times as fast", ratios(seconds["openpyxl"], seconds["ours"]), at_least(6))
        roster = _roster(Path(scratch) / "名册.xlsx", dice)
        rounds = [_alone(roster) for _ in range(LARGE_ROUNDS)]
    yield Figure("read_20k_seconds", "s", tuple(seconds for seconds, _ in rounds))
    yield Figure("read_20k_mb", "MB", tuple(memory for _, memory in rounds))


def _record(path: Path, forms: Any) -> None:
    (reading,) = read_workbook(WorkbookFile(path), path.name, forms, BRANCH).readings
    assert reading.record is not None
    assert len(reading.record.rows("党费")) == ROWS


def _values(path: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for sheet in load_workbook(path) for row in sheet.iter_rows()]


def _name(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)


def _dues(dice: random.Random) -> dict[str, Any]:
    base = Decimal(dice.randint(500_001, 999_999)) / 100
    due = (base * RATE).quantize(Decimal("0.01"))
    return {
        "姓名": _name(dice),
        "人员类别": "在职",
        "计算基数": base,
        "比例": Rate(RATE),
        "应交": due,
        "实交": due,
        "交纳日期": dt.date(2026, 3, 20),
    }


def _roster(path: Path, dice: random.Random) -> Path:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("名册")
    sheet.append(["党员花名册"])
    sheet.append(["支部", BRANCH])
    sheet.append(["序号", "姓名", "性别", "民族", "出生日期", "学历", "入党日期", "人员类别", "计算基数", "联系电话"])
    for number in range(1, MANY + 1):
        born, joined = dt.date(1960, 1, 1), dt.date(1990, 7, 1)
        days = dt.timedelta(dice.randrange(9_000))
        phone = f"139{dice.randrange(10**8):08d}"
        line = [number, _name(dice), dice.choice("男女"), "汉族", born + days, "本科", joined + days, "在职"]
        sheet.append([*line, dice.randint(300_000, 999_999) / 100, phone])
    workbook.save(path)
    return path


def _alone(path: Path) -> tuple[float, float]:
    """Seconds and megabytes of a process that reads it and nothing else."""
    done = subprocess.run([sys.executable, "-c", READ, str(path), str(MANY)], cwd=ROOT, capture_output=True, check=True)
    seconds, memory = json.loads(done.stdout)
    return seconds, memory
