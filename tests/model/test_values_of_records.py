from __future__ import annotations

from dataclasses import replace

from pipeline.model.record import Origin, Value

FILE = Origin("三月.xlsx", "党费")


def test_a_cell_of_a_sheet_is_the_same_place_however_it_is_told() -> None:
    whole, split = Value(15, "15", Origin("三月.xlsx", "党费", "F5")), Value(15, "15", FILE, "F5")
    assert split.origin == Origin("三月.xlsx", "党费", "F5")
    assert split == whole
    assert hash(split) == hash(whole)
    assert replace(split, value=16).origin == whole.origin


def test_values_of_two_cells_differ() -> None:
    assert Value(15, "15", FILE, "F5") != Value(15, "15", FILE, "F6")
    assert Value(15, "15", FILE) != Value(15, "15", FILE, "F6")
    assert Value(15, "15", FILE, "F5") != Value(15, "15.0", FILE, "F5")
