"""The inbox bears a tag, so that an empty folder on which it should be mounted is not taken for it.

The tag is the name of an empty hidden folder: a list of the inbox's files stays one of people's files.
"""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.files.disk import flush_folder
from pipeline.files.passed_over import INBOX_TAG
from pipeline.files.publish import write_whole

_KNOWN = "inbox-tag"


def tag_of(inbox: Path) -> str:
    """Empty where there is none. Raises OSError when the inbox cannot be read."""
    with os.scandir(inbox) as entries:
        tags = sorted(entry.name for entry in entries if entry.name.startswith(INBOX_TAG))
    return tags[0].removeprefix(INBOX_TAG) if tags else ""


def known_tag(private: Path) -> str:
    """The tag of the inbox that this workspace works with; empty before the first. Raises OSError."""
    try:
        return (private / _KNOWN).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def adopt(inbox: Path, private: Path) -> None:
    """This is the workspace's inbox from now on; tagged where it is not yet. Raises OSError."""
    tag = tag_of(inbox)
    if not tag:
        tag = os.urandom(8).hex()
        (inbox / f"{INBOX_TAG}{tag}").mkdir()
        flush_folder(inbox)
    if known_tag(private) != tag:
        write_whole(private / _KNOWN, f"{tag}\n".encode())
