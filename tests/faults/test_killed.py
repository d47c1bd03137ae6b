"""Killed at any moment and started again: the same end as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from core import make_core_desk
from dropped_ten import World, lay, make_ten, world
from killing import Forker

from pipeline.flow.ingest import ingest
from pipeline.settings.workspace import Workspace

CHUNKS, ROUNDS = 8, 25
"""Chunks are tests of their own, so that several processes can share them."""

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="a run is killed by its pidfd, as Linux has it")


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.close()


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with ten files in its inbox, to be copied for each round; its templates are compiled."""
    root = tmp_path_factory.mktemp("laid")
    ten = make_ten(tmp_path_factory.mktemp("ten"))
    desk = make_core_desk(root / "先")
    lay(ten, desk.workspace)
    ingest(desk)
    desk.close()
    make_core_desk(root / "工作区").close()
    shutil.rmtree(root / "工作区" / ".dangan")
    shutil.copytree(root / "先" / ".dangan" / "cache", root / "工作区" / ".dangan" / "cache")
    lay(ten, Workspace(root / "工作区"))
    return root / "工作区"


@pytest.fixture(scope="module")
def undisturbed(laid: Path, forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, float]:
    """What comes of the ten files, and how many seconds it takes at least."""
    roots = [shutil.copytree(laid, tmp_path_factory.mktemp("whole") / "工作区") for _ in range(3)]
    runs = [forker.ingest(root) for root in roots]
    assert {(run.killed, run.code) for run in runs} == {(False, 0)}
    return world(Workspace(roots[0])), min(run.seconds for run in runs)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_killed_at_random_moments(
    chunk: int, laid: Path, forker: Forker, undisturbed: tuple[World, float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    killed = 0
    for seed in range(chunk * ROUNDS, (chunk + 1) * ROUNDS):
        chance = random.Random(seed)
        root = shutil.copytree(laid, tmp_path / "工作区")
        moments = [chance.uniform(0, seconds) for _ in range(chance.choice((1, 1, 2)))]
        runs = [forker.ingest(root, after_s=moment) for moment in moments]
        killed += any(run.killed for run in runs)
        if not runs[0].killed:  # the machine is less busy than it was
            seconds = min(seconds, runs[0].seconds)
        last = forker.ingest(root)
        told = f"seed {seed}: killed after {moments} of {seconds:.3f} s"
        sys.stdout.write(f"{told}\n")
        assert (last.killed, last.code) == (False, 0), told
        assert world(Workspace(root)) == expected, told
        shutil.rmtree(root)
    assert killed > ROUNDS / 2


def test_ten_files_are_what_they_are_meant_to_be(undisturbed: tuple[World, float]) -> None:
    expected, _ = undisturbed
    forms = Counter(form for form, *_ in expected["records"])
    assert forms == {"党员花名册": 1, "党费收缴表": 1, "活动登记表": 2, "签到表": 1, "谈心谈话记录": 2}
    assert [name for name, *_ in expected["returned"]] == ["两张.xlsx", "坏签到.xlsx"]
    assert (len(expected["originals"]), expected["photos"], expected["rests"]) == (9, ["合影.jpg"], [])
