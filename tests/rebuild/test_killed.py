"""A rebuild killed at any moment and begun again ends in the same outbox as one that nobody disturbed."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_photo, sign_in
from core import make_core_desk
from dropped_ten import World, lay, make_ten, world
from killing import Forker
from rebuilds import YEAR, enter
from setups import edit_template

from pipeline.flow.ingest import ingest
from pipeline.settings.workspace import Workspace

CHUNKS, ROUNDS = 2, 25
"""Chunks are tests of their own, so that several processes can share them."""

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="a run is killed by its pidfd, as Linux has it")


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.close()


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Published once; then a template, a mapping and a form changed, a photo came, and two documents were deleted."""
    root = tmp_path_factory.mktemp("behind") / "工作区"
    desk = make_core_desk(root)
    lay(make_ten(tmp_path_factory.mktemp("ten")), desk.workspace)
    ingest(desk)
    drop(desk, sign_in((("冯伟", "√"),)), "签到.xlsx")
    make_photo(desk.workspace.inbox / BRANCH / "合影.jpg", red=90)
    enter(desk)
    desk.close()
    edit_template(desk.workspace, "会议记录.docx", lambda document: document.add_paragraph("归档专用"))
    mapping = root / "mappings" / "packets" / "1主题党日.yaml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("02 签到表", "02 签到名单"), encoding="utf-8")
    for path in sorted(desk.workspace.outbox.rglob("*.docx"))[:2]:
        path.unlink()
    return root


@pytest.fixture(scope="module")
def undisturbed(behind: Path, forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, float]:
    """What comes of it, and how many seconds it takes at least."""
    roots = [shutil.copytree(behind, tmp_path_factory.mktemp("whole") / "工作区") for _ in range(3)]
    runs = [forker.rebuild(root, YEAR) for root in roots]
    assert {(run.killed, run.code) for run in runs} == {(False, 0)}
    return world(Workspace(roots[0])), min(run.seconds for run in runs)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_killed_at_random_moments(
    chunk: int, behind: Path, forker: Forker, undisturbed: tuple[World, float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    killed = 0
    for seed in range(chunk * ROUNDS, (chunk + 1) * ROUNDS):
        chance = random.Random(seed)
        root = shutil.copytree(behind, tmp_path / "工作区")
        moment = chance.uniform(0, seconds)
        run = forker.rebuild(root, YEAR, after_s=moment)
        killed += run.killed
        if not run.killed:  # the machine is less busy than it was
            seconds = min(seconds, run.seconds)
        last = forker.rebuild(root, YEAR)
        told = f"seed {seed}: killed after {moment} of {seconds:.3f} s"
        sys.stdout.write(f"{told}\n")
        assert (last.killed, last.code) == (False, 0), told
        assert world(Workspace(root)) == expected, told
        shutil.rmtree(root)
    assert killed > ROUNDS / 2
