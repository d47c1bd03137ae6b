"""dangan check: do settings, mappings and templates fit together?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.place import workspace_option

if TYPE_CHECKING:
    from pipeline.flow.checking.report import CheckReport, Finding
    from pipeline.flow.checking.templates import TemplateCheck

MISFITS_FOUND = 2


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON。")
@click.option(
    "--comments",
    "folder",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    help="带批注的模板放在哪里；不写就是 outbox/检查。",
)
@workspace_option
@click.pass_context
def check(context: click.Context, as_json: bool, folder: Path | None, start: Path) -> None:
    """检查设置、映射和模板是否写对、是否对得上，一次列出全部问题。

    有错误的模板另存一份带批注的副本，用 Word 打开就能看到错在哪里。有错误时退出码为 2，只有提示时为 0。
    """
    from pipeline.files.faults import in_words
    from pipeline.flow.checking.check import check as run
    from pipeline.flow.checking.comment_copies import write_copies
    from pipeline.settings.workspace import find_workspace

    workspace = find_workspace(start.resolve())
    report = run(workspace)
    copies: Mapping[str, Path] = {}
    try:
        copies = write_copies(report.templates, (folder or workspace.outbox / "检查").resolve())
    except OSError as error:
        click.echo(f"带批注的模板没有写成：{error.filename} {in_words(error)}", err=True)
    if as_json:
        click.echo(json.dumps(_answer(report, copies), ensure_ascii=False, indent=2))
    else:
        _tell(report, copies)
    context.exit(MISFITS_FOUND if report.errors else 0)


def _answer(report: CheckReport, copies: Mapping[str, Path]) -> dict[str, Any]:
    return {
        "errors": report.errors,
        "hints": report.hints,
        "findings": [
            {
                "severity": "error" if finding.stops else "hint",
                "file": finding.file,
                "line": finding.line,
                "place": finding.place,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in report.findings
        ],
        "templates": [
            {
                "template": template.name,
                "way": _way(template),
                "reasons": list(template.reasons or ()),
                "detours": list(template.detours),
                "comments": str(copies[template.name]) if template.name in copies else None,
            }
            for template in report.templates
        ],
    }


def _way(template: TemplateCheck) -> str | None:
    if template.reasons is None:
        return None
    return "docxtpl" if template.reasons else "fast"


def _tell(report: CheckReport, copies: Mapping[str, Path]) -> None:
    for file, findings in groupby(report.findings, lambda finding: finding.file):
        click.secho(file, bold=True)
        _tell_file(list(findings))
        if copy := copies.get(file.removeprefix("templates/")):
            click.echo(f"  每处错误都写成了批注，请用 Word 打开看：{copy}")
        click.echo()
    if report.templates:
        click.secho("模板怎样生成材料", bold=True)
    for template in report.templates:
        click.echo(f"  {template.name}　{_way_in_words(template)}")
    click.echo(f"错误 {report.errors} 处，提示 {report.hints} 处。" if report.findings else "都对得上，没有问题。")


def _tell_file(findings: Iterable[Finding]) -> None:
    """Errors one by one; what is said of several places is said once, after them."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.stops:
            click.echo(f"  {click.style('错误', fg='red')}　{_where(finding)}{finding.message}")
            if finding.hint:
                click.echo(f"        怎么办：{finding.hint}")
        else:
            alike.setdefault((finding.message, finding.hint), []).append(finding)
    for (message, hint), same in alike.items():
        where = "、".join(_in_short(finding) for finding in same if finding.line)
        click.echo(f"  {click.style('提示', fg='yellow')}　{where}{'：' if where else ''}{message}")
        if hint:
            click.echo(f"        {hint}")


def _where(finding: Finding) -> str:
    where = " ".join(part for part in (f"第 {finding.line} 行" if finding.line else "", finding.place) if part)
    return f"{where}：" if where else ""


def _in_short(finding: Finding) -> str:
    name = finding.place.rpartition(".")[2]
    return f"{name}（第 {finding.line} 行）" if name else f"第 {finding.line} 行"


def _way_in_words(template: TemplateCheck) -> str:
    if template.reasons is None:
        return "有错误，改好以前不能生成"
    if template.reasons:
        return f"由 docxtpl 生成（{'；'.join(template.reasons)}）"
    return f"快速；内容里有{'、'.join(template.detours)}的，那一份由 docxtpl 生成"
