"""Since when each sheet of a book is what it is, kept from one printing to the next: for a loose-leaf binder.

The ledger knows it of the documents that were published; what a person changed, and the handbook's own sheets, are only
seen when they are printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.files.publish import write_whole

NAME: Final = "手册页.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """The sheets of one book by their key: the digest of what was printed, and the ISO day since which it is so."""

    sheets: Mapping[str, tuple[str, str]]

    def next(self, digests: Mapping[str, str], told: Mapping[str, str], today: str) -> Edition:
        """`told` are days that are known from elsewhere; any other sheet that was not so before is so since today."""
        return Edition(
            {key: (digest, self._since(key, digest, told.get(key, today))) for key, digest in digests.items()}
        )

    def _since(self, key: str, digest: str, else_since: str) -> str:
        before, since = self.sheets.get(key, ("", ""))
        return since if before == digest else else_since

    def new_since(self, day: str) -> frozenset[str]:
        return frozenset(key for key, (_, since) in self.sheets.items() if since >= day)


def read_edition(folder: Path, book: str) -> Edition:
    """Of the book at that path; empty where none was printed, or where nothing can be read: then all counts as new."""
    found = _read(folder).get(book, {})
    return Edition({key: (digest, since) for key, (digest, since) in found.items()})


def write_edition(folder: Path, book: str, edition: Edition) -> None:
    """Raises OSError."""
    body = _read(folder) | {book: dict(edition.sheets)}
    write_whole(folder / NAME, json.dumps(body, ensure_ascii=False, sort_keys=True).encode())


def _read(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    try:
        body = json.loads((folder / NAME).read_bytes())
        return {
            str(book): {str(key): (str(digest), str(since)) for key, (digest, since) in sheets.items()}
            for book, sheets in body.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
