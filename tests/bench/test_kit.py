"""The benchmarks' own rules: sides take turns, a bound is kept by the median, one run leaves the others' figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parent.parent.parent / "bench"


@pytest.fixture(autouse=True)
def bench_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))


def test_sides_take_turns() -> None:
    from kit.rounds import in_turn

    calls: list[str] = []

    def side(name: str, seconds: float) -> Any:
        def measured(times: int) -> float:
            calls.append(name)
            return seconds * times

        return measured

    result = in_turn({"ours": side("ours", 1.0), "theirs": side("theirs", 2.0)}, rounds=3, slice_s=1.0)
    assert calls[-6:] == ["ours", "theirs"] * 3
    assert result == {"ours": (1.0, 1.0, 1.0), "theirs": (2.0, 2.0, 2.0)}


@pytest.mark.parametrize(("rounds", "met"), [((1.0, 2.0, 9.0), True), ((1.0, 1.5, 9.0), False)])
def test_the_median_keeps_the_bound(rounds: tuple[float, ...], met: bool) -> None:
    from kit.figure import Figure, at_least

    assert Figure("k", "times", rounds, at_least(2)).met is met


def test_a_run_leaves_the_figures_of_others(tmp_path: Path) -> None:
    from kit.figure import Figure, LeftOut, at_most
    from kit.report import merge

    path = tmp_path / "results.json"
    path.write_text(json.dumps({"old": 1.0, "gone": 2.0, "details": {"old": {}, "gone": {}}}), encoding="utf-8")
    merge(path, [Figure("new", "ms", (3.0, 1.0, 2.0), at_most(1.5)), LeftOut("gone", "no node here")])
    held = json.loads(path.read_text(encoding="utf-8"))
    assert (held["old"], held["new"]) == (1.0, 2.0)
    assert "gone" not in held and "gone" not in held["details"]
    detail = held["details"]["new"]
    assert (detail["low"], detail["high"], detail["rounds"], detail["bound"]) == (1.0, 3.0, 3, "<= 1.5")
    assert detail["met"] is False


def test_no_two_measurements_have_one_key() -> None:
    import importlib

    modules = [importlib.import_module(path.stem) for path in BENCH.glob("*.py") if path.stem != "run"]
    keys = [key for module in modules for key in module.KEYS]
    assert len(keys) == len(set(keys))


def test_the_page_shows_the_results_of_the_tree() -> None:
    from kit.page import table

    results = json.loads((BENCH / "results.json").read_text(encoding="utf-8"))
    assert table(results) in (BENCH.parent / "docs" / "performance.md").read_text(encoding="utf-8")
