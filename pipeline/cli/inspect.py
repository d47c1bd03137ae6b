"""dangan inspect: what an inspector would find, before one comes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pipeline.cli.behind import warn_of_behind
from pipeline.cli.place import opened, workspace_option

if TYPE_CHECKING:
    from pipeline.flow.inspect import Inspected
    from pipeline.inspection.inspection import BranchInspection
    from pipeline.ledger.entries import PublishedDocument

GAPS_FOUND: Final = 1
PATIENCE_S: Final = 120.0
"""How long a second process waits for the first."""
_SHOWN: Final = 5
"""Findings of a branch, where there are many branches: the lists that are written have all."""


@click.command()
@click.argument("year", metavar="年度", type=click.IntRange(1922, 9998))
@click.option("--branch", metavar="支部", default="", help="只看这一个支部，不写迎检文件。")
@click.option(
    "--by",
    "mend_by",
    metavar="日期",
    type=click.DateTime(["%Y-%m-%d"]),
    help="要求在哪一天以前整改（今天起一年以内），写进清单和通报；不写就留空。",
)
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON。")
@workspace_option
def inspect(year: int, branch: str, mend_by: dt.datetime | None, as_json: bool, start: Path) -> None:
    """对照规则检查一年的材料：有、迟、缺、不适用、未到期，互相矛盾的；写出迎检总览和清单。

    有缺项或矛盾时退出码为 1，没有时为 0。
    """
    from pipeline.flow.inspect import inspect as run
    from pipeline.flow.turn import turn

    with opened(start) as desk, turn(desk, PATIENCE_S):
        inspected = run(year, desk, branch, mend_by.date() if mend_by else None)
    if as_json:
        click.echo(json.dumps(_answer(inspected), ensure_ascii=False, indent=2))
    else:
        _tell(inspected)
    click.get_current_context().exit(0 if inspected.inspection.is_clean else GAPS_FOUND)


def _answer(inspected: Inspected) -> dict[str, Any]:
    from pipeline.inspection.answer import inspection_answer

    files = [{"path": one.path, "beside": one.beside, "edited": one.edited} for one in inspected.written]
    return inspection_answer(inspected.inspection) | {"behind": list(inspected.behind), "files": files}


def _tell(inspected: Inspected) -> None:
    inspection = inspected.inspection
    warn_of_behind(inspected.behind, inspection.year)
    if not inspection.branches:
        click.echo("还没有党支部。请在 dangan.toml 的 branches 里写上名称，或先收一份党员花名册。")
    for branch in inspection.branches:
        _tell_branch(branch, everything=len(inspection.branches) == 1)
    for document in inspected.written:
        click.echo(_written(document))


def _written(document: PublishedDocument) -> str:
    """Where it lies; what a person made out of the very content that it would have again is left as it is."""
    if document.beside:
        return f"已写出　outbox/{document.path}（有人改过，新的放在旁边：outbox/{document.beside}）"
    return f"{'有人改过，没有动' if document.edited else '已写出'}　outbox/{document.path}"


def _tell_branch(branch: BranchInspection, *, everything: bool) -> None:
    from pipeline.rules.standing import Standing

    counts = "，".join(f"{standing} {branch.count(standing)}" for standing in Standing)
    score = "" if branch.score is None else f"，得分 {branch.score}"
    click.echo(f"{click.style(branch.branch, bold=True)}　{counts}，请核对 {len(branch.findings)} 处{score}")
    for standing, colour in ((Standing.MISSING, "red"), (Standing.LATE, "yellow")):
        of_rule: dict[str, list[str]] = {}
        for cell in branch.cells:
            if cell.standing is standing:
                missing = f"（{'、'.join(cell.missing)}）" if cell.is_event and cell.missing else ""
                of_rule.setdefault(cell.rule, []).append(f"{cell.label}{missing}")
        for rule, labels in of_rule.items():
            click.echo(f"  {click.style(str(standing), fg=colour)}　{rule}：{'、'.join(labels)}")
    shown = branch.findings if everything else branch.findings[:_SHOWN]
    for finding in shown:
        click.echo(f"  核对　{_line(finding.places)}：{_line(finding.message)}")
    if len(shown) < len(branch.findings):
        click.echo(f"  核对　……共 {len(branch.findings)} 处，见迎检清单.xlsx")


def _line(text: str) -> str:
    """On one line of the terminal."""
    return " ".join(text.split())
