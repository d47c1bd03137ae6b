"""What became of one dropped file, one type for each way that it can go; and of a packet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.problem import Problem


@dataclass(frozen=True, slots=True)
class AcceptedForm:
    """One form that was read: the branch, the ledger's key for it, and what to look at again in it."""

    form: str
    branch: str
    key: str
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """`file` is the path below the inbox, with slashes; `not_read` tells of its sheets that were left out, and
    which returns it settled under another name.

    `lies` is the digest of what still lies where it was dropped, empty where nothing of it is to be taken away.
    """

    file: str
    submission: int
    forms: tuple[AcceptedForm, ...]
    not_read: tuple[Problem, ...] = ()
    lies: str = ""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return (*self.not_read, *(warning for form in self.forms for warning in form.warnings))


@dataclass(frozen=True, slots=True)
class Returned:
    """`copy` is where it lies now, below the workspace; `taken` are those of its forms that were taken all the same."""

    file: str
    copy: str
    problems: tuple[Problem, ...]
    taken: Accepted | None = None

    @property
    def sheets(self) -> int:
        """How many sheets it went back for; a file that cannot be read counts as one."""
        return sheets_to_mend(self.problems)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same bytes were taken before, as `of`, and still hold."""

    file: str
    of: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not ready yet; looked at again by itself."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something in the inbox that stays there, because it is not for us: a link, a conflict copy, a closed folder."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came as `of`, under that number, holds no more; of a file that went back nothing may have been taken.

    `file` is what the person moved to say so, below the inbox; `again` tells that it had been taken back before.
    """

    file: str
    of: str
    submission: int
    forms: tuple[AcceptedForm, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Updated:
    """A packet that was published anew; `day` is in ISO form, `month` 0 where it is of the whole year, `folder` lies
    below the outbox, `files` are all that it has now.
    """

    branch: str
    packet: str
    day: str
    month: int
    folder: str
    files: int


def sheets_to_mend(problems: Iterable[Problem]) -> int:
    return len({problem.at.sheet for problem in problems if problem.stops})


Outcome = Accepted | Returned | Duplicate | Waiting | Withdrawn
