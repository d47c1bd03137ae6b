"""dangan withdraw: take back something that was sent in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.ingest import tell
from pipeline.cli.place import chosen, opened, workspace_option

PATIENCE_S = 120.0


@click.command()
@click.argument("what", metavar="号码|文件")
@click.option("--sheet", "sheets", multiple=True, metavar="工作表", help="只撤这张工作表的；可以写几次。")
@click.option("--reason", default="", metavar="原因", help="为什么撤；记在台账库里，总览页也写。")
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON。")
@workspace_option
def withdraw(what: str, sheets: tuple[str, ...], reason: str, as_json: bool, start: Path) -> None:
    """撤回报错了的表格、照片或文件：它不再算数，用它做的材料移到 .dangan/bin 或重做。

    可以写 dangan status 里的号码、收件箱里原来的文件名、“原始表单”里的那一份，或由它做成的材料。
    有人改过的材料留着，总览页会说明。原件和报送的经过都还在；把文件再放进收件箱就重新收下。
    不用命令也能撤：把“原始表单”里的那一份移进 inbox/撤回。
    """
    from pipeline.flow.answers import withdrawn_answer
    from pipeline.flow.turn import turn
    from pipeline.flow.withdrawing.command import Wish
    from pipeline.flow.withdrawing.command import withdraw as run
    from pipeline.model.outcome import Withdrawn

    with opened(start) as desk, turn(desk, PATIENCE_S):
        path = chosen(Path(what), desk.workspace.root)
        report = run(Wish(what, path if path.is_file() else None, sheets, reason.strip()), desk)
        if as_json:
            answer = {
                "withdrawn": [withdrawn_answer(outcome) for outcome in report.of(Withdrawn)],
                "updated": [entry.folder for entry in report.published],
                "failures": [{"message": failure.message, "hint": failure.hint} for failure in report.failures],
            }
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            tell(report)
            if report.of(Withdrawn):
                click.echo("原件没有删；要恢复，把文件再放进收件箱。它代替过的旧内容不会自己回来，要用的也请再放一次。")
            click.echo(f"总览页：{desk.workspace.status_page}")
    for failure in report.failures:
        click.echo(f"{failure.message}\n怎么办：{failure.hint}", err=True)
    if report.failures:
        click.get_current_context().exit(report.failures[0].exit_code)
