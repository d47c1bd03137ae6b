"""The same page by docxtemplater and by carbone: one warm process of node each, from data to the bytes of a docx.

Their packages are fetched once into bench/.node. Without node, npm or a registry the figures are left out.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.child import Child
from kit.engines import PROPERTIES, renderer
from kit.figure import Figure, LeftOut, at_least
from kit.minutes import CARBONE, DOCXTEMPLATER, TEMPLATE, Dialect, context, contexts, write_template
from kit.reading import text_of
from kit.rounds import in_turn, ratios, timed

KEYS = ("render_vs_docxtemplater", "render_vs_carbone")
ROWS = 40
SCRIPTS = Path(__file__).resolve().parent / "node"
PACKAGES = SCRIPTS.parent / ".node"


@dataclass(frozen=True, slots=True)
class Engine:
    key: str
    script: str
    dialect: Dialect


ENGINES = (
    Engine("render_vs_docxtemplater", "docxtemplater.js", DOCXTEMPLATER),
    Engine("render_vs_carbone", "carbone.js", CARBONE),
)


def measure() -> Iterator[Figure | LeftOut]:
    if why := _install():
        yield from (LeftOut(engine.key, why) for engine in ENGINES)
        return
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        data = [context(number, ROWS) for number in range(20)]
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        write_template(folder / TEMPLATE)
        for engine in ENGINES:
            yield _against(engine, folder)


def _against(engine: Engine, folder: Path) -> Figure | LeftOut:
    template = write_template(folder / f"{engine.dialect.name}.docx", engine.dialect)
    out = folder / f"{engine.dialect.name}-out.docx"
    ours, made = renderer(folder), contexts(ROWS)
    command = ["node", PACKAGES / engine.script, template, folder / "data.json", out]
    with Child(command, PACKAGES) as theirs:
        theirs(1)
        if text_of(out.read_bytes()) != text_of(ours.render(TEMPLATE, next(made), PROPERTIES)):
            return LeftOut(engine.key, "its document does not hold the text of ours")
        seconds = in_turn({"ours": timed(lambda: ours.render(TEMPLATE, next(made), PROPERTIES)), "theirs": theirs})
    return Figure(engine.key, "times as fast", ratios(seconds["theirs"], seconds["ours"]), at_least(10))


def _install() -> str:
    """Why it cannot be measured; nothing when all is there."""
    if not (shutil.which("node") and (npm := shutil.which("npm"))):
        return "node or npm is not on this machine"
    shutil.copytree(SCRIPTS, PACKAGES, dirs_exist_ok=True)
    if all((PACKAGES / "node_modules" / name).is_dir() for name in ("docxtemplater", "pizzip", "carbone")):
        return ""
    done = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--silent"], cwd=PACKAGES, capture_output=True, check=False
    )
    return "" if done.returncode == 0 else "npm could not install docxtemplater and carbone"
