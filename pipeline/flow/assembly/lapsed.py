"""What lapsed: documents that an activity no longer has, and activities that are no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pipeline.flow.assembly.branch import Branch
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.packet.manifest import NAME as MANIFEST


def withdraw_old(entry: ActivityEntry, branch: Branch, desk: Desk) -> None:
    """Documents of the same activity that it no longer has, under this folder or an earlier one."""
    before = branch.entries.get((entry.packet, entry.key))
    if before is None:
        return
    kept = {document.path for document in entry.documents}
    _withdraw((document for document in before.documents if document.path not in kept), branch, desk)
    if before.folder != entry.folder:
        _drop_manifest(before.folder, desk)


def withdraw_lapsed(current: Collection[tuple[str, str]], branch: Branch, desk: Desk) -> None:
    """Activities that are no more; `current` are packet and key of those that are."""
    for key, entry in branch.entries.items():
        if key in current:
            continue
        others = (other for other in desk.ledger.activities(branch.name) if other.id != entry.id)
        now = {document.path for other in others for document in other.documents}
        _withdraw((document for document in entry.documents if document.path not in now), branch, desk)
        if not any(path.startswith(f"{entry.folder}/") for path in now):
            _drop_manifest(entry.folder, desk)
        desk.ledger.withdraw(entry)


def left_behind(branch: str, desk: Desk) -> list[Problem]:
    """Lapsed documents that a person changed and that still lie in the outbox."""
    problems = []
    for path in desk.ledger.left_behind(branch):
        if not (desk.outbox.folder / path).is_file():
            desk.ledger.forget_left_behind(path)
            continue
        message = "这份材料有人改过，活动的内容已经变了，没有动它"
        hint = "新的材料在新的文件夹里；把改动并过去以后，请删去这一份"
        problems.append(Problem(Origin(path), "left-behind", message, hint, Severity.WARNS))
    return problems


def _withdraw(documents: Iterable[PublishedDocument], branch: Branch, desk: Desk) -> None:
    for document in documents:
        if not desk.outbox.withdraw(document):
            desk.ledger.leave_behind(branch.name, document.path)


def _drop_manifest(folder: str, desk: Desk) -> None:
    desk.outbox.remove(f"{folder}/{MANIFEST}")
