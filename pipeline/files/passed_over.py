"""Names in the inbox that are nobody's form or photo: some in silence, some with a word to whom it may concern."""

from __future__ import annotations

import re
from typing import Final

from pipeline.files.publish import TEMPORARY_PREFIX

RETURN_NOTE: Final = ".退回说明.txt"
"""Ends the name of the text that lies beside a returned file."""

INBOX_TAG: Final = ".dangan-inbox-"
"""Begins the name of the folder that tells the inbox from an empty one on which it was to be mounted."""

_SYSTEM_FILES: Final = {"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".gitkeep", ".directory"}
_SYSTEM_FOLDERS: Final = {"$recycle.bin", "system volume information", "@eadir", "#recycle", "__macosx", "lost+found"}
_WORKING: Final = ("~$", ".~", "._", "~wrl", "~wrd", "~df", "~syncthing~", ".syncthing.", ".goutputstream-")
_UNFINISHED: Final = (
    ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".downloading", ".opdownload",
    ".baiduyun.p.downloading", ".td", ".xltd", ".aria2", ".swp", "~",
)  # fmt: skip
_EXCEL_SAVING: Final = re.compile(r"[0-9A-F]{7,8}")
"""Excel writes to such a name on a share, and gives it the workbook's name when it is whole."""
_CONFLICT: Final = re.compile(
    r"冲突(?:副本|拷贝)|[(（\[_\s的-]冲突(?:文件|版本|备份)"  # 坚果云, 百度, Dropbox
    r"|[(（\[_](?:版本)?冲突[_\s,，)）\]\d-]"
    r"|conflict(?:ed|ing)?[ _-]copy"  # Dropbox, Nextcloud, Box
    r"|\.sync-conflict-\d|\(sfconflict |_conflict-\d{8}|_(?:case|unicode)?conflict$"  # Syncthing, Seafile, Synology
    r"|\[conflict\]|\.conflict\b|\(conflict\)"
    r"|-(?:desktop|laptop)-[0-9a-z]{7,8}(?:-\d+)?$",  # OneDrive puts the computer's name behind the file's
    re.IGNORECASE,
)


def is_ignored(name: str) -> bool:
    """Lock files, system files, files that a program is still writing, and our own notes: there is nothing to say."""
    lower = name.casefold()
    return (
        lower in _SYSTEM_FILES
        or lower.startswith((*_WORKING, TEMPORARY_PREFIX))
        or lower.endswith(_UNFINISHED)
        or name.endswith(RETURN_NOTE)
    )


def is_ignored_folder(name: str) -> bool:
    """What systems and programs keep for themselves."""
    return name.casefold() in _SYSTEM_FOLDERS or name.startswith(".")


def why_not_taken(name: str) -> str:
    """In words for whom the file belongs to; empty for a file that is taken."""
    stem = name.rpartition(".")[0] or name
    if _CONFLICT.search(stem):
        return "同步软件留下的冲突副本，不收；要用的是这一份时，请改个名字"
    if _EXCEL_SAVING.fullmatch(name):
        return "像是 Excel 保存到一半的临时文件，不收；是表格请补上 .xlsx"
    if name.startswith("."):
        return "名称以点开头的是隐藏文件，不收；要收请改个名字"
    return ""


def why_folder_not_taken(name: str) -> str:
    """As `why_not_taken`, for all that lies in a folder."""
    return "同步软件留下的冲突文件夹，里面的不收；要用请改个名字" if _CONFLICT.search(name) else ""
