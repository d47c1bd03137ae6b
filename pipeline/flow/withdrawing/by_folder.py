"""A file that a person moved into inbox/撤回/ is taken back: its bytes say which one it is, or its 退回编号."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.files.digest import digest_of_file
from pipeline.files.inbox import is_below
from pipeline.files.names import readable_name
from pipeline.files.publish import remove_empty_folders
from pipeline.flow.branch_names import spelled
from pipeline.flow.desk import Desk
from pipeline.flow.intake.drop import secure
from pipeline.flow.intake.lying import shown
from pipeline.flow.withdrawing.returned_copy import return_of
from pipeline.flow.withdrawing.withdraw import Word, path_of, stands, take_back
from pipeline.ledger.entries import Submission
from pipeline.model.outcome import Waiting, Withdrawn

_UNKNOWN: Final = (
    "没有收过和它一模一样的文件，撤不了；要撤的请放“原始表单”里的那一份（改过、另存过的和生成的材料都认不出来），"
    "不撤了请把它移走"
)
_REPLACED: Final = "它的内容已经由后来报的代替了，没有什么可撤的；请把它移走，要撤的是后来那一份的，请放那一份"
_SEVERAL: Final = "几个支部都报过这个文件（{branches}），看不出撤哪一个；请放进“撤回”里以支部名称命名的文件夹"


def is_withdrawal(path: Path, desk: Desk) -> bool:
    return is_below(path, desk.workspace.withdrawals)


def withdraw_file(path: Path, desk: Desk) -> Withdrawn | Waiting:
    """What cannot be told lies there until it can, with the reason on the status page.

    Raises OSError, LedgerError, and SetupError where its bytes cannot be kept.
    """
    file, digest = shown(path, desk), digest_of_file(path)
    returned = return_of(path, desk)
    sent = [returned] if returned else _of_branch(path, desk.ledger.sent_with(digest), desk)
    standing = [each for each in sent if stands(each, desk)]
    branches = sorted({each.branch for each in standing})
    if len(branches) > 1:
        return Waiting(file, _SEVERAL.format(branches="、".join(branch or "没有支部" for branch in branches)))
    if not standing and not any(each.state == "withdrawn" for each in sent):
        return Waiting(file, _REPLACED if sent else _UNKNOWN)
    # The original may have been lost since, and this be the last copy.
    is_kept = desk.originals.take_in(path).digest == digest
    outcome = Withdrawn(file, path_of(sent[0]), sent[0].id, again=True)
    for each in _meant(path, standing):
        outcome = take_back(each, desk, Word())
    if is_kept and digest_of_file(path) == digest:
        secure([digest], desk)
        path.unlink()
        remove_empty_folders(path.parent, desk.workspace.withdrawals)
    return replace(outcome, file=file)


def _of_branch(path: Path, sent: Sequence[Submission], desk: Desk) -> list[Submission]:
    """Where one of the folders on the way bears the name of a branch that sent it, only what that branch sent."""
    branches = {each.branch for each in sent}
    folders = path.relative_to(desk.workspace.withdrawals).parts[:-1]
    named = {spelled(readable_name(folder), branches) for folder in folders} & branches
    return [each for each in sent if each.branch in named] if named else list(sent)


def _meant(path: Path, standing: Sequence[Submission]) -> list[Submission]:
    """One photo may have come under two names: the one of this name, where there is one."""
    name = readable_name(path.name)
    return [each for each in standing if each.name == name] or list(standing)
