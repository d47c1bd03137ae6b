"""Which document of the ledger a path means; of any other file, what it is and what to name instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import PublishedDocument
from pipeline.packet.publish.manifest import NAME as MANIFEST

_NAMED: Final = 20
_NEAR: Final = 0.5
"""So like must a name be to the one that was written."""
_PUT_TOGETHER: Final = {"迎检": "inspect", "工作手册": "handbook", "归档": "archive"}
"""A year's folders of what is put together out of packets, and the commands that do so."""


def known(path: Path, desk: Desk) -> tuple[str, PublishedDocument]:
    """The branch and the document that lies there, or beside which our new version lies. Raises SetupError."""
    at = _below(desk.outbox.folder, path)
    for entry in desk.ledger.activities():
        for document in entry.documents:
            if at and at in {document.path, document.beside}:
                return entry.branch, document
    raise _no_document(path, at, desk)


def _below(outbox: Path, path: Path) -> str:
    """Empty for what does not lie in it; links above it are followed."""
    whole, folder = path.resolve(), outbox.resolve()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else ""


def _no_document(path: Path, at: str, desk: Desk) -> SetupError:
    where = f"查的是工作区 {desk.workspace.root}，别的工作区请加 -w"
    try:
        if path.is_dir():
            return SetupError(f"{path} 是文件夹，不是一份材料", f"{_to_name(path)}；{where}")
        if not path.is_file():
            return SetupError(f"没有 {path} 这个文件", f"{_perhaps(path)}；{where}")
    except OSError as error:
        return SetupError(f"{path} 查不了：{in_words(error)}", "请有权限的人来运行")
    if not at:
        return SetupError(f"{path} 不是发件箱里的材料", f"请给出 {desk.outbox.folder} 里一份材料的路径；{where}")
    return _of_outbox(path, at, desk)


def _of_outbox(path: Path, at: str, desk: Desk) -> SetupError:
    """What lies there without being a branch's document."""
    year, _, below = at.partition("/")
    command = _PUT_TOGETHER.get(below.partition("/")[0])
    if command:
        told = f"outbox/{at} 是 dangan {command} {year} 按全年的材料汇总出来的，不属于哪一个活动"
        return SetupError(told, f"要更新，再运行一次 dangan {command} {year}；要查来处，请给出它所说的那一份材料")
    if path.name == MANIFEST:
        told = f"outbox/{at} 是系统记的清单：同一文件夹里每一份材料的摘要和来处"
        return SetupError(told, f"{_to_name(path.parent)}；核对清单请用 dangan verify {year}")
    if at == desk.workspace.status_page.name:
        return SetupError(
            f"outbox/{at} 是总览页，不是哪个活动的材料", "它由系统随时重写；请给出它列出的某一份材料的路径"
        )
    return SetupError(f"outbox/{at} 不是系统做的材料", "它是别人放进发件箱的，或活动变了以后留下的；请看 dangan verify")


def _to_name(folder: Path) -> str:
    """What lies in it, without what is no document."""
    names = sorted(one.name for one in folder.iterdir() if one.name[0] != "." and one.name != MANIFEST)
    more = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
    return f"请接着写明是哪一份：{'、'.join(names[:_NAMED])}{more}" if names else "里面没有材料"


def _perhaps(path: Path) -> str:
    """The names nearest to the first part of the path that is not there."""
    missing = path
    while not missing.parent.is_dir():
        missing = missing.parent
    if near := list(_near(missing.name, missing.parent.iterdir())):
        return f"{missing.parent} 里没有“{missing.name}”，是不是：{'、'.join(near)}"
    return "请核对文件夹和文件名；路径里有空格的，前后加引号"


def _near(name: str, lying: Iterable[Path]) -> Iterator[str]:
    """Compared without their endings."""
    stems = {(one.stem if one.is_file() else one.name): one.name for one in lying if one.name[0] != "."}
    asked = {name, Path(name).stem}
    near = dict.fromkeys(stem for each in asked for stem in difflib.get_close_matches(each, stems, n=3, cutoff=_NEAR))
    return (stems[stem] for stem in list(near)[:3])
