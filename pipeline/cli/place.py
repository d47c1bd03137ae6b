"""Which workspace a command works on, and how it is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pipeline.errors import SetupError
from pipeline.files.faults import in_words

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

_LONG: Final = 60
"""Characters: so much of a path is told where somebody typed a text in its place."""


def chosen(path: Path, root: Path) -> Path:
    """A document as it stands from here, or as the status page writes it: from the workspace, or from its outbox.

    What lies nowhere is told from where most of its folders are. Raises SetupError where the system refuses to look.
    """
    spelled = dict.fromkeys((path, Path(str(path).replace("\\", "/"))))  # as Windows writes it, too
    starts = (Path.cwd(), root, root / "outbox")
    # not resolved: the outbox may itself be a link, and what lies there is called as we call it
    places = [Path(os.path.abspath(start / each)) for each in reversed(spelled) for start in starts]  # noqa: PTH100
    places.sort(key=lambda place: not place.is_relative_to(root))  # before those of the workspace that we stand in
    lying: list[Path] = []
    refused: list[OSError] = []
    for place in places:
        try:
            lying += [place] if place.exists() else []
        except OSError as error:
            refused.append(error)
    if lying:
        return next((place for place in lying if place.is_file()), lying[0])
    if refused:
        told = str(path) if len(str(path)) <= _LONG else f"{str(path)[:_LONG]}……"
        hint = "请核对文件的路径；没有权限的，请有权限的人来运行"
        raise SetupError(f"{told} 查不了：{in_words(refused[0])}", hint) from refused[0]
    return min(places, key=_folders_missing)


def _folders_missing(place: Path) -> int:
    return sum(not folder.is_dir() for folder in place.parents)


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
