"""Documents a second, warm, on one core: against docxtpl used the usual way, and against what bounds us."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from kit.engines import PROPERTIES, by_docxtpl, renderer
from kit.figure import Figure, at_least, at_most
from kit.minutes import TEMPLATE, contexts, write_template
from kit.pieces import joined, names_of, plan_of, run, templates_of
from kit.reading import text_of
from kit.rounds import in_turn, ratios, timed

from pipeline.render.archive import member

KEYS = ("render_vs_docxtpl", "render_vs_limit", "render_ms", "render_small_vs_docxtpl", "render_small_ms")


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        write_template(folder / TEMPLATE)
        _same_text(folder)
        yield from _page(folder)
        yield from _small_page(folder)


def _page(folder: Path) -> Iterator[Figure]:
    sides = {"ours": _ours(folder, 40), "theirs": _theirs(folder, 40), "limit": _limit(folder, 40)}
    seconds = in_turn({name: timed(work) for name, work in sides.items()})
    yield Figure("render_vs_docxtpl", "times as fast", ratios(seconds["theirs"], seconds["ours"]), at_least(35))
    yield Figure("render_vs_limit", "times the limit's time", ratios(seconds["ours"], seconds["limit"]), at_most(2))
    yield Figure("render_ms", "ms a document", tuple(1000 * each for each in seconds["ours"]))


def _small_page(folder: Path) -> Iterator[Figure]:
    seconds = in_turn({"ours": timed(_ours(folder, 6)), "theirs": timed(_theirs(folder, 6))})
    yield Figure("render_small_vs_docxtpl", "times as fast", ratios(seconds["theirs"], seconds["ours"]), at_least(45))
    yield Figure("render_small_ms", "ms a document", tuple(1000 * each for each in seconds["ours"]))


def _ours(folder: Path, rows: int) -> Callable[[], bytes]:
    engine, made = renderer(folder), contexts(rows)
    return lambda: engine.render(TEMPLATE, next(made), PROPERTIES)


def _theirs(folder: Path, rows: int) -> Callable[[], bytes]:
    made = contexts(rows)
    return lambda: by_docxtpl(folder / TEMPLATE, next(made))


def _limit(folder: Path, rows: int) -> Callable[[], list[bytes]]:
    """Only what cannot be left out: Jinja's run of the template's own code, and packing as many bytes."""
    templates = templates_of(plan_of(folder))
    made = map(names_of, contexts(rows))

    def work() -> list[bytes]:
        names = next(made)
        return [member(name, joined(run(template, names))).body for name, template in templates.items()]

    return work


def _same_text(folder: Path) -> None:
    """A figure about another document would be worth nothing."""
    if text_of(_ours(folder, 40)()) != text_of(_theirs(folder, 40)()):
        raise AssertionError("the two engines made different documents")
