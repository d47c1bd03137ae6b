"""From the last byte of a dropped form to its published packet, under `dangan watch`.

Each round corrects the sample activity form (another summary text) and drops it under the same name; the clock
runs from the moment the file is whole until 07 活动小结.docx holds the new text and manifest.json follows it.
"""

from __future__ import annotations

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kit.figure import Figure, at_most
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "机关第一党支部"
FORM = "3月主题党日登记表.xlsx"
ROUNDS = 20
LIMIT_S = 30.0
KEYS = ("watch_p50_ms", "watch_p95_ms")


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        workspace = Path(scratch) / "工作区"
        _dangan("init", str(workspace)).check_returncode()
        shutil.copytree(ROOT / "examples" / BRANCH, workspace / "inbox" / BRANCH)
        _dangan("ingest", "-w", str(workspace)).check_returncode()
        watcher = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "watch", "-w", str(workspace)], stdout=subprocess.DEVNULL
        )
        try:
            _round(workspace, 0)  # it has begun to listen
            times = [_round(workspace, number) for number in range(1, ROUNDS + 1)]
        finally:
            watcher.send_signal(signal.SIGINT)
            watcher.wait(20)
    yield Figure("watch_p50_ms", "ms", tuple(times))
    yield Figure("watch_p95_ms", "ms", (statistics.quantiles(times, n=20)[-1],), at_most(1000))


def _dangan(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "pipeline", *words], stdout=subprocess.DEVNULL, check=False)


def _round(workspace: Path, number: int) -> float:
    """Milliseconds."""
    text = f"第{number}次更正的小结"
    ready = workspace / "corrected.xlsx"
    book = load_workbook(ROOT / "examples" / BRANCH / FORM)
    for row in book["活动登记"].iter_rows():
        if row[0].value == "活动小结":
            row[1].value = text
    book.save(ready)
    target = workspace / "inbox" / BRANCH / FORM
    target.parent.mkdir(parents=True, exist_ok=True)
    ready.replace(target)
    started = time.perf_counter()
    while not _shows(workspace, text):
        if time.perf_counter() - started > LIMIT_S:
            raise TimeoutError(f"no packet after {LIMIT_S} s")
        time.sleep(0.01)
    return (time.perf_counter() - started) * 1000


def _shows(workspace: Path, text: str) -> bool:
    for document in workspace.glob(f"outbox/2026/{BRANCH}/*/07 活动小结.docx"):
        manifest = document.with_name("manifest.json")
        try:
            whole = manifest.stat().st_mtime_ns >= document.stat().st_mtime_ns
            with zipfile.ZipFile(document) as package:
                return whole and text in package.read("word/document.xml").decode()
        except (OSError, zipfile.BadZipFile):
            return False
    return False
