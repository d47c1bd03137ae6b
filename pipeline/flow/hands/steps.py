"""The pieces of work that a hand does: each may break, and knows what becomes of it then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from pipeline.errors import DanganError, LedgerError
from pipeline.files.faults import in_words
from pipeline.files.originals import Original
from pipeline.flow.assembly.assemble import Assembled, assemble
from pipeline.flow.assembly.behind import Behind
from pipeline.flow.assembly.faults import kept
from pipeline.flow.desk import Desk
from pipeline.flow.intake.intake import process_unread
from pipeline.flow.intake.lying import shown
from pipeline.flow.intake.take import take
from pipeline.forms.mention import may_mention
from pipeline.forms.read import names_branches
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.form import FormMapping
from pipeline.model.outcome import Outcome, Waiting

Sign = Original | str
"""What a step tells while it is done: the bytes of its file are safe, or a packet is published."""
Tell = Callable[[Sign], object]


class Broken(Enum):
    """Why a step was given up; the values are codes of problems."""

    TOO_LONG = "too-long"
    DIED = "breaks-reader"


class Step(Protocol):
    """Done in another process it may hang, or take the process with it; then `given_up` is done in its place.

    `last` is what it told last. Both raise LedgerError; what else is wrong is part of what they return.
    """

    def run(self, desk: Desk, tell: Tell) -> object: ...

    def reads(self, last: Sign | None) -> bool:
        """Whether a reader has it now, which has less time than the rest."""
        ...

    def given_up(self, why: Broken, last: Sign | None, desk: Desk) -> object: ...


@dataclass(frozen=True, slots=True)
class LookForBranches:
    """Which of the files name the branches, as a roster does. Several at once: a look takes less than a message."""

    paths: tuple[Path, ...]

    def run(self, desk: Desk, tell: Tell) -> set[Path] | None:
        forms = desk.mappings.forms
        titles = {title for form in forms.values() if form.is_roster for title in (form.form, *form.title)}
        return {path for path in self.paths if _names_branches(path, titles, forms)}

    def reads(self, last: Sign | None) -> bool:
        return True

    def given_up(self, why: Broken, last: Sign | None, desk: Desk) -> None:
        """One of them broke the look at all: nothing is known."""


@dataclass(frozen=True, slots=True)
class TakeFile:
    path: Path

    def run(self, desk: Desk, tell: Tell) -> Outcome | DanganError:
        return _or_fault(lambda: take(self.path, desk, tell))

    def reads(self, last: Sign | None) -> bool:
        return last is not None

    def given_up(self, why: Broken, last: Sign | None, desk: Desk) -> Outcome | DanganError:
        if not isinstance(last, Original):
            return Waiting(shown(self.path, desk), "从它所在的文件夹读得太慢或总是中断，会再试")
        try:
            return _or_fault(lambda: process_unread(self.path, last, why.value, desk))
        except OSError as error:
            return Waiting(shown(self.path, desk), f"暂时读不到这个文件（{in_words(error)}）")


@dataclass(frozen=True, slots=True)
class Assemble:
    """Of that year alone, where one is given."""

    behind: Behind
    year: int | None = None

    def run(self, desk: Desk, tell: Tell) -> Assembled:
        with desk.renderer.looking_once():
            return assemble(self.behind, desk, tell, self.year)

    def reads(self, last: Sign | None) -> bool:
        return False

    def given_up(self, why: Broken, last: Sign | None, desk: Desk) -> Assembled:
        what = "很久没有做完" if why is Broken.TOO_LONG else "程序两次中断"
        after = f"（做完“{last}”以后）" if last else ""
        error = DanganError(
            f"{self.behind.branch}的材料没有生成：{what}{after}", "请看看这个支部的照片和模板有没有损坏；会再试"
        )
        desk.ledger.fail(self.behind.branch, (), [kept(error)])
        return Assembled(failures=[error])


def _names_branches(path: Path, titles: Collection[str], forms: Mapping[str, FormMapping]) -> bool:
    try:
        return may_mention(path, titles) and names_branches(WorkbookFile(path), forms)
    except OSError:
        return False


def _or_fault(work: Callable[[], Outcome]) -> Outcome | DanganError:
    try:
        return work()
    except LedgerError:
        raise
    except DanganError as error:
        return error
