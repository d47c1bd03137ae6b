"""dangan accept: choose between a document that a person changed and the new version beside it."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.place import chosen, opened, workspace_option

PATIENCE_S = 120.0


@click.command()
@click.argument("path", metavar="文件", type=click.Path(path_type=Path))
@workspace_option
@click.pass_context
def accept(context: click.Context, path: Path, start: Path) -> None:
    """有人改过的材料和旁边的“(系统新版)”，留下所给的这一份；另一份移到 .dangan/bin，不删除。

    表格以后再有变化时，材料重新生成：留下的是人改过的，又会在旁边放一份新的。
    """
    from pipeline.flow.accept import accept as run
    from pipeline.flow.turn import turn

    with opened(start) as desk, turn(desk, PATIENCE_S):
        choice = run(desk, chosen(path, desk.workspace.root))
    click.echo(f"定下来了：outbox/{choice.path}（{'系统的版本' if choice.ours else '人改过的版本'}）")
    for failure in choice.failures:
        click.echo(f"{failure.message}\n怎么办：{failure.hint}", err=True)
    if choice.failures:
        context.exit(choice.failures[0].exit_code)
