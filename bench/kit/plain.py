"""What a plain script does with the same forms: openpyxl reads each, docxtpl fills each document.

Called with a folder that holds forms.txt (paths of workbooks) and drafts.pickle (template, context); writes out/.
It keeps a copy of each form and its digest, and puts another one beside the documents. The values come ready-made: a
plain script would have to find them too.
"""

from __future__ import annotations

import hashlib
import pickle
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from docxtpl import DocxTemplate
from jinja2 import Environment
from openpyxl import load_workbook

from pipeline.render.printing import FILTERS, GLOBALS, printed


def main(folder: Path, templates: Path) -> None:
    for number, form in enumerate((folder / "forms.txt").read_text(encoding="utf-8").splitlines()):
        kept = folder / "out" / f"{number}.xlsx"
        shutil.copyfile(form, kept)
        shutil.copyfile(form, kept.with_stem(f"{number} 原件"))
        hashlib.sha256(kept.read_bytes()).hexdigest()
        book = load_workbook(form, data_only=True)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    _ = (cell.coordinate, cell.value)
    dialect = Environment(finalize=printed)
    dialect.filters |= FILTERS
    dialect.globals |= GLOBALS
    for number, (template, context) in enumerate(pickle.loads((folder / "drafts.pickle").read_bytes())):
        document = DocxTemplate(templates / template)
        document.render(context, dialect, autoescape=True)
        document.save(folder / "out" / f"{number}.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
