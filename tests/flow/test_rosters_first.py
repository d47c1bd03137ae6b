"""Forms that name the branches go first, whatever became of the look for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from builders import drop, roster, sign_in
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Alone, Line
from pipeline.flow.hands.steps import Broken, LookForBranches, Step, TakeFile, Tell
from pipeline.flow.ingest import ingest


@dataclass
class Fragile:
    """A crew whose hand a look at that file breaks; it remembers which files it took, in their order."""

    breaks: str
    taken: list[str] = field(default_factory=list)

    def work(
        self, lines: Iterable[Line], desk: Desk, tell: Tell, meanwhile: Callable[[], object] = lambda: None
    ) -> Iterator[tuple[Step, object]]:
        for line in lines:
            for step in line:
                if isinstance(step, TakeFile):
                    self.taken.append(step.path.name)
                if isinstance(step, LookForBranches) and self.breaks in {path.name for path in step.paths}:
                    yield step, step.given_up(Broken.DIED, None, desk)
                else:
                    yield from Alone().work([[step]], desk, tell)

    def has_broken(self) -> bool:
        return False


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


@pytest.mark.parametrize("breaks", ["", "乙.xlsx"])
def test_rosters_go_first(desk: Desk, breaks: str) -> None:
    for name, grid in (("甲.xlsx", sign_in()), ("乙.xlsx", sign_in(date="2026-04-20")), ("龙.xlsx", roster())):
        drop(desk, grid, name)
    crew = Fragile(breaks)
    ingest(desk, crew=crew)
    assert crew.taken[0] == "龙.xlsx"
    assert sorted(crew.taken) == ["乙.xlsx", "甲.xlsx", "龙.xlsx"]
