"""dangan watch: stay and take whatever is dropped."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.place import opened, workspace_option


@click.command()
@workspace_option
def watch(start: Path) -> None:
    """守着收件箱：放进去的文件几秒钟内变成材料包。按 Ctrl-C 结束。

    同一个工作区可以再开一个候补：前一个停了，它就接手。
    """
    import signal

    from pipeline.flow.hands.start import start_loading

    start_loading()
    from pipeline.cli.ingest import tell
    from pipeline.errors import DanganError
    from pipeline.flow.hands.hands import Hands
    from pipeline.watch.watcher import Ears, Watcher

    def complain(error: DanganError) -> None:
        click.echo(f"{error.message}\n怎么办：{error.hint}", err=True)

    with Hands() as hands, opened(start) as desk:
        hands.warm_up(desk)
        watcher = Watcher(desk, Ears(report=tell, fault=complain, note=click.echo), hands)
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), lambda number, frame: watcher.stop())
        click.echo("按 Ctrl-C 结束。")
        watcher.run()
    click.echo("已停止，没有做完的下次启动会接着做。")
