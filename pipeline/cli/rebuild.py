"""dangan rebuild: every document of a year brought up to date, each with the reason why."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.place import opened, workspace_option, year_argument
from pipeline.cli.stopping import stop_as_ctrl_c

if TYPE_CHECKING:
    from pipeline.flow.hands.crew import Crew
    from pipeline.flow.rebuild.rebuild import Rebuilt

PATIENCE_S = 120.0


@click.command()
@year_argument
@click.option("-b", "--branch", metavar="支部", help="只做这个支部；不写就是全部支部。")
@click.option("--dry-run", is_flag=True, help="只说要做什么、为什么，什么也不写。")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), metavar="个数", help="同时用几个进程；不写就是处理器的个数。")
@workspace_option
def rebuild(year: int, branch: str | None, dry_run: bool, jobs: int | None, start: Path) -> None:
    """把一年的材料全部更新到与表单、模板、映射、规则和程序一致，只重做变了的，并说明每一份为什么重做。

    人改过的材料不动，新版放在旁边；不再有的材料移到 .dangan/bin。按 Ctrl-C 可以中断，下次接着做。
    """
    stop_as_ctrl_c()
    most = jobs or os.cpu_count() or 1
    if most > 1:
        from pipeline.flow.hands.start import start_loading

        start_loading()
    from pipeline.cli.progress import counted
    from pipeline.flow.assembly.faults import together
    from pipeline.flow.rebuild.rebuild import Wish
    from pipeline.flow.rebuild.rebuild import rebuild as run
    from pipeline.flow.turn import turn

    title, again = ("正在看", "再运行一次从头看") if dry_run else ("正在重做", "再运行一次接着做")
    with opened(start) as desk, turn(desk, PATIENCE_S), counted(title, "个支部", again) as tick:
        rebuilt = run(Wish(year, branch, dry_run), desk, _crew(most), tick)
    _tell(rebuilt, year, dry_run)
    _tell_read_before(rebuilt)
    for failure in together(rebuilt.failures):
        click.echo(f"{failure.message}\n怎么办：{failure.hint}", err=True)
    if rebuilt.failures:
        click.get_current_context().exit(rebuilt.failures[0].exit_code)


def _crew(most: int) -> Crew:
    if most == 1:
        from pipeline.flow.hands.crew import Alone

        return Alone()
    from pipeline.flow.hands.pool import Pool
    from pipeline.flow.hands.processes import processes

    return Pool(processes(most))


def _tell(rebuilt: Rebuilt, year: int, dry_run: bool) -> None:
    """One line for each file that is not left alone, then how many there are of each."""
    from pipeline.flow.assembly.deeds import Deed

    words = {Deed.MADE: "重做", Deed.BESIDE: "人改过，新版放旁边", Deed.WITHDRAWN: "移到 .dangan/bin"}
    lines = [f"{words[one.deed]}　outbox/{one.path}：{'；'.join(map(str, one.why))}\n" for one in rebuilt.done]
    click.echo("".join(lines), nl=False)  # at once: an office's year is tens of thousands
    counts = {
        "重做": rebuilt.count(Deed.MADE),
        "新版放旁边": rebuilt.count(Deed.BESIDE),
        "有人改过": rebuilt.edited,
        "没有变": rebuilt.kept,
        "移走": rebuilt.count(Deed.WITHDRAWN),
    }
    told = "，".join(f"{word} {count}" for word, count in counts.items())
    click.echo(f"{year} 年{'（只看，没有写）' if dry_run else ''}：{told} 份{_failed(rebuilt)}。")


def _failed(rebuilt: Rebuilt) -> str:
    if not rebuilt.held_up:
        return ""
    branches = sum(folder.count("/") == 1 for folder in rebuilt.held_up)
    held_up = {"支部": branches, "材料包": len(rebuilt.held_up) - branches}
    told = "、".join(f"{count} 个{word}" for word, count in held_up.items() if count)
    return f"；没有做成 {told}，里面已有的 {rebuilt.stale} 份没有动"


def _tell_read_before(rebuilt: Rebuilt) -> None:
    if rebuilt.read_before:
        told = "、".join(f"{form} {count} 份" for form, count in rebuilt.read_before.items())
        click.echo(
            f"{sum(rebuilt.read_before.values())} 份表单是按改动前的映射读的（{told}），重做不重新读表单。\n"
            "怎么办：改动要是影响读法，把原件（各材料包的“原始表单”里有）再放进那个支部的收件箱，会按现在的映射重新读",
            err=True,
        )
