"""A month's dues line by line: 中组发〔2008〕3号, 组电明字〔2017〕5号."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import dues
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import both, members, problems_of_form, read, roster_from, told
from rule_builders import today_rules

from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import Month
from pipeline.rules.dues import due_for, rate_for
from pipeline.settings.schema import Dues, Rounding


def by_class(*rows: tuple[Any, ...]) -> list[list[Any]]:
    """Name, class, base, rate, due, paid, day of payment, remark."""
    heads = ["姓名", "人员类别", "计算基数", "比例", "应交", "实交", "交纳日期", "备注"]
    return [["2026年3月党费收缴表"], ["支部", "机关第一党支部"], heads, *(list(row) for row in rows)]


def found(folder: Path, grid: list[list[Any]], rules: Dues | None = None) -> list[tuple[str, str]]:
    return told(problems_of_form(read(folder, grid), rules))


def test_a_due_that_is_not_base_times_rate(tmp_path: Path) -> None:
    record = read(tmp_path, dues([("冯伟", 3000, "0.5%", 16, 16)]))
    assert both(problems_of_form(record)) == [("due-differs", "E4", "C4")]


def test_a_due_by_the_rule_where_no_rate_is_written(tmp_path: Path) -> None:
    assert found(tmp_path, dues([("冯伟", 3000.01, None, 15, 15)])) == [("due-differs", "E4")]


def test_a_rate_that_is_not_that_of_the_base(tmp_path: Path) -> None:
    record = read(tmp_path, dues([("冯伟", 3000, "1%", 30, 30)]))
    assert both(problems_of_form(record)) == [("rate-differs", "D4", "C4")]


def test_steps_are_of_the_whole_base_not_marginal(tmp_path: Path) -> None:
    assert found(tmp_path, dues([("冯伟", 7000, "1.5%", 65, 65)])) == [("due-differs", "E4")]


def test_the_units_own_rounding_is_no_disagreement(tmp_path: Path) -> None:
    grid = dues([("冯伟", 4210.5, "1%", 42.1, 42.1)])
    assert found(tmp_path, grid, Dues(scale=1, rounding=Rounding.HALF_UP)) == []
    assert found(tmp_path, grid) == [("due-differs", "E4")]


@pytest.mark.parametrize(("due", "count"), [(1000, 0), (1200, 0), (1100, 1), (999, 1)])
def test_beyond_a_thousand_a_month_is_voluntary(tmp_path: Path, due: int, count: int) -> None:
    assert len(found(tmp_path, dues([("冯伟", 60000, "2%", due, due)]))) == count


@pytest.mark.parametrize("category", ["正式党员", "预备党员", "在职(预备党员)", "公务员", "在编职工", ""])
def test_who_is_not_said_to_be_otherwise_earns_wages(tmp_path: Path, category: str) -> None:
    assert found(tmp_path, by_class(("冯伟", category, 4000, "0.5%", 20, 20))) == [("rate-differs", "D4")]


def test_retired_members_by_their_own_class(tmp_path: Path) -> None:
    assert found(tmp_path, by_class(("冯伟", "退休", 4000, "0.5%", 20, 20))) == []
    assert found(tmp_path, by_class(("冯伟", "离休干部", 6000, "0.5%", 30, 30))) == [("rate-differs", "D4")]


def test_retired_members_by_the_rosters_class(tmp_path: Path) -> None:
    record = read(tmp_path, dues([("冯伟", 4000, "0.5%", 20, 20)]))
    assert told(problems_of_form(record)) == [("rate-differs", "D4")]
    roster = roster_from(tmp_path, members([("冯伟", "退休")], "人员类别"))
    assert problems_of_form(record, roster=roster) == []


@pytest.mark.parametrize(
    ("category", "due", "codes"),
    [("学生", 0.2, []), ("学生", 2, ["fixed-due-differs"]), ("下岗失业", 0.1, ["fixed-due-differs"]), ("农民", 1, []),
     ("农民", 1.5, ["fixed-due-differs"]), ("农民", 0.1, ["fixed-due-differs"]), ("个体户", 7, [])],
)  # fmt: skip
def test_fixed_amounts(tmp_path: Path, category: str, due: float, codes: list[str]) -> None:
    grid = by_class(("冯伟", category, None, None, due, due))
    assert [code for code, _ in found(tmp_path, grid)] == codes


def test_a_reduction_wants_its_decision(tmp_path: Path) -> None:
    grid = by_class(("冯伟", "在职", 4000, "1%", 10, 10, None, "困难减免"))
    assert found(tmp_path, grid) == [("due-reduced", "E4")]


@pytest.mark.parametrize(
    ("paid", "codes"), [(15, []), (100, []), (10, ["paid-short"]), (0, ["paid-short"]), (None, ["paid-short"])]
)
def test_paid_against_due(tmp_path: Path, paid: float | None, codes: list[str]) -> None:
    grid = dues([("姜淑芬", 3000, "0.5%", 15, 15), ("冯伟", 3000, "0.5%", 15, paid)])
    assert [code for code, _ in found(tmp_path, grid)] == codes


def test_an_empty_cell_is_where_it_is_told(tmp_path: Path) -> None:
    grid = dues([("姜淑芬", 3000, "0.5%", 15, 15), ("冯伟", 3000, "0.5%", 15, None)])
    assert both(problems_of_form(read(tmp_path, grid))) == [("paid-short", "F5", "E5")]


def test_a_sheet_that_is_still_to_be_collected(tmp_path: Path) -> None:
    assert found(tmp_path, dues([("冯伟", 3000, "0.5%", 15, None), ("姜淑芬", 3000, "0.5%", 15, None)])) == []


@pytest.mark.parametrize(
    ("day", "count"),
    [("2026-03-20", 0), ("2026-01-05", 0), ("2026-04-02", 0), ("2026-09-30", 0), ("2026-10-01", 1), ("2025-12-31", 1),
     ("2025-03-20", 1)],
)  # fmt: skip
def test_paid_in_the_month_the_quarter_or_within_six_months(tmp_path: Path, day: str, count: int) -> None:
    grid = by_class(("冯伟", "在职", 3000, "0.5%", 15, 15, day))
    assert found(tmp_path, grid) == [("paid-day-differs", "G4")] * count


def sheet(base: Decimal, due: Decimal) -> Record:
    def cell(value: Any, name: str) -> Value:
        return Value(value, str(value), Origin("表.xlsx", "表", name))

    row = {"姓名": cell("冯伟", "A4"), "计算基数": cell(base, "B4"), "应交": cell(due, "C4")}
    fields = {"月份": cell(Month(2026, 3), "A1")}
    return Record("党费收缴表", Origin("表.xlsx", "表"), fields, {"党费": (row,)}, {})


MONEY = st.decimals(0, 50_000, places=2, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(MONEY, MONEY)
def test_only_base_times_rate_is_right(base: Decimal, due: Decimal) -> None:
    rate = rate_for(base, "", today_rules())
    assert rate is not None
    right = due_for(base, rate, Dues())
    assert problems_of_form(sheet(base, right)) == []
    codes = [problem.code for problem in problems_of_form(sheet(base, due))]
    assert codes == ([] if due == right else ["due-differs"])
