"""dangan init DIR: a new workspace out of the packaged defaults."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """在“文件夹”里新建工作区：收件箱、发件箱、映射、模板和设置。已有的文件不会被覆盖。"""
    from pipeline.flow.init import make_workspace

    workspace, added = make_workspace(folder.resolve())
    click.echo(f"工作区在 {workspace.root}（新增 {added} 个文件）")
    click.echo("下一步：")
    click.echo(f"  dangan forms 空白表单 -w “{folder}”　　生成空白表单")
    click.echo(f"  dangan watch -w “{folder}”　　　　　　　开始自动收表")
