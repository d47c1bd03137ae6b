"""One document in a fresh process, as a command makes it: our renderer with its plan on disk, docxtpl in a script.

Each script is whole: it imports, reads the data, renders and writes the file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from kit.figure import Figure, at_least
from kit.minutes import TEMPLATE, context, write_template
from kit.reading import text_of
from kit.rounds import in_turn, ratios, timed

KEYS = ("render_oneshot_vs_docxtpl", "render_oneshot_ms")
PAIRS = 20

OURS = f"""
import datetime, json
from pathlib import Path
from pipeline.render.pictures import PictureShop
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

renderer = Renderer(Path(), PictureShop(bytes, Path("photos")), PlanStore(Path("plans")))
data = json.loads(Path("data.json").read_bytes())
made = renderer.render("{TEMPLATE}", data, Properties("会议记录", "支部", datetime.date(2026, 3, 20)))
Path("ours.docx").write_bytes(made)
"""

THEIRS = f"""
import json
from pathlib import Path
from docxtpl import DocxTemplate

document = DocxTemplate("{TEMPLATE}")
document.render(json.loads(Path("data.json").read_bytes()), autoescape=True)
document.save("theirs.docx")
"""


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        write_template(folder / TEMPLATE)
        (folder / "data.json").write_text(json.dumps(context(1, 40)), encoding="utf-8")
        sides = {"ours": _script(folder, OURS), "theirs": _script(folder, THEIRS)}
        seconds = in_turn({name: timed(work) for name, work in sides.items()}, rounds=PAIRS, slice_s=0)
        if text_of((folder / "ours.docx").read_bytes()) != text_of((folder / "theirs.docx").read_bytes()):
            raise AssertionError("the two engines made different documents")
    yield Figure(
        "render_oneshot_vs_docxtpl", "times as fast", ratios(seconds["theirs"], seconds["ours"]), at_least(2.2)
    )
    yield Figure("render_oneshot_ms", "ms a process", tuple(1000 * each for each in seconds["ours"]))


def _script(folder: Path, code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)
