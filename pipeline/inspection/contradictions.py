"""What is contradictory: all that the packets' checks have told, and what several branches have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.inspection.evidence import KnownPacket
from pipeline.inspection.inspection import Finding
from pipeline.mapping.rules.checks import Catalogue
from pipeline.mapping.rules.parts import Layer
from pipeline.model.problem import Problem
from pipeline.packet.evidence.fingerprints import OF_PHOTO, Fingerprint
from pipeline.packet.report import PacketReport
from pipeline.rules.copies import PHOTO_SHARED, TEXT_SHARED, photo_shared, text_shared
from pipeline.rules.grading import uncited


def told_by_checks(packets: Iterable[KnownPacket], catalogue: Catalogue) -> Iterator[Finding]:
    """Each once, however many packets tell it; in the order of the packets.

    Remarks of the reading (a cell that no form asks for) are no checks: they are the branch's own to look at.
    """
    seen: set[tuple[str, str, str]] = set()
    for packet in packets:
        for places, message, hint, code in PacketReport.from_text(packet.published.report).checks:
            if code in catalogue.checks and (code, places, message) not in seen:
                seen.add((code, places, message))
                yield _finding(code, (places, message, hint), packet, catalogue)


def loose_findings(problems: Iterable[Problem]) -> Iterator[Finding]:
    """Of no day: they lie in no packet."""
    return (Finding(one.code, one.severity, one.places, one.message, one.hint, None) for one in problems)


def shared_by_branches(packets: Iterable[KnownPacket], catalogue: Catalogue) -> dict[str, list[Finding]]:
    """Branch -> the photos and texts that another branch used before it, or on the same day; once for each.

    `packets` are those of all branches.
    """
    first: dict[tuple[str, str], KnownPacket] = {}
    told: set[tuple[str, str, str]] = set()
    found: dict[str, list[Finding]] = {}
    for packet in sorted(packets, key=_order):
        branch = packet.published.branch
        for trace in packet.proof.fingerprints:
            before = first.setdefault((trace.what, trace.digest), packet)
            code = PHOTO_SHARED if trace.what == OF_PHOTO else TEXT_SHARED
            if before.published.branch == branch or (branch, trace.what, trace.digest) in told:
                continue
            told.add((branch, trace.what, trace.digest))
            if code in catalogue.checks and catalogue.checks[code].enabled:
                found.setdefault(branch, []).append(_shared(code, trace, before, packet, catalogue))
    return found


def _order(packet: KnownPacket) -> tuple[str, str, str, str]:
    published = packet.published
    return published.day, published.branch, published.packet, published.key


def _shared(code: str, found: Fingerprint, before: KnownPacket, packet: KnownPacket, catalogue: Catalogue) -> Finding:
    other = before.published
    if code == PHOTO_SHARED:
        message, hint = photo_shared(found.told, other.branch, other.day)
    else:
        message, hint = text_shared(found.what, other.branch, other.day)
    return _finding(code, (found.at, message, hint), packet, catalogue)


def _finding(code: str, told: tuple[str, str, str], packet: KnownPacket, catalogue: Catalogue) -> Finding:
    """`told` are the places, the message and the hint."""
    places, message, hint = told
    check = catalogue.checks[code]
    return Finding(
        code=code,
        severity=check.severity,
        places=places,
        message=message,
        hint=uncited(hint, check),
        day=packet.day,
        path=packet.published.folder,
        basis=check.basis if check.layer is not Layer.SENSE else "",
    )
