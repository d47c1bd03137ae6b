"""Renders 10,000 documents, each of data of its own; prints the process's memory in MB after every 500."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kit.engines import PROPERTIES, renderer
from kit.minutes import TEMPLATE, context

DOCUMENTS = 10_000
STEP = 500

engine = renderer(Path(sys.argv[1]))
for number in range(1, DOCUMENTS + 1):
    engine.render(TEMPLATE, context(number, 40), PROPERTIES)
    if number % STEP == 0:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        print(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
