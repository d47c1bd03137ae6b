"""A disk that refuses, in words: no document is to blame, and to try with fewer would not help."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.errors import ConverterError

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_LITTLE: Final = 1 << 20
"""Bytes; its profile and a few pages take as much."""
_HINT: Final = "请检查临时文件夹和 .dangan/cache 所在磁盘的空间和权限，再试一次；已经印好的不会重印"


class DiskFault(ConverterError):
    """Nothing can be written, or read."""


@contextmanager
def disk_faults(names: str) -> Iterator[None]:
    """What the operating system refuses within becomes a DiskFault that names the documents."""
    try:
        yield
    except OSError as error:
        why = "磁盘已满" if error.errno in _FULL else f"读写磁盘出错（{error.strerror or type(error).__name__}）"
        raise DiskFault(f"没有转出 {names}：{why}", _HINT) from error


def check_room(folder: Path, names: str) -> None:
    """Raises DiskFault where hardly any room is left: the program then fails without a word of it."""
    with disk_faults(names):
        if shutil.disk_usage(folder).free < _LITTLE:
            raise OSError(errno.ENOSPC, "")
