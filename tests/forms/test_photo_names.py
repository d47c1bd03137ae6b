"""Several photos named in one cell of the list are read as several rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import read_form, record_of, registration

from pipeline.forms.tables.photo_names import names_in

NAMES: dict[str, tuple[str, ...]] = {
    "1.jpg、2.jpg；3.jpg": ("1.jpg", "2.jpg", "3.jpg"),
    "1.jpg\n2.PNG": ("1.jpg", "2.PNG"),
    "1.jpg 2.jpg": ("1.jpg", "2.jpg"),
    "合影 1.jpg,合影 2.jpg": ("合影 1.jpg", "合影 2.jpg"),
    "IMG_001；IMG_002": ("IMG_001", "IMG_002"),
    "1、2、3": ("1", "2", "3"),
    "会场\n宣誓": ("会场", "宣誓"),
    "1.jpg\n2": ("1.jpg", "2"),
    "学习.jpg\n讨论": ("学习.jpg", "讨论"),
    "三月主题\n党日.jpg": ("三月主题党日.jpg",),
    "1.jpg、": ("1.jpg",),
    "学习、讨论.jpg": ("学习、讨论.jpg",),
    "学习、讨论": ("学习、讨论",),
    "1.jpg至3.jpg": ("1.jpg至3.jpg",),
    "微信图片_20260320.jpg": ("微信图片_20260320.jpg",),
}


@pytest.mark.parametrize("told", NAMES)
def test_the_names_in_a_cell(told: str) -> None:
    assert names_in(told) == NAMES[told]


def test_each_is_a_row_with_what_stands_beside(tmp_path: Path) -> None:
    grid = [
        *registration(),
        ["照片文件名", "说明", "摄影者"],
        ["1.jpg、2.jpg", "合影", "蒋一"],
        ["3.jpg\n4.jpg", "会场\n宣誓", "蒋一"],
    ]
    rows = record_of(read_form(tmp_path, grid)).rows("照片")
    assert [(row["文件名"].value, row["说明"].value, row["摄影者"].value) for row in rows] == [
        ("1.jpg", "合影", "蒋一"),
        ("2.jpg", "合影", "蒋一"),
        ("3.jpg", "会场", "蒋一"),
        ("4.jpg", "宣誓", "蒋一"),
    ]
    assert {row["文件名"].origin.cell for row in rows} == {"A8", "A9"}
