"""dangan recover: make the ledger anew from the originals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.place import workspace_option

if TYPE_CHECKING:
    from pipeline.flow.recover import Recovery

PATIENCE_S = 120.0
NOT_WHOLE = 1
_MOST_SHOWN = 20


@click.command()
@click.option("--yes", is_flag=True, help="台账库是好的也重建，例如放回了旧的备份以后。")
@workspace_option
@click.pass_context
def recover(context: click.Context, yes: bool, start: Path) -> None:
    """台账库坏了或丢了：从 .dangan/originals 里的原件和收件日志重建它，再补齐材料。

    原来的台账库移到 .dangan/旧台账库，不删除；有人改过的材料不动。有原件没能恢复时，退出码为 1。
    """
    from pipeline.flow.recover import recover as run
    from pipeline.settings.workspace import find_workspace

    workspace = find_workspace(start.resolve())
    recovery = run(workspace, PATIENCE_S, even_if_whole=yes)
    _tell(recovery)
    click.echo(f"总览页：{workspace.status_page}")
    for failure in recovery.report.failures:
        click.echo(f"{failure.message}\n怎么办：{failure.hint}", err=True)
    if recovery.report.failures:
        context.exit(recovery.report.failures[0].exit_code)
    context.exit(NOT_WHOLE if recovery.unread or recovery.lost or recovery.unnamed else 0)


def _tell(recovery: Recovery) -> None:
    click.echo(f"台账库已重建：{recovery.submissions} 次报送；更新材料包 {len(recovery.report.published)} 个。")
    if recovery.aside:
        click.echo(f"原来的台账库移到了 {recovery.aside}")
    if recovery.unread:
        click.echo(f"收件日志里有 {recovery.unread} 行坏了，读不出来")
    _list("这些报送的原件不见了或坏了", [f"{sent.folder}/{sent.name}" for sent in recovery.lost])
    _list("这些原件收件日志里没有记着", [str(path) for path in recovery.unnamed])
    if recovery.lost or recovery.unnamed:
        click.echo("请看一看是什么文件：还有用的，改成原来的名字，放进收件箱里那个支部的文件夹，会重新收")


def _list(title: str, items: list[str]) -> None:
    if items:
        click.echo(f"{title}（{len(items)} 个）：")
    for item in items[:_MOST_SHOWN]:
        click.echo(f"　　{item}")
    if len(items) > _MOST_SHOWN:
        click.echo(f"　　……还有 {len(items) - _MOST_SHOWN} 个")
