"""dangan forms: blank forms to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.place import opened, workspace_option


@click.command()
@click.argument("out", metavar="[存放文件夹]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--branch", default="", metavar="支部", help="填好支部名称；花名册已收到时，姓名、职务、党费也填好。")
@click.option(
    "--month", default="", metavar="2026-03", help="另外生成当月的一本；填好月份、党日日期和年度安排里的主题。"
)
@click.option("--form", "names", multiple=True, metavar="表单", help="只要这一种表单；可以写几次。")
@workspace_option
def forms(out: Path | None, branch: str, month: str, names: tuple[str, ...], start: Path) -> None:
    """生成空白表单，带下拉选择和填写提示；不写存放文件夹时，放在工作区的“空白表单”里。"""
    from pipeline.flow.blanks.blanks import Wish, write_blank_forms

    with opened(start) as desk:
        report = write_blank_forms(desk, Wish(branch, month, names), out.resolve() if out else None)
        for path in report.paths:
            click.echo(f"已生成　{path}")
        for remark in report.remarks:
            click.echo(f"请注意　{remark}", err=True)
