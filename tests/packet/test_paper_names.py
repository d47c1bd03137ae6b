"""What the names of files and folders tell of a paper."""

from __future__ import annotations

import pytest
from builders import shipped_mappings

from pipeline.packet.papers.paper import Told
from pipeline.packet.papers.paper_names import (
    is_said_of_photo,
    kinds_named,
    people_in,
    period_named,
    person_named,
    told_by_names,
)

WORDS = shipped_mappings().papers


@pytest.mark.parametrize(
    ("name", "folder", "kinds"),
    [
        ("3月20日党课讲稿.docx", "一支部", ("党课讲稿",)),
        ("讲稿（最终版2）.wps", "一支部", ("党课讲稿",)),
        ("党 课 讲 稿.pdf", "一支部", ("党课讲稿",)),
        ("冯伟.jpg", "一支部/入党志愿书", ("入党志愿书",)),
        ("定稿.docx", "一支部/学习资料/主持词", ("主持词",)),
        ("主持词.docx", "一支部/学习资料", ("主持词",)),
        ("组织生活会对照发言材料.docx", "一支部/会议材料", ("对照发言材料",)),
        ("工作总结和工作计划.docx", "一支部", ("工作计划", "工作总结")),
        ("工作总结和工作计划.docx", "一支部/工作总结", ("工作总结",)),
        ("定稿.docx", "一支部", ()),
        ("党课.docx", "一支部", ()),
    ],
)
def test_kinds(name: str, folder: str, kinds: tuple[str, ...]) -> None:
    assert kinds_named(name, folder, WORDS) == kinds


def test_a_picture_of_the_event_is_no_paper() -> None:
    assert is_said_of_photo("现场1.jpg", "一支部/党课讲稿", WORDS)
    assert is_said_of_photo("1.jpg", "一支部/主持词/活动照片", WORDS)
    assert not is_said_of_photo("1.jpg", "一支部/党课讲稿", WORDS)


@pytest.mark.parametrize(
    ("name", "folder", "told"),
    [
        ("2026-03-20党课讲稿.docx", "", "2026-03-20"),
        ("党课讲稿20260320.docx", "", "2026-03-20"),
        ("党课讲稿（2026年3月20日）.docx", "", "2026-03-20"),
        ("二〇二六年三月二十日讲稿.docx", "", "2026-03-20"),
        ("3.20党课讲稿.docx", "", "3月20日"),
        ("03-20党课讲稿.docx", "", "3月20日"),
        ("党课讲稿3月20日.docx", "支部/2026年", "2026-03-20"),
        ("党课讲稿3月20日.docx", "支部/2026年3月", "2026-03-20"),
        ("讲稿.docx", "支部/2026年3月/20日", "2026-03"),
        ("3月讲稿.docx", "支部", "3月"),
        ("2026党课讲稿.docx", "支部", "2026"),
        ("2026年1-3月讲稿.docx", "支部", "2026"),
        ("4月讲稿.docx", "支部/2026年3月20日", "2026-04"),
        ("讲稿V1.2.docx", "支部", ""),
        ("2月30日.docx", "支部", ""),
        ("1.主持词.docx", "支部", ""),
    ],
)
def test_days(name: str, folder: str, told: str) -> None:
    assert str(told_by_names(name, folder)) == told


def test_a_day_that_its_year_does_not_have() -> None:
    told = told_by_names("2.29讲稿.docx", "支部/2026年")
    assert (str(told), told.first) == ("2026-02-29", None)


@pytest.mark.parametrize(
    ("name", "folder", "period"),
    [
        ("三季度工作总结.docx", "", "2026年第三季度"),
        ("2025年第3季度总结.docx", "", "2025年第三季度"),
        ("2024-4季度总结.docx", "", "2024年第四季度"),
        ("一支部-三季度计划.docx", "", "2026年第三季度"),
        ("附件1-三季度计划.docx", "", "2026年第三季度"),
        ("计划.docx", "2026年下半年", "2026年下半年"),
        ("前三季度总结.docx", "", "None"),
        ("前三个季度总结.docx", "", "None"),
        ("2026年前三季度总结.docx", "2026年第三季度", "None"),
        ("1-4季度总结.docx", "", "None"),
        ("一至四季度总结.docx", "", "None"),
        ("2026年第一季度至第四季度总结.docx", "", "None"),
        ("一、二季度总结.docx", "", "None"),
        ("三四季度计划.docx", "", "None"),
        ("上下半年计划.docx", "", "None"),
    ],
)
def test_a_part_of_the_year(name: str, folder: str, period: str) -> None:
    assert str(period_named(name, folder, 2026)) == period


def test_people() -> None:
    names = {"张伟", "张伟大", "冯伟"}
    assert people_in("张伟大的讲稿", names) == ["张伟大"]
    assert person_named("冯伟 思想汇报.docx", "一支部", names) == "冯伟"
    assert person_named("定稿.docx", "一支部/冯 伟", names) == "冯伟"
    assert person_named("冯伟和张伟.docx", "一支部/冯伟", names) == ""


def test_what_is_not_told_agrees_with_all() -> None:
    assert Told().or_of(Told(2026, 3, 20)) == Told(2026, 3, 20)
    assert Told(None, 3).or_of(Told(2026, 4, 20)) == Told(2026, 3)
    assert Told(2025, 3).or_of(Told(2026, 3, 20)) == Told(2025, 3)
