"""People who replace their forms while a run takes them, and what must have come of it in the end."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from pipeline.ledger.ledger import Ledger
from pipeline.settings.workspace import Workspace

NAME = "月谈话.xlsx"
LABEL = "谈话内容"


@dataclass
class Writer:
    """Replaces one form after the other with a corrected one, whole; `written` is what each says last."""

    files: list[Path]
    written: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._corrected = [(path, *_corrected(path, f"更正的第{number}份")) for number, path in enumerate(self.files)]

    def write(self, most: int) -> None:
        for path, text, content in self._corrected[:most]:
            aside = path.with_name(f".~{path.name}.tmp")
            aside.write_bytes(content)
            aside.replace(path)
            self.written[path] = text
        del self._corrected[:most]


def writers(inbox: Path, each: int) -> list[Writer]:
    """Two, who share no form."""
    talks = sorted(inbox.glob(f"*/*{NAME}"))
    random.Random(each).shuffle(talks)
    return [Writer(talks[:each]), Writer(talks[each : 2 * each])]


def faults(workspace: Workspace, forms: int, people: Iterable[Writer]) -> list[str]:
    """What is not as it must be: each form in force once, none taken twice, and the last word of each person holds."""
    ledger = Ledger(workspace.ledger)
    try:
        held = [record for branch in ledger.asked() for record in ledger.held(branch)]
        taken = Counter((each.digest, each.branch, each.name) for each in ledger.taken())
        returned = len(ledger.returned())
    finally:
        ledger.close()
    in_force = {(each.folder, each.file): str(each.record.value(LABEL)) for each in held if each.form == "谈心谈话记录"}
    last = {(path.parent.name, path.name): text for person in people for path, text in person.written.items()}
    checks: list[tuple[bool, str]] = [
        (len(held) == forms, f"{len(held)} records of {forms} forms"),
        (not returned, f"{returned} sent back"),
        (max(taken.values()) == 1, f"taken more than once: {[key for key, times in taken.items() if times > 1][:3]}"),
        (not list(workspace.inbox.rglob("*.xlsx")), "forms are left in the inbox"),
    ]
    checks += [(in_force.get(place) == text, f"{place} says {in_force.get(place)}") for place, text in last.items()]
    return [fault for holds, fault in checks if not holds]


def _corrected(path: Path, text: str) -> tuple[str, bytes]:
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        if row[0].value == LABEL:
            row[1].value = text
    content = io.BytesIO()
    book.save(content)
    return text, content.getvalue()
