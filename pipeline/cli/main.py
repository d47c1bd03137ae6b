"""dangan: the command line. The one place where an error becomes a message and an exit code."""

from __future__ import annotations

import gettext
import os
import sys
from pathlib import Path

# click speaks through gettext: its own sentences come from our catalogue, whatever the machine's language is.
os.environ["LANGUAGE"] = "zh_CN"
gettext.bindtextdomain("messages", str(Path(__file__).with_name("locale")))

import click  # noqa: E402  (after its language is chosen)

from pipeline.cli.forms import forms  # noqa: E402
from pipeline.cli.ingest import ingest  # noqa: E402
from pipeline.cli.init import init  # noqa: E402
from pipeline.cli.status import status  # noqa: E402
from pipeline.cli.watch import watch  # noqa: E402
from pipeline.errors import DanganError  # noqa: E402

INTERNAL_FAULT = 3


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
@click.version_option(package_name="dangan", prog_name="dangan")
def cli() -> None:
    """把填好的表格变成党支部的归档材料包。

    把表格和照片放进收件箱（inbox），几秒钟后材料包就在发件箱（outbox）里；总览页是 outbox/总览.html。
    """


for command in (init, forms, ingest, watch, status):
    command.options_metavar = "[选项]"
    cli.add_command(command)


def run() -> None:
    """The entry point: every fault ends as one Chinese message and its exit code, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已停止。", err=True)
        sys.exit(130)
    except DanganError as error:
        _say(error.message, error.hint)
        sys.exit(error.exit_code)
    except Exception as error:
        _say(
            f"程序内部出错：{type(error).__name__}：{error}",
            f"详细情况已写入 {_keep_trace()}，请交给维护人员",
        )
        sys.exit(INTERNAL_FAULT)


def _say(message: str, hint: str) -> None:
    click.echo(message, err=True)
    if hint:
        click.echo(f"怎么办：{hint}", err=True)


def _keep_trace() -> str:
    import tempfile
    import traceback

    path = Path(tempfile.gettempdir()) / "dangan-错误.txt"
    path.write_text(traceback.format_exc(), encoding="utf-8")
    return str(path)
