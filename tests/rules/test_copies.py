"""When are two texts the same?"""

from __future__ import annotations

import pytest

from pipeline.rules.copies import essence

TEXT = (
    "冯伟：今天是{day}，我们学习党章总纲，请大家结合本职工作谈体会。沈一鸣：我谈三点体会，"
    "一是把学到的用到档案整理中去，二是带头做好志愿服务，三是{what}。"
)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (TEXT.format(day="4月20日", what="按时交纳党费"), True),
        (TEXT.format(day="2026年4月20日", what="按时交纳\n党费"), True),
        (TEXT.format(day="3月20日", what="帮扶两户"), False),
        (TEXT.format(day="3月20日", what="帮扶3户"), False),
    ],
)
def test_copies(other: str, same: bool) -> None:
    assert (essence(TEXT.format(day="3月20日", what="按时交纳党费")) == essence(other)) is same


@pytest.mark.parametrize("text", ["", "照常。", "2026年3月20日" * 40, "，。" * 200])
def test_short_texts_are_no_copies(text: str) -> None:
    assert essence(text) == ""
