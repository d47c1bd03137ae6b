"""A whole office's forms at once: `dangan ingest` against a plain script of openpyxl and docxtpl, and its memory.

Both read the same forms, keep two copies of each, and make the same documents, the lists of contents too. The plain
script gets the values ready made, for it would have to find and compute them: it judges nothing, looks nothing up,
keeps no ledger, writes no manifests and no page, flushes nothing to disk.
"""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kit.figure import Figure, at_least, at_most
from kit.load import faults, writers
from kit.office import Office
from kit.processes import peak_mb

from pipeline.flow.desk import open_desk
from pipeline.flow.ingest import ingest
from pipeline.render.renderer import Renderer
from pipeline.settings.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
KEYS = ("ingest_forms_per_s", "ingest_vs_plain", "ingest_mb")
BURST = Office(branches=50, months=10)
REPLACED = 100
ROUNDS = 3
"""Of some two minutes each: the burst is the whole one, in which starting up hardly counts."""


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        plain = _prepared(folder)
        ratios, speeds = [], []
        for number in range(ROUNDS):
            ours = _seconds(_laid(folder / f"工作区{number}", BURST))
            shutil.rmtree(folder / f"工作区{number}")
            started = time.perf_counter()
            subprocess.run(plain, check=True)
            ratios.append((time.perf_counter() - started) / ours)
            speeds.append(BURST.count / ours)
        yield Figure("ingest_vs_plain", "times as fast", tuple(ratios), at_least(8))
        yield Figure("ingest_forms_per_s", "forms a second, 2,000 at once", tuple(speeds))
        megabytes = _loaded(_laid(folder / "忙工作区", BURST))
    yield Figure("ingest_mb", "MB, 2,000 forms at once, 100 replaced meanwhile", (megabytes,), at_most(250))


def _laid(root: Path, office: Office) -> Path:
    _dangan("init", root)
    office.write(root / "inbox")
    return root


def _seconds(root: Path) -> float:
    started = time.perf_counter()
    _dangan("ingest", "-w", root)
    seconds = time.perf_counter() - started
    if left := list((root / "inbox").rglob("*.xlsx")):
        raise RuntimeError(f"{len(left)} forms are left")
    return seconds


def _loaded(root: Path) -> float:
    """The most memory in MB, while two writers replace forms; the second run takes what came too late for the first."""
    people = writers(root / "inbox", REPLACED // 2)
    run = _started("ingest", "-w", root)
    peak = peak_mb(run, lambda: [person.write(1) for person in people])
    for person in people:
        person.write(REPLACED)
    again = _started("ingest", "-w", root)
    peak = max(peak, peak_mb(again))
    wrong = faults(Workspace(root), BURST.count, people)
    if run.returncode or again.returncode or wrong:
        raise RuntimeError(f"ingest ended with {run.returncode} and {again.returncode}: {wrong}")
    return peak


def _prepared(folder: Path) -> list[str]:
    """The plain script's command, with the forms, and the documents that we make of them."""
    root = _laid(folder / "vorlage", BURST)
    kept = folder / "plain"
    (kept / "out").mkdir(parents=True)
    shutil.copytree(root / "inbox", kept / "forms")
    forms = sorted((kept / "forms").rglob("*.xlsx"))
    (kept / "forms.txt").write_text("\n".join(map(str, forms)), encoding="utf-8")
    (kept / "drafts.pickle").write_bytes(pickle.dumps(_drafts(Workspace(root))))
    return [sys.executable, str(ROOT / "bench" / "kit" / "plain.py"), str(kept), str(root / "templates")]


def _drafts(workspace: Workspace) -> list[tuple[str, Mapping[str, Any]]]:
    """Template and values of every document that comes of the inbox."""
    desk = open_desk(workspace)
    told = _Told(desk.renderer)
    ingest(replace(desk, renderer=told))  # type: ignore[arg-type]
    desk.close()
    return told.drafts


class _Told:
    """A renderer that remembers what it made."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self.drafts: list[tuple[str, Mapping[str, Any]]] = []

    def render(self, template: str, context: Mapping[str, Any], *rest: Any) -> bytes:
        self.drafts.append((template, context))
        return self._renderer.render(template, context, *rest)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._renderer, name)


def _dangan(*words: str | Path) -> None:
    if _started(*words).wait():
        raise RuntimeError(f"dangan {words[0]} failed")


def _started(*words: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
