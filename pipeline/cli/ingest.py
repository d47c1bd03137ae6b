"""dangan ingest: take what lies in the inbox, once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.place import opened, workspace_option

if TYPE_CHECKING:
    from pipeline.flow.ingest import IngestReport
    from pipeline.model.outcome import Accepted, Outcome, Withdrawn
    from pipeline.model.problem import Problem

PROBLEMS_FOUND = 1
PATIENCE_S = 120.0
"""How long a second process waits for the first."""


@click.command()
@click.argument("paths", metavar="[文件…]", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON。")
@workspace_option
@click.pass_context
def ingest(context: click.Context, paths: tuple[Path, ...], as_json: bool, start: Path) -> None:
    """收取收件箱里的全部文件（或所列的文件），生成材料包，然后结束。

    表格有问题时退回，退出码为 1；都收下时为 0。
    """
    from pipeline.flow.hands.start import start_loading

    start_loading()
    from pipeline.cli.progress import progress
    from pipeline.flow.answers import ingest_answer
    from pipeline.flow.hands.hands import Hands
    from pipeline.flow.ingest import ingest as run
    from pipeline.flow.turn import turn
    from pipeline.model.outcome import Returned

    with Hands() as hands, opened(start) as desk:
        with turn(desk, PATIENCE_S), progress("正在收取", quiet=as_json) as tick:
            report = run(desk, [path.resolve() for path in paths] or None, tick, hands)
        if as_json:
            click.echo(json.dumps(ingest_answer(report, desk), ensure_ascii=False, indent=2))
        else:
            tell(report)
            click.echo(f"总览页：{desk.workspace.status_page}")
    for failure in report.failures:
        click.echo(f"{failure.message}\n怎么办：{failure.hint}", err=True)
    if report.failures:
        context.exit(report.failures[0].exit_code)
    context.exit(PROBLEMS_FOUND if report.of(Returned) else 0)


def tell(report: IngestReport) -> None:
    """One line for each file and each packet, and a closing line that counts them."""
    from pipeline.model.outcome import Accepted, Duplicate, Returned, Waiting, Withdrawn

    if report.resumed:
        click.echo(f"上次没有做完的已接着做完：{'、'.join(f'outbox/{folder}' for folder in report.resumed)}")
    for outcome in report.outcomes:
        _tell_outcome(outcome)
    for item in report.not_taken:
        click.echo(f"不收　{item.file}：{item.reason}")
    for updated in report.published:
        click.echo(f"材料　outbox/{updated.folder}（{updated.files} 个文件）")
    counts = [
        f"{word} {len(report.of(kind))}"
        for word, kind in (("收下", Accepted), ("退回", Returned), ("重复", Duplicate), ("等待", Waiting))
    ]
    if partly := [one for one in report.of(Returned) if one.taken]:
        counts[1] += f"（其中 {len(partly)} 个收下了一部分）"
    if taken_back := report.of(Withdrawn):
        counts.append(f"撤回 {len(taken_back)}")
    click.echo(
        f"{'，'.join(counts)}；更新材料包 {len(report.published)} 个。"
        if report.outcomes or report.published
        else "没有新文件，材料没有变化。"
    )


def _tell_outcome(outcome: Outcome) -> None:
    from pipeline.model.outcome import Accepted, Duplicate, Returned, Waiting, Withdrawn
    from pipeline.model.together import told_together

    if isinstance(outcome, Accepted):
        click.echo(f"收下　{outcome.file}（{_forms(outcome)}）")
        _tell_doubts(outcome.warnings)
    elif isinstance(outcome, Returned):
        click.echo(f"退回　{outcome.file} → {outcome.copy}")
        if outcome.taken:
            taken = f"收下 {len(outcome.taken.forms)} 份（{_forms(outcome.taken)}）"
            click.echo(f"　　　{taken}，还有 {outcome.sheets} 张工作表要改")
            _tell_doubts(outcome.taken.not_read)
        for problem in told_together(problem for problem in outcome.problems if problem.stops):
            click.echo(f"　　　{_place(problem)}：{problem.message}。{problem.hint}")
    elif isinstance(outcome, Duplicate):
        click.echo(f"重复　{outcome.file}（内容与已收的 {outcome.of} 相同，没有变化）")
    elif isinstance(outcome, Withdrawn):
        _tell_withdrawn(outcome)
    elif isinstance(outcome, Waiting):
        click.echo(f"等待　{outcome.file}：{outcome.reason}")


def _tell_doubts(warnings: Iterable[Problem]) -> None:
    from pipeline.model.together import told_together

    for warning in told_together(warnings):
        click.echo(f"　　　请核对 {_place(warning)}：{warning.message}")


def _tell_withdrawn(outcome: Withdrawn) -> None:
    """What holds no more, and how it comes back."""
    if outcome.again:
        click.echo(f"撤回　{outcome.file}（以前已经撤回了）")
        return
    forms = "、".join(" ".join([form.form, *filter(None, form.key.split("|"))]) for form in outcome.forms)
    click.echo(f"撤回　第 {outcome.submission} 号 {outcome.of}（{forms or '退回待改的，没有收过'}）")


def _place(problem: Problem) -> str:
    return " ".join(part for part in (problem.at.sheet, problem.at.cell) if part) or "整个文件"


def _forms(outcome: Accepted) -> str:
    return "、".join(dict.fromkeys(form.form for form in outcome.forms))
