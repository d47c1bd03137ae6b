"""make bench: every measurement, or those named, as a table, in bench/results.json and in docs/performance.md.

    bench/run.py                              all
    bench/run.py rendering startup            these modules
    bench/run.py render_vs_docxtpl            the module that has this figure

A measurement is a module beside this one with KEYS, the names of its figures, and measure(), which yields them.
"""

from __future__ import annotations

import compileall
import gc
import importlib
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from kit.page import write_page
from kit.report import head, line, merge

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"


def main(names: Sequence[str]) -> int:
    modules = [module for path in sorted(HERE.glob("*.py")) if path.stem != "run" and (module := _loaded(path.stem))]
    unknown = [name for name in names if not any(_is(module, name) for module in modules)]
    if unknown:
        known = "\n".join(f"  {module.__name__}: {', '.join(module.KEYS)}" for module in modules)
        sys.exit(f"no such measurement: {', '.join(unknown)}; there are\n{known}")
    # As an installed program has them: a checkout that was edited would be compiled again at every start.
    compileall.compile_dir(HERE.parent / "pipeline", quiet=1)
    print(head())
    asked = [module for module in modules if not names or any(_is(module, name) for name in names)]
    done = [_measured(module) for module in asked]
    return 0 if all(done) else 1


def _loaded(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name} cannot be measured: {error}", file=sys.stderr)
        return None


def _is(module: ModuleType, name: str) -> bool:
    return name == module.__name__ or name in module.KEYS


def _measured(module: ModuleType) -> bool:
    """Keeps its figures at once; a measurement that fails takes none of the others away."""
    gc.collect()
    started = time.perf_counter()
    figures = []
    try:
        for figure in module.measure():
            figures.append(figure)
            print(line(figure), flush=True)
    except Exception:
        traceback.print_exc()
        return False
    finally:
        write_page(PAGE, merge(HERE / "results.json", figures))
        print(f"  {module.__name__}: {time.perf_counter() - started:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
