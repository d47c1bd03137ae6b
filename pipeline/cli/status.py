"""dangan status: where everything stands, on the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.place import opened, workspace_option
from pipeline.errors import SetupError
from pipeline.files.faults import in_words

if TYPE_CHECKING:
    from pipeline.flow.overview.arrivals import Arrival
    from pipeline.flow.overview.overview import Overview
    from pipeline.flow.overview.views import ActivityView, BranchView
    from pipeline.flow.watch_state import WatchState

_STATES = {
    "whole": ("齐全", "green"),
    "check": ("需核对", "yellow"),
    "missing": ("缺材料", "red"),
    "planned": ("待开展", "bright_black"),
    "overdue": ("未报", "red"),
}

_BECAME = {
    "taken": "收下",
    "partly": "部分收下",
    "returned": "退回",
    "cleared": "退回已处理",
    "duplicate": "重复",
    "withdrawn": "已撤回",
    "withdrawal": "撤回",
}
_ARRIVALS = 10
"""So many of the latest; the page shows more."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON。")
@workspace_option
def status(as_json: bool, start: Path) -> None:
    """显示各支部、各月的材料包，缺的材料，退回和等待的文件；同时刷新总览页。"""
    from pipeline.flow.intake.lying import inbox_view
    from pipeline.flow.overview.answer import overview_answer
    from pipeline.flow.overview.overview import look, write_overview

    with opened(start) as desk:
        inbox = inbox_view(desk)
        overview = look(desk, inbox)
        if as_json:
            click.echo(json.dumps(overview_answer(overview), ensure_ascii=False, indent=2))
        else:
            _tell(overview)
        try:
            write_overview(desk, inbox)
        except OSError as error:
            raise SetupError(f"总览页写不进去：{in_words(error)}", "请检查磁盘空间和发件箱的权限") from error
        if not as_json:
            click.echo(f"总览页：{desk.workspace.status_page}")


def _tell(overview: Overview) -> None:
    for alarm in overview.inbox.alarms:
        click.secho(f"收件箱收不了　{_line(alarm.message)}", fg="red")
        click.echo(f"      怎么办：{_line(alarm.hint)}")
    for failure in overview.failures:
        click.secho(f"材料没有生成　{_line(failure.message)}", fg="red")
        click.echo(f"      怎么办：{_line(failure.hint)}")
    if not overview.branches and not overview.failures:
        click.echo("还没有材料。把表格放进收件箱后运行 dangan ingest 或 dangan watch。")
    for branch in overview.branches:
        _tell_branch(branch, overview.this_month)
    for item in overview.returned:
        partly = (
            f"（收下 {item.sheets_taken} 份，还有 {item.sheets_returned} 张工作表要改）" if item.sheets_taken else ""
        )
        click.secho(f"退回　{item.branch} {item.name}：{len(item.problems)} 处要改{partly}", fg="red")
    for waiting in overview.inbox.waiting:
        click.echo(f"等待　{waiting.file}：{waiting.reason}")
    for left in overview.inbox.not_taken:
        click.echo(f"不收　{left.file}：{left.reason}")
    for arrival in overview.arrivals[:_ARRIVALS]:
        _tell_arrival(arrival)
    _tell_watch(overview.watch)


def _tell_arrival(arrival: Arrival) -> None:
    where = f"与 {arrival.same_as} 相同" if arrival.same_as else "、".join(link.path for link in arrival.links)
    moment = arrival.received[:16].replace("T", " ")
    file = f"第 {arrival.number} 号 {_line(arrival.file)}"
    click.echo(f"{moment}　{_BECAME[arrival.state]}　{file}{f' → {_line(where)}' if where else ''}")
    if arrival.told:
        click.echo(f"      {_line(arrival.told)}")
    for at, message in arrival.notes:
        click.echo(f"      核对 {_line(at)}：{_line(message)}")


def _tell_watch(watch: WatchState) -> None:
    for entry in watch.standby:
        click.echo(f"候补　{entry.host}（进程 {entry.pid}）")
    if watch.on_duty and watch.runs:
        entry = watch.on_duty
        click.echo(f"守着收件箱的是 {entry.host}（进程 {entry.pid}），最后一次查看 {entry.alive.replace('T', ' ')}")
    else:
        last = f"，上一个最后查看于 {watch.on_duty.alive.replace('T', ' ')}" if watch.on_duty else ""
        click.echo(f"现在没有 dangan watch 守着收件箱{last}")


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
        click.echo(f"  请看一看　{problem.places}：{_line(problem.message)}")
        if problem.hint:
            click.echo(f"      怎么办：{_line(problem.hint)}")


def _tell_activity(view: ActivityView) -> None:
    word, colour = _STATES[view.state]
    name = _line(view.folder.rsplit("/", 1)[-1])
    click.echo(f"  {click.style(word, fg=colour)}　{name}（{len(view.documents)} 份）")
    for missing, wants in () if view.planned else view.missing:
        click.echo(f"      缺 {_line(missing)}：待报送 {_line(wants)}")
    for at, message, _ in view.checks:
        click.echo(f"      核对 {at}：{_line(message)}")
    for link in (*view.documents, *view.originals):
        if link.beside:
            click.echo(f"      有人改过 outbox/{link.path}，新版放在旁边：outbox/{link.beside}")
            click.echo("      　　怎么办：请留下一份，删去另一份；或者 dangan accept 要留的那一份")
