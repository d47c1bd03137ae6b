"""A process of `child`: renders the minutes page as often as it is told."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kit.engines import PROPERTIES, renderer
from kit.minutes import TEMPLATE, contexts

engine = renderer(Path(sys.argv[1]))
made = contexts(40)
for line in sys.stdin:
    started = time.perf_counter()
    for _ in range(int(line)):
        engine.render(TEMPLATE, next(made), PROPERTIES)
    print(time.perf_counter() - started, flush=True)
