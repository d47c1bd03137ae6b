"""A form of another kind below the first: the sheet goes back with that one problem, and with what else is wrong."""

from __future__ import annotations

from pathlib import Path

from builders import codes, read_form, registration, sign_in


def test_a_sign_in_sheet_below_its_registration_goes_back_with_one_problem(tmp_path: Path) -> None:
    sheet = registration()
    reading = read_form(tmp_path, [*sheet, [], *sign_in()])
    assert codes(reading) == [("forms-stacked", f"A{len(sheet) + 2}")]
    assert [each.record for each in reading.readings] == [None]


def test_what_is_wrong_with_the_first_is_told_too(tmp_path: Path) -> None:
    sheet = registration(主持人=None)
    reading = read_form(tmp_path, [*sheet, [], *sign_in()])
    assert {code for code, _ in codes(reading)} == {"field-empty", "forms-stacked"}


def test_speaking_of_another_form_is_none(tmp_path: Path) -> None:
    reading = read_form(tmp_path, [*registration(), ["会后补签到表"]])
    assert [code for code, _ in codes(reading)] == ["cell-unread"]
