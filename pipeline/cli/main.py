"""dangan: the command line. The one place where an error becomes a message and an exit code."""

from __future__ import annotations

import atexit
import gettext
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Final

# click speaks through gettext: its own sentences come from our catalogue, whatever the machine's language is.
os.environ["LANGUAGE"] = "zh_CN"
gettext.bindtextdomain("messages", os.path.join(os.path.dirname(__file__), "locale"))  # noqa: PTH118, PTH120

import click  # noqa: E402  (after its language is chosen)

from pipeline.errors import DanganError  # noqa: E402

INTERNAL_FAULT = 3
STOPPED = 130

COMMANDS: Final = {
    "init": "新建一个工作区",
    "forms": "生成空白表单",
    "ingest": "收一遍收件箱，生成材料包",
    "watch": "一直守着收件箱，随放随收",
    "status": "看各支部收到什么、缺什么、退回什么",
    "inspect": "迎检以前，对照规则看一年里有什么、迟什么、缺什么",
    "withdraw": "报错了的表格、照片或文件，撤回来",
    "accept": "有人改过的材料和系统新版，定下留哪一份",
    "rebuild": "把一年的材料全部更新，只重做变了的",
    "explain": "一份材料或其中一个值，是从哪里来的、为什么重做",
    "verify": "核对一年的材料：没动过、改过、不见了、多出来的",
    "handbook": "把一年的材料编成工作手册，供打印装订",
    "archive": "把一年的材料整理归档：编档号、盖归档章、编目录，打成移交包",
    "check": "检查设置、映射和模板是否对得上",
    "recover": "台账库坏了或丢了，从收到的原件重建",
    "service": "让电脑开机后自己守着收件箱",
}
"""Each is the function of that name in the module of that name, imported when it is called: --help is instant."""


class Commands(click.Group):
    """The commands in the order of use, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"pipeline.cli.{cmd_name}"), cmd_name)
        command.options_metavar = "[选项]"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
@click.version_option(package_name="dangan", prog_name="dangan")
def cli() -> None:
    """把填好的表格变成党支部的归档材料包。

    把表格和照片放进收件箱（inbox），几秒钟后材料包就在发件箱（outbox）里；总览页是 outbox/总览.html。
    """


def run() -> None:
    """The entry point: every fault ends as one Chinese message and its exit code, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(prog_name="dangan", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已停止。", err=True)
        atexit.register(_end_as_stopped)
        sys.exit(STOPPED)
    except DanganError as error:
        _say(error.message, error.hint)
        sys.exit(error.exit_code)
    except Exception as error:
        _say(
            f"程序内部出错：{type(error).__name__}：{error}",
            f"详细情况已写入 {_keep_trace()}，请交给维护人员",
        )
        sys.exit(INTERNAL_FAULT)


def _end_as_stopped() -> None:
    """Python itself ends by the signal, without our code, where that came while it ran code made of text."""
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(STOPPED)


def _say(message: str, hint: str) -> None:
    click.echo(message, err=True)
    if hint:
        click.echo(f"怎么办：{hint}", err=True)


def _keep_trace() -> str:
    """The file that holds it, or why there is none."""
    import tempfile
    import traceback

    try:
        handle, path = tempfile.mkstemp(prefix="dangan-错误-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
            stream.write(traceback.format_exc())
    except OSError:
        return "（临时文件夹写不进去，没有记下）"
    return path
