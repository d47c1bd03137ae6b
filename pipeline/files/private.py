"""A folder that only its owner may look into: personal data of every branch lies there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def make_private(folder: Path) -> None:
    """Also one that is there already, unless it is another user's; Windows keeps its own rights. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        with suppress(PermissionError):
            folder.chmod(0o700)
