"""A rebuild in tests: what it would do or does, and why, told in codes and words."""

from __future__ import annotations

from pipeline.flow.assembly.deeds import Done
from pipeline.flow.desk import Desk, set_up_anew
from pipeline.flow.hands.crew import Alone
from pipeline.flow.intake.lying import to_take
from pipeline.flow.intake.taking import take_all
from pipeline.flow.rebuild.rebuild import Rebuilt, Wish, rebuild
from pipeline.model.outcome import Accepted

YEAR = 2026


def enter(desk: Desk) -> None:
    """Takes what lies in the inbox, and makes no document of it."""
    for path, became in take_all(to_take(desk).files, desk, Alone()):
        assert isinstance(became, Accepted), (path, became)


def foreseen(desk: Desk, branch: str | None = None) -> Rebuilt:
    return rebuild(Wish(YEAR, branch, dry_run=True), desk, Alone())


def redone(desk: Desk, branch: str | None = None) -> Rebuilt:
    return rebuild(Wish(YEAR, branch), desk, Alone())


def reopened(desk: Desk) -> Desk:
    """With its mappings and rules as they are now."""
    return set_up_anew(desk)


def why(told: Rebuilt, ending: str) -> list[tuple[str, str]]:
    """Code and words of the reasons for the one file whose path ends so; none where it is left alone."""
    return [(reason.code, str(reason)) for one in told.done if one.path.endswith(ending) for reason in one.why]


def codes_of(told: Rebuilt) -> set[str]:
    return {reason.code for one in told.done for reason in one.why}


def paths(done: list[Done]) -> list[str]:
    return [one.path for one in done]
