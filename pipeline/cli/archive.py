"""dangan archive: a year made ready to be handed over to the archive."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.behind import warn_of_behind
from pipeline.cli.place import opened, workspace_option, year_argument
from pipeline.cli.progress import progress
from pipeline.cli.stopping import stop_as_ctrl_c


@click.command()
@year_argument
@workspace_option
def archive(year: int, start: Path) -> None:
    """把全部支部一年的材料整理归档，放进 outbox/年度/归档，并打成一个移交包。

    每件编档号、盖归档章、编页码，另有归档文件目录、备考表、档案盒标签和照片目录。编过的件号不再改变，
    以后补报的材料接着编。保管期限和全宗号在 dangan.toml 的 [archive] 里。
    """
    from pipeline.flow.archiving.archive import archive as run
    from pipeline.flow.assembly.behind import not_shown
    from pipeline.flow.printing.press import open_press, prune_kept

    with opened(start) as desk:
        stop_as_ctrl_c()
        warn_of_behind(not_shown(desk), year)
        with progress("归档") as told:
            done = run(year, desk, open_press(desk), told)
        prune_kept(desk)
        if done is None:
            click.echo(f"{year} 年还没有材料，没有可以归档的。", err=True)
            raise SystemExit(1)
        pieces = sum(len(box.filed) for box in done.boxes)
        pages = sum(box.pages for box in done.boxes)
        click.echo(f"已归档　{pieces} 件 {pages} 页，{len(done.boxes)} 盒，照片 {done.photos} 张")
        click.echo(f"已生成　{desk.outbox.folder / done.package}")
        if not desk.settings.archive.fonds:
            click.echo("档号里没有全宗号：有了写进 dangan.toml 的 [archive] fonds，再归档一次，件号不变", err=True)
        for sentence in done.reserved:
            click.echo(f"还不完整　{sentence}", err=True)
        for path, why in done.kept:
            click.echo(f"没有印成 PDF　{path}：{why}；原文件放在盒里", err=True)
        for path in done.unannotated:
            click.echo(f"批注没有印出　{path}：请在 PDF 阅读器里连批注一起打印成新的 PDF，再报一次", err=True)
        for path in done.moved:
            click.echo(f"有人改过　{path}：改过的那一份移到了 {desk.outbox.bin / done.folder / path}", err=True)
