"""dangan watch: stay and take whatever is dropped."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.place import opened, workspace_option


@click.command()
@workspace_option
def watch(start: Path) -> None:
    """守着收件箱：放进去的文件几秒钟内变成材料包。按 Ctrl-C 结束。"""
    import signal
    import threading

    from pipeline.cli.ingest import tell
    from pipeline.errors import DanganError
    from pipeline.flow.ingest import IngestReport
    from pipeline.watch.watcher import Watcher

    with opened(start) as desk:
        stop = threading.Event()

        def on_round(report: IngestReport) -> None:
            tell(report)

        def complain(error: DanganError) -> None:
            click.echo(f"{error.message}\n怎么办：{error.hint}", err=True)

        watcher = Watcher(desk, stop, on_round, complain)
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), lambda number, frame: watcher.stop())
        click.echo(f"正在守着 {desk.workspace.inbox}，按 Ctrl-C 结束。")
        watcher.run()
    click.echo("已停止，没有做完的下次启动会接着做。")
