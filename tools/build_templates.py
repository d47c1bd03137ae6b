"""Write every .docx template of the repository: `python tools/build_templates.py [OUTDIR=templates]`.

The same sources give the same bytes, on every machine and at every run.
"""

from __future__ import annotations

import sys
from pathlib import Path

from templates.gallery import all_templates
from templates.package import packed

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "templates"


def build(folder: Path) -> list[Path]:
    """Write the templates into `folder` and return their paths, sorted by name."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for template in all_templates():
        path = folder / f"{template.name}.docx"
        path.write_bytes(packed(template.document()))
        written.append(path)
    return written


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER):
        print(path)
