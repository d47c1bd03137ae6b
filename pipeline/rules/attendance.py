"""Who was there: counts and name lists out of a sign-in sheet's states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import Attendance

_EXCUSED: Final = frozenset([Attendance.EXCUSED, Attendance.MADE_UP])


@dataclass(frozen=True, slots=True)
class AttendanceTally:
    """Names in the sheet's order. 应到 is everyone on the sheet but those who only sit in (列席)."""

    present: tuple[str, ...]
    excused: tuple[str, ...]
    absent: tuple[str, ...]
    observing: tuple[str, ...] = ()

    @property
    def expected(self) -> int:
        return len(self.present) + len(self.excused) + len(self.absent)


def tally_attendance(states: Iterable[tuple[str, Attendance]]) -> AttendanceTally:
    """Who was not in the room counts as excused when a reason or a make-up was given, else as absent."""
    present: list[str] = []
    excused: list[str] = []
    absent: list[str] = []
    observing: list[str] = []
    for name, state in states:
        if state.is_present:
            present.append(name)
        elif state is Attendance.OBSERVING:
            observing.append(name)
        elif state in _EXCUSED:
            excused.append(name)
        else:
            absent.append(name)
    return AttendanceTally(tuple(present), tuple(excused), tuple(absent), tuple(observing))


def counts_of(tally: AttendanceTally) -> tuple[tuple[Role, int, str], ...]:
    """What a form may tell of it: by the field's role, and as people say it."""
    return (
        (Role.EXPECTED, tally.expected, "应到"),
        (Role.PRESENT, len(tally.present), "实到"),
        (Role.EXCUSED, len(tally.excused), "请假"),
        (Role.ABSENT, len(tally.absent), "缺席"),
    )
