"""What counts as published: what was put up, and not the sheet that was printed for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import dues, registration, roster, sign_in
from inspected import cells, inspected


def pdf(number: int) -> bytes:
    return b"%PDF-1.4\n%" + str(number).encode()


def test_a_sheet_that_was_printed_is_no_publication(tmp_path: Path) -> None:
    branch = inspected(tmp_path / "a", dues(), roster())
    assert cells(branch, "党费公示") == [("上半年", "缺"), ("下半年", "缺")]
    (wanted, *_) = (cell.wants for cell in branch.cells if cell.rule == "党费公示")
    assert "党费公示" in wanted


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["党费公示 2026-07-10.pdf"], ["有", "缺"]),
        (["2026年上半年党费公示 2026-08-10.pdf"], ["迟", "缺"]),
        (["党费公示 2026-07-10.pdf", "党费公示2027-01-20.pdf"], ["有", "有"]),
        (["2026年下半年党费公示.pdf"], ["缺", "有"]),
        (["党费公示 2026-09-15.pdf"], ["缺", "有"]),
        (["2026年上半年党费公示 2026-09-15.pdf"], ["迟", "缺"]),
    ],
)
def test_what_says_that_it_was_published(tmp_path: Path, names: list[str], expected: list[str]) -> None:
    """Of the year alone nobody knows which half it is."""
    files = {name: pdf(number) for number, name in enumerate(names)}
    branch = inspected(tmp_path / "ws", dues(), roster(), files=files)
    assert [standing for _, standing in cells(branch, "党费公示")] == expected


def test_attendance_is_published_by_what_was_put_up(tmp_path: Path) -> None:
    forms = [registration(date=each) for each in ("2026-03-06", "2026-04-03")]
    files = {"2026-03-06 出勤公示.pdf": pdf(1)}
    signed = [sign_in(date=each) for each in ("2026-03-06", "2026-04-03")]
    branch = inspected(tmp_path / "ws", *forms, *signed, sets='["第一个星期五"]', files=files)
    assert [standing for _, standing in cells(branch, "出勤公示")] == ["有", "缺"]
