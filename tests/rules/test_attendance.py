"""应到, 实到, 请假 and 缺席 out of the states of a sign-in sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.values import Attendance
from pipeline.rules.attendance import tally_attendance


@pytest.mark.parametrize(
    ("state", "group"),
    [
        (Attendance.PRESENT, "present"),
        (Attendance.LATE, "present"),
        (Attendance.LEFT_EARLY, "present"),
        (Attendance.ONLINE, "present"),
        (Attendance.EXCUSED, "excused"),
        (Attendance.MADE_UP, "excused"),
        (Attendance.ABSENT, "absent"),
        (Attendance.BY_PROXY, "absent"),
    ],
)
def test_each_state_counts_once(state: Attendance, group: str) -> None:
    tally = tally_attendance([("冯伟", state)])
    assert {name: getattr(tally, name) for name in ("present", "excused", "absent")} == {
        "present": (),
        "excused": (),
        "absent": (),
    } | {group: ("冯伟",)}


@given(st.lists(st.tuples(st.text(), st.sampled_from(Attendance))))
def test_nobody_is_lost_and_the_order_holds(states: list[tuple[str, Attendance]]) -> None:
    tally = tally_attendance(states)
    assert tally.expected + len(tally.observing) == len(states)
    assert list(tally.present) == [name for name, state in states if state.is_present]


def test_who_only_sits_in_is_in_no_count() -> None:
    tally = tally_attendance([("冯伟", Attendance.PRESENT), ("林小满", Attendance.OBSERVING)])
    assert (tally.expected, tally.present, tally.excused, tally.absent) == (1, ("冯伟",), (), ())
    assert tally.observing == ("林小满",)
    assert not Attendance.OBSERVING.is_present


def test_an_empty_sheet() -> None:
    assert tally_attendance([]).expected == 0
