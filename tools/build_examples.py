"""Write the sample year: `python tools/build_examples.py [OUTDIR=examples/全年]`.

The same sources give the same content, on every machine and at every run.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sample_year.year import year_files

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "examples" / "全年"


def build(folder: Path) -> list[Path]:
    """Write the files into `folder`, which then holds nothing else, and return their paths."""
    shutil.rmtree(folder, ignore_errors=True)
    written = []
    for name, content in year_files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())
        written.append(path)
    return written


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER):
        print(path)
