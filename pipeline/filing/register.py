"""The numbers that pieces have been given (件号). One that was given is never given again, nor changed.

They lie in a file of their own in the workspace's private folder, not in the ledger, which can be made anew from what
came in: numbers cannot.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.files.publish import write_whole
from pipeline.filing.pieces import Identity

NAME: Final = "件号.json"


@dataclass(frozen=True, slots=True)
class Register:
    """`series` holds the pieces of each series in the order of their numbers, from 1.

    `sealed` is the SHA-256 of each year's files, by path below the outbox, as they were written last.
    """

    series: Mapping[str, tuple[Identity, ...]] = field(default_factory=dict)
    sealed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def with_pieces(self, pieces: Iterable[tuple[str, Identity]]) -> Register:
        """Each piece with its series: those without a number get the next ones, in their order."""
        series = {name: dict.fromkeys(given) for name, given in self.series.items()}
        for name, identity in pieces:
            series.setdefault(name, {})[identity] = None
        return Register({name: tuple(given) for name, given in series.items()}, self.sealed)

    def with_files(self, year: int, digests: Mapping[str, str]) -> Register:
        return Register(self.series, {**self.sealed, str(year): digests})

    def numbers(self, series: str) -> dict[Identity, int]:
        return {identity: number for number, identity in enumerate(self.series.get(series, ()), 1)}


def read_register(folder: Path) -> Register:
    """Empty where there is none yet. Raises SetupError where there is one that cannot be read."""
    path = folder / NAME
    try:
        body = json.loads(path.read_bytes())
        series = {str(name): tuple(tuple(map(str, each)) for each in given) for name, given in body["series"].items()}
        return Register(series, {year: dict(digests) for year, digests in body["sealed"].items()})
    except FileNotFoundError:
        return Register()
    except OSError as error:
        raise SetupError(f"读不出件号登记：{path}（{in_words(error)}）", "请检查文件权限") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "请从备份中恢复这个文件；没有备份、件号可以重编的，删去它再归档一次"
        raise SetupError(f"件号登记已损坏：{path}", hint) from error


def write_register(folder: Path, register: Register) -> None:
    body = {"series": register.series, "sealed": register.sealed}
    write_whole(folder / NAME, (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
