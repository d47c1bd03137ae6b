"""Where the time of one document goes, step by step, and what compiling a template costs once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from kit.engines import PROPERTIES, renderer
from kit.figure import Figure
from kit.minutes import TEMPLATE, context, write_template
from kit.pieces import joined, names_of, plan_of, run, templates_of
from kit.rounds import in_turn, timed

from pipeline.render.archive import Prepared, member
from pipeline.render.compile import compile_template

KEYS = ("step_jinja_us", "step_pack_us", "step_archive_us", "step_rest_us", "step_compile_once_ms")


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        content = write_template(folder / TEMPLATE).read_bytes()
        engine, data = renderer(folder), context(1, 40)
        plan, names = plan_of(folder), names_of(data)
        templates = templates_of(plan)
        bodies = {name: joined(run(template, names)) for name, template in templates.items()}
        members = [member(name, body) for name, body in bodies.items()]
        steps = {
            "jinja": lambda: [run(template, names) for template in templates.values()],
            "pack": lambda: [member(name, body) for name, body in bodies.items()],
            "archive": lambda: Prepared(*plan.prepared).with_members(members),
            "whole": lambda: engine.render(TEMPLATE, data, PROPERTIES),
            "compile": lambda: compile_template(content),
        }
        seconds = in_turn({name: timed(work) for name, work in steps.items()}, slice_s=0.1)
    for name in ("jinja", "pack", "archive"):
        yield Figure(f"step_{name}_us", "us a document", tuple(1e6 * each for each in seconds[name]))
    known = zip(seconds["jinja"], seconds["pack"], seconds["archive"], strict=True)
    rest = (whole - sum(parts) for whole, parts in zip(seconds["whole"], known, strict=True))
    yield Figure("step_rest_us", "us a document", tuple(1e6 * each for each in rest))
    yield Figure("step_compile_once_ms", "ms a template", tuple(1e3 * each for each in seconds["compile"]))
