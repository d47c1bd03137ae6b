"""A whole office's year: `dangan rebuild` of everything, of nothing, of one template's; memory, growth; `inspect`.

200 branches x 12 months, in several rounds. The plain docxtpl loop renders a sample of the same documents with the same
values in as many processes as there are cores, and is scaled to all of them: it gathers and computes nothing, keeps no
ledger, flushes nothing to disk. The offices are deleted together at the end: for some minutes ext4 looks at what was
deleted, one by one, wherever a file is made.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from kit.figure import Figure, at_least, at_most
from kit.processes import peak_mb_alone
from kit.year import build

from pipeline.flow.assembly.assemble import branch_places
from pipeline.flow.assembly.branch import branch_of
from pipeline.flow.assembly.prepare import prepare
from pipeline.flow.desk import open_desk
from pipeline.settings.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
KEYS = (
    "rebuild_vs_docxtpl", "rebuild_noop_s", "rebuild_one_template_ratio", "rebuild_mb", "rebuild_growth",
    "rebuild_documents", "rebuild_s", "inspect_s",
)  # fmt: skip
BRANCHES = 200
SIZES = (50, 100, 200, 400)
SAMPLE = 200
ROUNDS = 5
NOOPS = 5
TEMPLATE = "签到表.docx"
YEAR = "2026"


def measure() -> Iterator[Figure]:
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        for size in SIZES:
            root = Path(scratch) / str(size)
            build(root, size)
            if size == BRANCHES:
                full = yield from _side_by_side(root)
                yield from _of_the_office(root, full)
                seconds[size] = full
            else:
                seconds[size], _ = _rebuilt(root)
    yield Figure("rebuild_growth", f"times as long, {SIZES[-1]} branches against {SIZES[0]}",
                 (seconds[SIZES[-1]] / seconds[SIZES[0]],), at_most(8.8))  # fmt: skip


def _side_by_side(root: Path) -> Generator[Figure, None, float]:
    """Of as many offices that are the same, each beside a plain loop; the last is the one at `root`. Its seconds."""
    places = [root.with_name(f"{root.name}-{number}") for number in range(1, ROUNDS)]
    for place in places:
        shutil.copytree(root, place)
    ours, plain, megabytes = [], [], []
    for place in (*places, root):
        seconds, most = _rebuilt(place)
        documents = sum(1 for _ in (place / "outbox").rglob("*.docx"))
        ours.append(seconds)
        megabytes.append(most)
        plain.append(_plain_seconds(place, documents))
    yield Figure("rebuild_documents", f"documents of {BRANCHES} branches", (float(documents),), at_least(12_000))
    yield Figure("rebuild_s", "s, all of them", tuple(ours))
    yield Figure("rebuild_mb", "MB, the parent's most", tuple(megabytes), at_most(300))
    ratios = tuple(theirs / mine for theirs, mine in zip(plain, ours, strict=True))
    yield Figure("rebuild_vs_docxtpl", f"times as fast, the plain loop scaled from {SAMPLE}", ratios, at_least(15))
    return statistics.median(ours)


def _of_the_office(root: Path, full: float) -> Iterator[Figure]:
    """`full` is what all of it took, in seconds."""
    yield Figure("inspect_s", "s, the year inspected", tuple(_inspected(root) for _ in range(NOOPS)), at_most(5))
    yield Figure("rebuild_noop_s", "s, nothing changed", tuple(_rebuilt(root)[0] for _ in range(NOOPS)), at_most(2))
    documents = sum(1 for _ in (root / "outbox").rglob("*.docx"))
    yield Figure("rebuild_one_template_ratio", "a document's time, one template changed, to that of a full rebuild",
                 (_one_template(root) / (full / documents),))  # fmt: skip


def _rebuilt(root: Path) -> tuple[float, float]:
    """Seconds, and the most memory of the process that was started, in MB."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "rebuild", YEAR, "-w", str(root)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    megabytes = peak_mb_alone(process)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"rebuild ended with {process.returncode}")
    return seconds, megabytes


def _inspected(root: Path) -> float:
    """Seconds; there are gaps, and it says so by its exit code."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "inspect", YEAR, "-w", str(root)]
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if ended.returncode != 1:
        raise RuntimeError(f"inspect ended with {ended.returncode}")
    return time.perf_counter() - started


def _one_template(root: Path) -> float:
    """Seconds a document, when one template was changed in every packet that has it."""
    from docx import Document

    path = root / "templates" / TEMPLATE
    template = Document(str(path))
    template.add_paragraph("归档专用")
    template.save(str(path))
    before = {path: path.stat().st_mtime_ns for path in (root / "outbox").rglob("*.docx")}
    seconds, _ = _rebuilt(root)
    made = sum(path.stat().st_mtime_ns != moment for path, moment in before.items())
    return seconds / made


def _plain_seconds(root: Path, documents: int) -> float:
    """Of so many documents, in a process for each core; the processes start once, however many there are."""
    start = _of_sample([], root)
    sampled = _of_sample(random.Random(0).sample(list(_drafts(root)), SAMPLE), root)
    return start + (sampled - start) * documents / SAMPLE


def _of_sample(drafts: list[tuple[str, Mapping[str, Any]]], root: Path) -> float:
    cores = os.cpu_count() or 1
    processes = []
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folders = [Path(scratch) / str(number) for number in range(cores)]
        for number, folder in enumerate(folders):
            (folder / "out").mkdir(parents=True)
            (folder / "forms.txt").touch()
            (folder / "drafts.pickle").write_bytes(pickle.dumps(drafts[number::cores]))
        script = str(ROOT / "bench" / "kit" / "plain.py")
        started = time.perf_counter()
        for folder in folders:
            processes.append(subprocess.Popen([sys.executable, script, str(folder), str(root / "templates")]))
        if any(process.wait() for process in processes):
            raise RuntimeError("the plain loop failed")
        return time.perf_counter() - started


def _drafts(root: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Template and values of every document of a few branches: all branches have the same."""
    desk = open_desk(Workspace(root))
    for name in sorted(desk.ledger.asked())[:4]:
        branch = branch_of(name, desk)
        for place in branch_places(branch, desk)[0]:
            for document in prepare(place, branch, desk).documents:
                yield document.draft.document.template, document.draft.context
    desk.close()
