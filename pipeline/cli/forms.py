"""dangan forms OUT: blank forms to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.place import opened, workspace_option


@click.command()
@click.argument("out", metavar="存放文件夹", type=click.Path(path_type=Path, file_okay=False))
@click.option("--branch", default="", metavar="支部", help="填好支部名称；花名册已收到时，姓名、职务、基数也填好。")
@click.option("--month", default="", metavar="2026-03", help="填好月份；年度安排已收到时，主题也填好。")
@workspace_option
def forms(out: Path, branch: str, month: str, start: Path) -> None:
    """在“存放文件夹”里生成全部空白表单，带下拉选择和填写提示。"""
    from pipeline.flow.blanks import write_blank_forms

    with opened(start) as desk:
        for path in write_blank_forms(desk, out.resolve(), branch, month):
            click.echo(f"已生成　{path}")
