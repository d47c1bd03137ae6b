"""A whole office's forms at once: `dangan ingest` against a plain script of openpyxl and docxtpl, and its memory.

The plain script gets a tenth of the forms and documents; its time is taken ten times.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kit.figure import Figure, at_least, at_most
from kit.office import Office

from pipeline.flow.desk import Desk, open_desk
from pipeline.packet.drafts import draft_documents
from pipeline.packet.gather import gather
from pipeline.rules.days import theme_day
from pipeline.settings.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
KEYS = ("ingest_forms_per_s", "ingest_vs_plain", "ingest_mb")
SMALL = Office(branches=10, months=10)
BURST = Office(branches=50, months=10)
ROUNDS = 10
SHARE = 10


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        plain = _prepared(folder)
        ratios = []
        for number in range(ROUNDS):
            ours, _ = _ingest(folder / f"工作区{number}", SMALL)
            ratios.append(_seconds(plain) * SHARE / ours)
        yield Figure("ingest_vs_plain", "times as fast", tuple(ratios), at_least(8))
        seconds, megabytes = _ingest(folder / "大工作区", BURST)
    forms = BURST.branches * BURST.months * 4
    yield Figure("ingest_forms_per_s", "forms a second, 2,000 at once", (forms / seconds,))
    yield Figure("ingest_mb", "MB, 2,000 forms at once", (megabytes,), at_most(250))


def _ingest(root: Path, office: Office) -> tuple[float, float]:
    """Seconds, and the most memory in MB."""
    _dangan("init", root)
    office.write(root / "inbox")
    started = time.perf_counter()
    child = subprocess.Popen(_command("ingest", "-w", root), cwd=ROOT, stdout=subprocess.DEVNULL)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, _peak(child.pid))
        time.sleep(0.02)
    seconds = time.perf_counter() - started
    left = list((root / "inbox").rglob("*.xlsx"))
    if child.returncode or left:
        raise RuntimeError(f"ingest ended with {child.returncode}, {len(left)} forms are left")
    return seconds, peak


def _peak(process: int) -> float:
    """The most memory so far, in MB; the system's own ru_maxrss begins with what the parent had."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0.0


def _prepared(folder: Path) -> list[str]:
    """The plain script's command, with a tenth of what `SMALL` has."""
    root = folder / "vorlage"
    _dangan("init", root)
    office = Office(SMALL.branches, SMALL.months // SHARE)
    office.write(root / "inbox")
    kept = folder / "plain"
    (kept / "out").mkdir(parents=True)
    office.write(kept / "forms")
    forms = sorted((kept / "forms").rglob("*.xlsx"))
    (kept / "forms.txt").write_text("\n".join(map(str, forms)), encoding="utf-8")
    _dangan("ingest", "-w", root)
    desk = open_desk(Workspace(root))
    drafts = list(_drafts(desk))
    desk.close()
    (kept / "drafts.pickle").write_bytes(pickle.dumps(drafts))
    return [sys.executable, str(ROOT / "bench" / "kit" / "plain.py"), str(kept), str(root / "templates")]


def _drafts(desk: Desk) -> Iterator[tuple[str, dict[str, object]]]:
    """Every document but the lists of contents, which know of the others."""
    mappings, settings = desk.mappings, desk.settings
    for branch in desk.ledger.asked():
        held = desk.ledger.held(branch)
        gathered = gather(
            mappings.forms, mappings.packets.values(), held, lambda month: theme_day(month, settings.theme_day).day
        )
        for activity in gathered.activities:
            for draft in draft_documents(activity, mappings.forms, ()).made:
                if not draft.document.contents:
                    yield draft.document.template, draft.context


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def _dangan(*words: str | Path) -> None:
    subprocess.run(_command(*words), cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def _command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "pipeline", *map(str, words)]
