"""What lapsed: documents that an activity no longer has, and activities that are no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.flow.assembly.branch import Branch
from pipeline.flow.assembly.deeds import Done, lapsing
from pipeline.flow.assembly.places import Place
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.packet.publish.manifest import NAME as MANIFEST


def withdraw_old(entry: ActivityEntry, branch: Branch, desk: Desk) -> None:
    """Documents of the same activity that it no longer has, under this folder or an earlier one."""
    before = branch.entries.get((entry.packet, entry.key))
    if before is None:
        return
    kept = {document.path for document in entry.documents}
    _withdraw((document for document in before.documents if document.path not in kept), branch, desk)
    if before.folder != entry.folder:
        _drop_manifest(before.folder, desk)


def lapsed(places: Iterable[Place], branch: Branch, year: int | None = None) -> Iterator[ActivityEntry]:
    """Activities that are no more, of any year where none is given; `places` are those that are."""
    current = {place.key for place in places}
    return (entry for key, entry in branch.entries.items() if key not in current and year in {None, entry.year})


def withdraw_lapsed(places: Iterable[Place], branch: Branch, desk: Desk, year: int | None = None) -> list[Done]:
    """Returns the documents that no activity has any more."""
    done: list[Done] = []
    for entry in lapsed(places, branch, year):
        others = (other for other in desk.ledger.activities(branch.name) if other.id != entry.id)
        now = {document.path for other in others for document in other.documents}
        _withdraw((document for document in entry.documents if document.path not in now), branch, desk)
        if not any(path.startswith(f"{entry.folder}/") for path in now):
            _drop_manifest(entry.folder, desk)
        desk.ledger.withdraw(entry)
        done += lapsing(entry.documents, now)
    return done


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
