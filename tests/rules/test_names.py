"""Whose name is meant?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.names import namesakes, nearest_names

ROSTER = ["冯伟", "姜淑芬", "沈一鸣", "蒋欣怡", "买买提·艾力", "严一鸣"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("蒋欣宜", ["蒋欣怡"]),
        ("姜淑芳", ["姜淑芬"]),
        ("姜芬淑", ["姜淑芬"]),
        ("买买提艾力", ["买买提·艾力"]),
        ("冯玮", ["冯伟"]),
        ("陈一鸣", ["沈一鸣", "严一鸣"]),
        ("欧阳文博", []),
    ],
)
def test_the_nearest(name: str, nearest: list[str]) -> None:
    assert nearest_names(name, ROSTER) == nearest


@pytest.mark.parametrize(
    ("name", "known", "same"),
    [
        ("张伟", ["张伟1", "张伟2"], ["张伟1", "张伟2"]),
        ("张伟", ["张伟大", "张伟小", "李四"], ["张伟大", "张伟小"]),
        ("张伟", ["大张伟", "小张伟"], ["大张伟", "小张伟"]),
        ("张伟", ["张伟2"], ["张伟2"]),
        ("张伟", ["张伟大"], []),
        ("张伟", ["张伟", "张三"], []),
        ("张", ["张伟", "张三"], []),
    ],
)
def test_namesakes(name: str, known: list[str], same: list[str]) -> None:
    assert namesakes(name, known) == same


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_never_more_than_three_and_only_known_ones(name: str, known: list[str]) -> None:
    near = nearest_names(name, known)
    assert len(near) <= 3
    assert set(near) | set(namesakes(name, known)) <= set(known)
