"""Is what lies at the inbox's place the inbox? A share that is not mounted leaves nothing, or an empty folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.files.inbox_tag import adopt, known_tag, tag_of
from pipeline.flow.desk import Desk

_EMPTY: Final = "多半是网络文件夹没有挂载，恢复后会自动继续；收件箱确实是人清空的，请运行 dangan init “{root}”"
_GONE: Final = "多半是网络文件夹断开了，恢复后会自动继续；确实不要原来的了，请运行 dangan init “{root}”"


class InboxGone(SetupError):
    """The inbox cannot be looked into, or is not the one that it was."""


def check_inbox(desk: Desk) -> None:
    """Raises InboxGone; a new inbox is adopted, and so is one that is in use."""
    inbox, private, root = desk.workspace.inbox, desk.workspace.private, desk.workspace.root
    try:
        with os.scandir(inbox) as entries:
            is_empty = next(entries, None) is None
        tag, known = tag_of(inbox), known_tag(private)
        if tag and tag == known:
            return
        copies = [root / entry.copy for entry in desk.ledger.returned() if entry.copy]
        looks_empty = all(map(is_gone, copies)) if copies else is_empty and known
        if looks_empty:
            raise InboxGone(f"收件箱像是没有挂载好的空文件夹：{inbox}", _EMPTY.format(root=root))
        adopt(inbox, private)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InboxGone(f"收件箱不见了：{inbox}", _GONE.format(root=root)) from error
    except OSError as error:
        raise InboxGone(
            f"收件箱用不了：{inbox}（{in_words(error)}）", "请检查网络和文件夹；恢复后会自动继续"
        ) from error


def is_gone(path: Path) -> bool:
    """Known to be gone, not only out of sight. Raises nothing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
