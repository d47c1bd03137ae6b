"""dangan status: where everything stands, on the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.place import opened, workspace_option

if TYPE_CHECKING:
    from pipeline.flow.overview import ActivityView, BranchView, Overview

_STATES = {
    "whole": ("齐全", "green"),
    "check": ("需核对", "yellow"),
    "missing": ("缺材料", "red"),
    "planned": ("待开展", "bright_black"),
    "overdue": ("未报", "red"),
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON。")
@workspace_option
def status(as_json: bool, start: Path) -> None:
    """显示各支部、各月的材料包，缺的材料，退回和等待的文件；同时刷新总览页。"""
    from pipeline.files.inbox import reason_to_wait
    from pipeline.flow.ingest import waiting_files
    from pipeline.flow.overview import look, overview_answer, write_overview
    from pipeline.model.outcome import Waiting

    with opened(start) as desk:
        now = desk.now().timestamp()
        waiting = [
            Waiting(path.relative_to(desk.workspace.inbox).as_posix(), reason_to_wait(path, now) or "还没有收取")
            for path in waiting_files(desk)
        ]
        write_overview(desk, waiting)
        overview = look(desk, waiting)
        if as_json:
            click.echo(json.dumps(overview_answer(overview), ensure_ascii=False, indent=2))
        else:
            _tell(overview)
            click.echo(f"总览页：{desk.workspace.status_page}")


def _tell(overview: Overview) -> None:
    for failure in overview.failures:
        click.secho(f"材料没有生成　{_line(failure.message)}", fg="red")
        click.echo(f"      怎么办：{_line(failure.hint)}")
    if not overview.branches and not overview.failures:
        click.echo("还没有材料。把表格放进收件箱后运行 dangan ingest 或 dangan watch。")
    for branch in overview.branches:
        _tell_branch(branch, overview.this_month)
    for item in overview.returned:
        partly = f"（收下 {item.sheets_taken} 张，退回 {item.sheets_returned} 张）" if item.sheets_taken else ""
        click.secho(f"退回　{item.branch} {item.name}：{len(item.problems)} 处要改{partly}", fg="red")
    for waiting in overview.waiting:
        click.echo(f"等待　{waiting.file}：{waiting.reason}")


def _line(text: str) -> str:
    """On one line of the terminal."""
    return " ".join(text.split())


def _tell_branch(branch: BranchView, this_month: tuple[int, int]) -> None:
    click.secho(f"{branch.branch}　{branch.year} 年", bold=True)
    if unreported := [month for month in range(1, 13) if branch.state(month, this_month) == "absent"]:
        click.echo(f"  {click.style('未报', fg='red')}　{'、'.join(f'{month}月' for month in unreported)}")
    for month in sorted(branch.months):
        for view in branch.months[month]:
            _tell_activity(view)
    for problem in branch.loose:
        click.echo(f"  未归入活动　{problem.places}：{_line(problem.message)}")


def _tell_activity(view: ActivityView) -> None:
    word, colour = _STATES[view.state]
    name = _line(view.folder.rsplit("/", 1)[-1])
    click.echo(f"  {click.style(word, fg=colour)}　{name}（{len(view.documents)} 份）")
    for missing, wants in () if view.planned else view.missing:
        click.echo(f"      缺 {_line(missing)}：待报送 {_line(wants)}")
    for at, message, _ in view.checks:
        click.echo(f"      核对 {at}：{_line(message)}")
    for link in (*view.documents, *view.originals):
        if link.edited:
            click.echo(f"      有人改过 {link.name}，新版放在旁边")
