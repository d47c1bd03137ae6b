"""A progress bar on a terminal, silence elsewhere: the lines that follow say what was done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Hands out a function that is called with each file or packet as it is done."""
    if quiet or not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} 项"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, name="")

        def tick(text: str) -> None:
            bar.update(task, advance=1, name=text)

        yield tick


@contextmanager
def counted(title: str, unit: str, again: str) -> Iterator[Callable[[int, int], None]]:
    """Hands out a function that is told how many are done, and of how many: the bar estimates the rest.

    A person who stops it is told how far it came, and what to do: `again`.
    """
    told = ""
    with _bar(title) as show:

        def tick(done: int, of: int) -> None:
            nonlocal told
            told = f"{done}/{of} {unit}" if of else ""
            show(done, of, told)

        try:
            yield tick
        except KeyboardInterrupt:
            click.echo(f"停下时完成了 {told}；{again}。" if told else "还没有开始做。", err=True)
            raise


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    if not sys.stderr.isatty():
        yield lambda done, of, told: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("还要"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, told="")
        yield lambda done, of, told: bar.update(task, completed=done, total=of, told=told)
