"""When are two texts the same?"""

from __future__ import annotations

import pytest

from pipeline.rules.copies import essence, likeness, shingles

TEXT = (
    "冯伟：今天是{day}，我们学习党章总纲，请大家结合本职工作谈体会。沈一鸣：我谈三点体会，"
    "一是把学到的用到档案整理中去，二是带头做好志愿服务，三是{what}。"
)
OTHER = "杨洁：这个月请大家去社区走访，每人联系一户，把困难记下来，月底由韩冰汇总后报给总支，下个月再回访一次。"


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


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (TEXT.format(day="4月20日", what="按时交纳党费"), True),
        (TEXT.format(day="4月20日", what="帮扶两户困难群众"), True),
        (f"补一句。{TEXT.format(day='4月20日', what='按时交纳党费')}", True),
        (TEXT.format(day="3月20日", what="按时交纳党费") * 2, True),
        (TEXT.format(day="3月20日", what=f"交费。{OTHER}{OTHER[::-1]}"), False),
        (
            "杨洁：这个月请大家去社区走访，每人联系一户，把困难记下来，月底一起商量怎样解决，由韩冰汇总后报给总支，下个月再回访一次。",
            False,
        ),
        (TEXT.format(day="3月20日", what="按时交纳党费")[:40], False),
    ],
)
def test_a_copy_with_a_few_changes(other: str, alike: bool) -> None:
    own = shingles(essence(TEXT.format(day="3月20日", what="按时交纳党费")))
    assert (likeness(own, shingles(essence(other))) > 0) is alike
    assert likeness(own, own) == 1
