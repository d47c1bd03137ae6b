"""Several processes do what one does; one that hangs or dies costs one file, and nobody else's."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path
from subprocess import PIPE

import pytest
from builders import BRANCH, NOW, drop, dues, make_form, registration, roster, sign_in, talk
from core import make_core_desk
from dropped_ten import World, lay, world
from faulty_hands import with_fault
from handed import hands_of, noting_hands, start
from standing_clock import StandingClock
from watching import until

from pipeline.flow.desk import open_desk
from pipeline.flow.hands.hand import Limits
from pipeline.flow.hands.hands import Hands
from pipeline.flow.ingest import IngestReport, ingest
from pipeline.model.outcome import Accepted, Returned
from pipeline.settings.workspace import Workspace

OTHER, THIRD = "机关第二党支部", "机关第三党支部"
QUICK = Limits(reading_s=1.0)


def make_office(folder: Path) -> Path:
    """Three branches, a file that they send alike, a roster, a correction, and one that lies in nobody's folder."""
    for branch in (BRANCH, OTHER, THIRD):
        here = folder / branch
        make_form(here / "登记.xlsx", registration(branch=branch, 会议记录="一"))
        make_form(here / "登记2.xlsx", registration(branch=branch, 会议记录="二"))
        make_form(here / "签到.xlsx", sign_in(branch=branch))
        make_form(here / "坏.xlsx", dues(branch=branch, month="今年"))
        make_form(here / "谈话.xlsx", talk(branch=branch))
        make_form(here / "名册.xlsx", roster(branch=branch))
    make_form(folder / "党费.xlsx", dues(branch=OTHER))
    make_form(folder / OTHER / "空.xlsx", [["随便"]])
    shutil.copy(folder / OTHER / "空.xlsx", folder / THIRD / "空.xlsx")
    return folder


def told(report: IngestReport) -> list[tuple[str, str]]:
    return [(type(outcome).__name__, outcome.file) for outcome in report.outcomes]


def test_the_same_comes_of_it_whatever_the_number_of_hands(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    seen = []
    for number in (0, 1, 2):
        desk = make_core_desk(tmp_path / str(number))
        lay(office, desk.workspace)
        with Hands(number or 1) as hands:
            report = ingest(desk, crew=hands if number else None)
        seen.append((told(report), [entry.folder for entry in report.published], world(desk.workspace)))
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0][2]["returned"]) == 5


@pytest.mark.parametrize(("fault", "code"), [("hang", "too-long"), ("die", "breaks-reader"), ("eat", "breaks-reader")])
def test_a_file_that_no_reader_gets_through_goes_back(fault: str, code: str, tmp_path: Path) -> None:
    desk = with_fault(make_core_desk(tmp_path), fault, "毒.xlsx")
    poison = drop(desk, sign_in(date="2026-04-20"), "毒.xlsx").read_bytes()
    drop(desk, sign_in(), "好.xlsx")
    drop(desk, talk(), "谈话.xlsx")
    drop(desk, sign_in(branch=OTHER), folder=OTHER)
    with Hands(2, QUICK) as hands:
        report = ingest(desk, crew=hands)
        again = ingest(desk, crew=hands)
    assert sorted(outcome.file.rpartition("/")[2] for outcome in report.of(Accepted)) == [
        "好.xlsx",
        "表.xlsx",
        "谈话.xlsx",
    ]
    (returned,) = report.of(Returned)
    assert [problem.code for problem in returned.problems] == [code]
    assert (desk.workspace.root / returned.copy).read_bytes() == poison
    assert (report.failures, again.outcomes, again.failures) == ([], [], [])
    assert world(desk.workspace)["rests"] == []


def test_a_hand_that_died_once_is_replaced(tmp_path: Path) -> None:
    desk = with_fault(make_core_desk(tmp_path), "die_once", "表.xlsx")
    drop(desk, sign_in())
    with Hands(1) as hands:
        report = ingest(desk, crew=hands)
    assert told(report) == [("Accepted", f"{BRANCH}/表.xlsx")]
    assert (report.failures, len(report.published)) == ([], 1)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with an office's files, to be copied for each round; its templates are compiled."""
    folder = tmp_path_factory.mktemp("laid")
    office = make_office(folder / "office")
    first, second = make_core_desk(folder / "先"), make_core_desk(folder / "工作区")
    lay(office, first.workspace)
    ingest(first)
    shutil.copytree(first.workspace.cache, second.workspace.cache, dirs_exist_ok=True)
    lay(office, second.workspace)
    return second.workspace.root


@pytest.fixture(scope="module")
def undisturbed(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    root = shutil.copytree(laid, tmp_path_factory.mktemp("whole") / "工作区")
    desk = open_desk(Workspace(root), StandingClock(NOW))
    ingest(desk)
    return world(desk.workspace)


@pytest.mark.parametrize("seed", range(4))
def test_hands_killed_at_random_moments(seed: int, laid: Path, undisturbed: World, tmp_path: Path) -> None:
    root = shutil.copytree(laid, tmp_path / "工作区")
    desk = noting_hands(open_desk(Workspace(root), StandingClock(NOW)))
    chance = random.Random(seed)
    moments = {chance.randrange(18), chance.randrange(20, 28)}  # while files are taken, and while packets are made
    ticks = count()

    def kill(_: str) -> None:
        if next(ticks) in moments:
            alive = [pid for pid in hands_of(root) if is_alive(pid)]
            os.kill(chance.choice(alive), signal.SIGKILL)

    with Hands(2) as hands:
        report = ingest(desk, progress=kill, crew=hands)
    assert report.failures == []
    assert world(desk.workspace) == undisturbed


@pytest.mark.parametrize("seed", range(3))
def test_parent_killed_at_random_moments(seed: int, laid: Path, undisturbed: World, tmp_path: Path) -> None:
    """Its hands end with it, before the next run begins."""
    root = shutil.copytree(laid, tmp_path / "工作区")
    first = start(root)
    assert first.stdout
    for _ in range(random.Random(seed).randrange(1, 30)):
        first.stdout.readline()
    first.kill()
    second = start(root)
    assert second.wait(60) == 0
    first.wait()
    assert world(Workspace(root)) == undisturbed
    assert [pid for pid in hands_of(root) if is_alive(pid)] == []
    for run in (first, second):
        assert run.stdout
        run.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise there")
def test_ctrl_c_ends_the_run_with_its_hands(laid: Path, undisturbed: World, tmp_path: Path) -> None:
    """A terminal sends it to all of them. What was begun is finished by the next run."""
    root = shutil.copytree(laid, tmp_path / "工作区")
    command = [sys.executable, "-m", "pipeline", "ingest", "-w", str(root)]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, encoding="utf-8", start_new_session=True) as first:
        try:
            until(lambda: list(Workspace(root).originals.glob("??/*")))
            os.killpg(first.pid, signal.SIGINT)
            _, err = first.communicate(timeout=30)
        finally:
            first.kill()
    assert (first.returncode, "Traceback" in err) == (130, False)
    until(lambda: not belonging_to(first.pid))
    second = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert second.returncode == 1  # forms went back
    assert world(Workspace(root)) == undisturbed


def belonging_to(session: int) -> list[int]:
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if is_alive(pid) and session_of(pid) == session]


def session_of(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def is_alive(pid: int) -> bool:
    """Not a zombie either."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
