"""Is a dropped file a paper that a person wrote? Its names say so, or a register does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.files.kinds import Kind
from pipeline.files.names import split_ending
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import Submission
from pipeline.mapping.vocabulary import Role
from pipeline.packet.papers.paper_names import is_said_of_photo, kinds_named
from pipeline.packet.papers.paper_register import line_of, registered

_WRITTEN: Final = {Kind.WORD, Kind.SLIDES, Kind.PDF, Kind.OFD}
_ENDINGS: Final = {".doc", ".docx", ".wps", ".ppt", ".pptx", ".dps"}
"""Behind a password a document cannot be told from a workbook but by its name."""

_NOT_A_PAPER_YET: Final = {"file-word", "file-slides", "file-pdf", "file-ofd", "workbook-locked", "paper-kind-unclear"}
"""Why a file went back that a register may since have named."""


def is_written(kind: Kind, name: str) -> bool:
    """Whether it is a document that people write, no form and no picture."""
    return kind in _WRITTEN or (kind is Kind.LOCKED and split_ending(name)[1].casefold() in _ENDINGS)


def paper_kinds(kind: Kind, sent: Submission, desk: Desk) -> Sequence[str]:
    """The kind of papers that the file is of; several where that cannot be told; none where it is no paper."""
    if not (kind.is_photo or is_written(kind, sent.name)):
        return ()
    words = desk.mappings.papers
    spoken = kinds_named(sent.name, sent.folder, words)
    if kind.is_photo and is_said_of_photo(sent.name, sent.folder, words):
        spoken = ()
    if len(spoken) == 1:
        return spoken
    told = _registered(sent, desk)
    return (told,) if told else spoken


def is_named_since(returned: Submission, desk: Desk) -> bool:
    """Whether a file that went back has meanwhile been named by a register."""
    codes = {problem.code for problem in returned.problems}
    return bool(codes) and codes <= _NOT_A_PAPER_YET and bool(_registered(returned, desk))


def _registered(sent: Submission, desk: Desk) -> str:
    """The kind that the branch's registers say the file is of."""
    forms = desk.mappings.forms
    naming = (name for name, form in forms.items() if form.table_with(Role.PAPER))
    held = [one for name in naming for one in desk.ledger.held_of(sent.branch, name)]
    line = line_of(sent.name, sent.folder, registered(held, forms))
    return line.kind if line else ""
