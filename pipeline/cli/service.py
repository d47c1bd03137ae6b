"""dangan service: let the machine start `dangan watch` by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.place import workspace_option

if TYPE_CHECKING:
    from pipeline.watch.unit import Service

system_option = click.option("--system", is_flag=True, help="为整台电脑安装（要管理员身份）；不写就只为自己安装。")


@click.group(options_metavar="[选项]", subcommand_metavar="命令 …")
def service() -> None:
    """让电脑开机后自己运行 dangan watch。"""


@service.command(options_metavar="[选项]")
@system_option
@workspace_option
def install(system: bool, start: Path) -> None:
    """装成服务并马上启动：Linux 用 systemd，Windows 用计划任务。"""
    from pipeline.watch.service import install as run

    wanted = _service(start, system)
    path = run(wanted)
    click.echo(f"已装好并启动：{wanted.name}\n服务文件：{path}")
    if path.suffix == ".service":
        scope = "" if wanted.user else "--user "
        click.echo(f"看它在不在运行：systemctl {scope}status {wanted.name}")
        if not wanted.user:
            click.echo("要在没有人登录时也运行，请执行一次：loginctl enable-linger")


@service.command(options_metavar="[选项]")
@system_option
@workspace_option
def remove(system: bool, start: Path) -> None:
    """停下并撤掉服务；工作区里的东西都不动。"""
    from pipeline.watch.service import remove as run

    wanted = _service(start, system)
    run(wanted)
    click.echo(f"已撤掉：{wanted.name}")


def _service(start: Path, system: bool) -> Service:
    from pipeline.settings.workspace import find_workspace
    from pipeline.watch.service import service_of

    return service_of(find_workspace(start.resolve()), system)
