"""Which workspace a command works on, and how it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.flow.desk import Desk

workspace_option = click.option(
    "-w",
    "--workspace",
    "start",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    metavar="文件夹",
    help="工作区所在的文件夹；不写就是当前文件夹。",
)


year_argument = click.argument("year", metavar="年度", type=click.IntRange(1921, 2999))


def chosen(path: Path, root: Path) -> Path:
    """A document as it stands from here, or as the status page writes it: from the workspace, or from its outbox."""
    places = (path.absolute(), root / path, root / "outbox" / path)
    return next((place for place in places if place.is_file()), places[0])


@contextmanager
def opened(start: Path) -> Iterator[Desk]:
    """The desk of the workspace at or above `start`; closed on the way out."""
    from pipeline.flow.desk import open_desk
    from pipeline.settings.workspace import find_workspace

    desk = open_desk(find_workspace(start.resolve()))
    try:
        yield desk
    finally:
        desk.close()
