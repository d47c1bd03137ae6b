"""What the operating system says when it refuses, in the words of our users."""

from __future__ import annotations

import errno
import os
from typing import Final

from pipeline.files.publish import is_temporary

_SAYINGS: Final = {
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件夹是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.ENOENT: "找不到了",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已有同名文件",
    errno.EBUSY: "正被别的程序使用",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ESTALE: "网络文件夹断开了",
    errno.ETIMEDOUT: "网络文件夹没有响应",
}


def place_of(error: OSError) -> str:
    """The file that was to be written, not the one beside it that was to become it: that one's folder where nothing
    more is known. Empty where the system named nothing, or an open file by its number.
    """
    named = error.filename2 or error.filename
    place = os.fsdecode(named) if isinstance(named, (str, bytes, os.PathLike)) else ""
    folder, name = os.path.split(place)
    return folder if is_temporary(name) else place


def in_words(error: OSError) -> str:
    """Never empty; the number where there are no words for it."""
    if error.errno in _SAYINGS:
        return _SAYINGS[error.errno]
    return f"系统错误 {error.errno}" if error.errno else type(error).__name__
