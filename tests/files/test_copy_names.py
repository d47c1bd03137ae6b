"""A marked copy is known by its name, whatever becomes of it on its way."""

from __future__ import annotations

import pytest

from pipeline.files.copy_names import copy_name, is_same_file, is_saved_anew, plain_name


@pytest.mark.parametrize(
    "name",
    [
        "三月(需更正).xlsx",
        "三月（需更正）.xlsx",
        "三月(需更正)(1).xlsx",
        "三月(需更正) (2).xlsx",
        "三月(需更正) - 副本.xlsx",
        "三月(需更正) - Copy (3).xlsx",
        "副本 三月(需更正).xlsx",
        "复件 (2) 三月(需更正).xlsx",
        "三月(需更正)改好了.xlsx",
        "三月(需更正)(需更正).xlsx",
    ],
)
def test_copy_is_called_as_the_file_was(name: str) -> None:
    assert plain_name(name) == "三月.xlsx"
    assert copy_name(name) == "三月(需更正).xlsx"


@pytest.mark.parametrize(
    "name", ["三月.xlsx", "需更正.xlsx", "(需更正).xlsx", "三月 (2).xlsx", "副本 三月.xlsx", "三月", ""]
)
def test_other_names_stay(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize(
    ("later", "earlier", "same", "anew"),
    [
        ("三月.XLSX", "三月.xlsx", True, True),
        ("三月(需更正).xlsx", "三月.xls", True, True),
        ("三月(需更正) (2).xlsx", "三月.et", True, True),
        ("三月.xlsx", "三月.xls", False, True),
        ("三月.xlsx", "四月.xlsx", False, False),
        ("三月(需更正).xlsx", "三月.jpg", False, False),
        ("三月.JPG", "三月.jpg", True, False),
    ],
)
def test_one_file(later: str, earlier: str, same: bool, anew: bool) -> None:
    assert is_same_file(later, earlier) is same
    assert is_saved_anew(later, earlier) is anew


def test_copy_of_a_very_long_name_has_a_name_that_a_file_system_takes() -> None:
    name = copy_name("签" * 90 + ".xls")
    assert len(name.encode()) <= 255 - len(" (99)")
    assert name.endswith("(需更正).xlsx")
