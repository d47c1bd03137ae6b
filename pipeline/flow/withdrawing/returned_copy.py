"""A copy that went back and that a person moved into 撤回: what it asks for is not taken away, but taken back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline.files.digest import digest_of_file
from pipeline.flow.desk import Desk
from pipeline.forms.workbook import WorkbookFile
from pipeline.ledger.entries import Submission


def return_of(path: Path, desk: Desk) -> Submission | None:
    """The return whose copy the file is, changed or not, while it is open or was taken back. Raises OSError."""
    numbered = desk.ledger.return_with(WorkbookFile(path).return_number)
    if numbered and numbered.state in {"returned", "withdrawn"}:
        return numbered
    digest = digest_of_file(path)
    return next((entry for entry in desk.ledger.returned() if entry.copy_digest == digest), None)


def moved_to_withdrawals(desk: Desk) -> set[int]:
    """The returns whose copies lie in 撤回."""
    found = set()
    for path in desk.workspace.withdrawals.rglob("*"):
        with suppress(OSError):
            if path.is_file() and (entry := return_of(path, desk)):
                found.add(entry.id)
    return found
