"""What a rebuild would do to one branch: the same as `assemble`, with nothing written."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import DanganError, LedgerError
from pipeline.flow.assembly.assemble import Assembled, branch_places
from pipeline.flow.assembly.behind import Behind
from pipeline.flow.assembly.branch import branch_of
from pipeline.flow.assembly.deeds import foreseen, lapsing
from pipeline.flow.assembly.faults import fault, packet_fault
from pipeline.flow.assembly.lapsed import lapsed
from pipeline.flow.assembly.places import is_current
from pipeline.flow.assembly.prepare import Prepared, prepare
from pipeline.flow.desk import Desk
from pipeline.flow.hands.steps import Broken, Sign, Tell


@dataclass(frozen=True, slots=True)
class Foresee:
    """A step, as `Assemble` is one."""

    behind: Behind
    year: int

    def run(self, desk: Desk, tell: Tell) -> Assembled:
        with desk.renderer.looking_once():
            return foresee(self.behind, desk, self.year)

    def reads(self, last: Sign | None) -> bool:
        return False

    def given_up(self, why: Broken, last: Sign | None, desk: Desk) -> Assembled:
        return Assembled(failures=[DanganError(f"{self.behind.branch}的材料没有看完：程序两次中断")])


def foresee(behind: Behind, desk: Desk, year: int) -> Assembled:
    """Each template is rehearsed once, with the first document that is to be made of it. Raises LedgerError."""
    result = Assembled()
    rehearsed: set[str] = set()
    branch = branch_of(behind.branch, desk)
    try:
        places, _ = branch_places(branch, desk)
    except Exception as error:
        return Assembled(failures=[fault(f"{branch.name}的材料", error)])
    for place in places:
        if not place.is_of(year) or is_current(place, branch, desk):
            continue
        try:
            packet = prepare(place, branch, desk)
            _rehearse(packet, rehearsed, desk)
            result.done += foreseen(packet, branch, desk)
        except LedgerError:
            raise
        except Exception as error:
            result.failures.append(packet_fault(place.folder, error))
    kept = {document.path for entry in branch.entries.values() for document in entry.documents}
    gone = list(lapsed(places, branch, year))
    kept -= {document.path for entry in gone for document in entry.documents}
    for entry in gone:
        result.done += lapsing(entry.documents, kept | {one.path for one in result.done})
    return result


def _rehearse(packet: Prepared, done: set[str], desk: Desk) -> None:
    """Raises what a faulty template raises when its document is made."""
    for document in packet.documents:
        template = document.draft.document.template
        if document.why and template not in done:
            desk.renderer.render(template, document.draft.context, document.properties)
            done.add(template)
