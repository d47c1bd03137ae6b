"""Days, months and births as people write them; of two readings neither is guessed: it is the problem's code."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, codes, column_of, fields_of, read_file, read_form, record_of, sign_in
from openpyxl import Workbook

from pipeline.model.values import PartialDate

DAY = dt.date(2026, 3, 20)


SPRING = dt.date(2022, 3, 25)
DATES: list[tuple[Any, Any]] = [
    ("2022年3月25日", SPRING),
    ("2022 年 3 月 25 日", SPRING),
    ("2022.3.25", SPRING),
    ("2022。3。25", SPRING),
    (20220325, SPRING),
    ("20220325", SPRING),
    (44645, SPRING),
    (SPRING, SPRING),
    (dt.datetime(2022, 3, 25, 14, 30), SPRING),
    ("二〇二二年三月二十五日", SPRING),
    ("２０２２－３－２５", SPRING),
    ("2022/3/25", SPRING),
    ("2022年3月25日（星期五）", SPRING),
    ("22.3.25", "date-ambiguous"),
    ("2022.03", "date-day-missing"),
    (2022.03, "date-day-missing"),
    ("二〇二二年三月", "date-day-missing"),
    ("3月25日", "date-year-missing"),
    ("3.25", "date-year-missing"),
    ("2022年3月25日（星期一）", "date-weekday-contradicts"),
    ("2022年2月30日", "date-impossible"),
    ("待定", "date-unreadable"),
    ("〃", "ditto-without-above"),
]


@pytest.mark.parametrize(("written", "meant"), DATES, ids=[str(written) for written, _ in DATES])
def test_dates(tmp_path: Path, written: Any, meant: Any) -> None:
    reading = read_form(tmp_path, sign_in(date=written))
    if isinstance(meant, str):
        assert codes(reading) == [(meant, "B3")]
    else:
        assert fields_of(record_of(reading))["活动日期"] == (meant, "B3")


def test_month_and_day_only_take_the_year_of_the_head(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["姓名", "应交", "交纳日期"], ["冯伟", 15, "3月20日"]]
    assert column_of(record_of(read_form(tmp_path, grid)), "党费", "交纳日期") == [(DAY, "C3")]


@pytest.mark.parametrize(("serial", "shown"), [(DAY, "yyyy-mm-dd"), (44639, "General"), (44639, 'm"月"d"日"')])
def test_the_1904_system(tmp_path: Path, serial: Any, shown: str) -> None:
    workbook = Workbook()
    workbook.epoch = dt.datetime(1904, 1, 1)
    sheet = workbook.active
    assert sheet is not None
    for row in sign_in(date=serial):
        sheet.append(row)
    sheet["B3"].number_format = shown
    workbook.save(tmp_path / "苹果电脑.xlsx")
    assert fields_of(record_of(read_file(tmp_path / "苹果电脑.xlsx")))["活动日期"] == (DAY, "B3")


BIRTHS: list[tuple[Any, Any]] = [
    ("1998.1", PartialDate(1998, 1)),
    (1998.1, "date-ambiguous"),
    (1998.11, PartialDate(1998, 11)),
    ("1998年10月", PartialDate(1998, 10)),
    ("98.1", "date-ambiguous"),
    ("1998-10-16", dt.date(1998, 10, 16)),
]


@pytest.mark.parametrize(("written", "meant"), BIRTHS, ids=[repr(written) for written, _ in BIRTHS])
def test_years_and_months_of_birth(tmp_path: Path, written: Any, meant: Any) -> None:
    grid = [["党员花名册"], ["支部", BRANCH], ["姓名", "出生年月"], ["冯伟", written]]
    reading = read_form(tmp_path, grid)
    if isinstance(meant, str):
        assert codes(reading) == [(meant, "B4")]
    else:
        assert column_of(record_of(reading), "党员", "出生日期") == [(meant, "B4")]
