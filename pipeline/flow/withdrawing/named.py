"""What does a person mean who names something to take back: a number, a document, an original, or a file's name?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of_file
from pipeline.flow.desk import Desk
from pipeline.flow.withdrawing.withdraw import path_of, stands
from pipeline.ledger.entries import Held, Submission
from pipeline.packet.report import PacketReport

_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_NAME_ONE: Final = "请写明是哪一个：dangan withdraw 号码"
_WHERE_TO_LOOK: Final = "请照 dangan status 或总览页“最近收到”写号码或文件名，或给出发件箱“原始表单”里的那一份"


@dataclass(frozen=True, slots=True)
class Target:
    """`only` are the records that are meant; None means all of the submission."""

    sent: Submission
    only: tuple[Held, ...] | None = None


def named(text: str, sheets: Sequence[str], file: Path | None, desk: Desk) -> Target:
    """`file` is what lies at `text`, where it is a path. Raises SetupError where that is nothing, or several things."""
    target = _by_number(int(text), desk) if _NUMBER.fullmatch(text) else _by_file_or_name(text, file, desk)
    return _only(sheets, target, desk) if sheets else target


def _by_number(number: int, desk: Desk) -> Target:
    sent = desk.ledger.submission(number)
    if sent and sent.state == "duplicate":
        sent = desk.ledger.submission(sent.same_as)
    return Target(_one([sent] if sent else [], f"第 {number} 号", desk))


def _by_file_or_name(text: str, file: Path | None, desk: Desk) -> Target:
    if file and (target := _by_document(file, desk)):
        return target
    if file and (sent := desk.ledger.sent_with(digest_of_file(file))):
        same_name = [each for each in sent if each.name == file.name]
        return Target(_one(same_name or sent, file.name, desk))
    wanted = text.strip("/").removeprefix("inbox/")
    same = [each for each in desk.ledger.sent_as(wanted.rpartition("/")[2]) if wanted in {each.name, path_of(each)}]
    return Target(_one(same, text, desk))


def _one(sent: Sequence[Submission], said: str, desk: Desk) -> Submission:
    """The one of them that stands."""
    standing = [each for each in sent if stands(each, desk)]
    if len(standing) == 1:
        return standing[0]
    if standing:
        raise SetupError(f"“{said}”有 {len(standing)} 个：{_told(standing)}", _NAME_ONE)
    if any(each.state == "withdrawn" for each in sent):
        raise SetupError(f"“{said}”已经撤回了", "要恢复，把文件再放进收件箱")
    if sent:
        raise SetupError(f"“{said}”没有可撤的：它已经由后来报的代替了", _WHERE_TO_LOOK)
    raise SetupError(f"没有收过“{said}”", _WHERE_TO_LOOK)


def _by_document(file: Path, desk: Desk) -> Target | None:
    """The one sheet, photo or paper that a document in the outbox was made of; None where it is no such document."""
    try:
        path = file.resolve().relative_to(desk.outbox.folder.resolve()).as_posix()
    except ValueError:
        return None
    uses = [
        use
        for entry in desk.ledger.activities()
        if path.startswith(f"{entry.folder}/")
        for use, paths in PacketReport.from_text(entry.report).uses.items()
        if path in paths
    ]
    targets = [target for use in uses if (target := _of_use(use, desk))]
    if len(targets) > 1:
        numbers = dict.fromkeys(str(target.sent.id) for target in targets)
        commands = "，或 ".join(f"dangan withdraw {number}" for number in numbers)
        hint = f"要撤哪一份就运行：{commands}；只撤其中一张表的，加 --sheet 工作表名"
        raise SetupError(f"这份材料由几份报来的内容做成：{_told_of(targets)}", hint)
    return targets[0] if targets else None


def _of_use(use: str, desk: Desk) -> Target | None:
    number, form, key = use.split("|", 2)
    sent = desk.ledger.submission(int(number))
    if sent is None or not stands(sent, desk):
        return None
    if not sent.has_forms:
        return Target(sent)
    held = tuple(each for each in desk.ledger.in_force(sent.id) if (each.form, each.key) == (form, key))
    return Target(sent, held) if held else None


def _only(sheets: Iterable[str], target: Target, desk: Desk) -> Target:
    held = desk.ledger.in_force(target.sent.id)
    there = {each.sheet for each in held}
    if wrong := [sheet for sheet in sheets if sheet not in there]:
        known = "、".join(sorted(there)) or "没有"
        raise SetupError(f"《{target.sent.name}》里没有收下“{wrong[0]}”这张工作表", f"收下的工作表：{known}")
    return Target(target.sent, tuple(each for each in held if each.sheet in sheets))


def _told(sent: Iterable[Submission]) -> str:
    return "；".join(f"第 {each.id} 号 {path_of(each)}（{each.received[:16].replace('T', ' ')}）" for each in sent)


def _told_of(targets: Iterable[Target]) -> str:
    return "；".join(
        f"第 {each.sent.id} 号 {path_of(each.sent)}"
        + "".join(f"，{held.form}（工作表“{held.sheet}”）" for held in each.only or ())
        for each in targets
    )
