"""The sample year: what lies under examples/全年 is what tools/build_examples.py makes, and nothing in it is wrong."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable

import chinese_calendar
import pytest
from builders import BRANCH, REPOSITORY, SAMPLES, shipped_mappings

from pipeline.forms.read import WorkbookReading, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.rules.read import load_rules
from pipeline.model.values import Month, Scalar
from pipeline.rules.days import planned_day
from pipeline.settings.workspace import Workspace, load_settings

YEAR = REPOSITORY / "examples" / "全年"
MADE_ANEW = ("4月/4.20主题党日.xlsx", "5月/签到册.xlsx", "9月/党日活动登记.xlsx", "9月/支委会会议记录.xlsx",
             "11月/党费缴纳登记.xlsx", "10月/1020_1.jpg", "6月/入党志愿书 林小满.docx")  # fmt: skip
"""One of each way of writing; all would take too long."""


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest) -> dict[str, Callable[[], bytes]]:
    sys.path.append(str(REPOSITORY / "tools"))
    request.addfinalizer(lambda: sys.path.remove(str(REPOSITORY / "tools")))
    from sample_year.year import year_files

    return dict(year_files())


def parts(content: bytes) -> dict[str, bytes]:
    """Of a zip its parts, since zlibs differ; of anything else itself."""
    if not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_files_are_those_of_the_script(made: dict[str, Callable[[], bytes]]) -> None:
    there = {path.relative_to(YEAR).as_posix() for path in YEAR.rglob("*") if path.is_file()}
    assert there == set(made)


@pytest.mark.parametrize("name", MADE_ANEW)
def test_made_again_a_file_is_the_same(made: dict[str, Callable[[], bytes]], name: str) -> None:
    path = f"{BRANCH}/{name}"
    assert parts(made[path]()) == parts((YEAR / path).read_bytes())


@pytest.fixture(scope="module")
def readings() -> dict[str, WorkbookReading]:
    forms, paths = shipped_mappings().forms, [*YEAR.rglob("*.xlsx"), SAMPLES / "3月主题党日登记表.xlsx"]
    return {path.as_posix(): read_workbook(WorkbookFile(path), path.name, forms, BRANCH) for path in sorted(paths)}


def activities(readings: dict[str, WorkbookReading], kind: str = "") -> list[Scalar]:
    """The days of those of the kind, or of all."""
    records = [each.record for reading in readings.values() for each in reading.readings if each.form == "活动登记表"]
    return sorted(each.value("活动日期") for each in records if not kind or kind in each.value("活动类型"))


def test_every_form_is_read_without_a_problem(readings: dict[str, WorkbookReading]) -> None:
    found = []
    for path, reading in readings.items():
        told = [*reading.problems, *(problem for each in reading.readings for problem in each.problems)]
        found += [(path, problem.at.sheet, problem.at.cell, problem.code) for problem in told]
    assert found == []


def test_each_theme_day_is_the_one_of_the_rule(readings: dict[str, WorkbookReading]) -> None:
    workspace = Workspace(REPOSITORY)
    rules = load_rules(workspace.mappings).book(load_settings(workspace)).checked().of(BRANCH)
    days = [planned_day(Month(2026, month), rules).day for month in range(1, 13)]
    assert activities(readings, "主题党日") == days


@pytest.mark.parametrize(
    ("kind", "count"),
    [("支委会", 12), ("党小组会", 24), ("党员大会", 4), ("党课", 4), ("组织生活会", 1), ("民主评议党员", 1)],
)
def test_as_many_meetings_as_the_regulations_ask_for(
    readings: dict[str, WorkbookReading], kind: str, count: int
) -> None:
    assert len(activities(readings, kind)) == count


def test_nobody_meets_on_a_day_off(readings: dict[str, WorkbookReading]) -> None:
    assert [day for day in activities(readings) if not chinese_calendar.is_workday(day)] == []


def test_the_year_is_small() -> None:
    assert sum(path.stat().st_size for path in YEAR.parent.rglob("*") if path.is_file()) < 1_500_000
