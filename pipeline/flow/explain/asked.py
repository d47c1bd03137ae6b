"""Which values of a document a person means: by a template's name, by the head or label printed there, or by a text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.flow.explain.derivation import shown
from pipeline.flow.explain.names import leaves, path_of, row_of, table_of
from pipeline.flow.explain.spelled import spelled
from pipeline.packet.context import Context
from pipeline.render.review.heads import bare, printed_under
from pipeline.render.scan import names_used

_AT_ONCE: Final = 3
"""Of more values that one head fits, each is offered by its exact name."""
_TOLD: Final = 5
"""Fewer words than this tell one row of a table from another."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values that may be meant: its exact name, whose or of which day its row is, what is printed."""

    name: str
    row: str
    shown: str


@dataclass(frozen=True, slots=True)
class Meant:
    """`names` of the context are meant, or one of the `choices`; neither where the document has nothing of it."""

    names: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


class Page:
    """What a document's template prints of what it is given."""

    def __init__(self, template: bytes, context: Context) -> None:
        self._template, self._context = template, context
        self._values = leaves(context)
        self._printed = printed_under(template)
        self._used = names_used(template)

    def prints(self, name: str) -> bool:
        return path_of(name) in self._used

    def meant(self, asked: str) -> Meant:
        """An exact name first, then a head or a column, then a text that is printed."""
        named = [name for name in self._values if name == asked or name.startswith(f"{asked}.")]
        is_table = bool(named) and table_of(named[0]) == asked
        if not is_table and any(map(self.prints, named)):
            return Meant(tuple(named))
        paths = self._under(bare(asked))
        names = [name for name in self._values if path_of(name) in paths]
        names = names or [name for name in named if shown(self._values[name])]
        if len(names) > _AT_ONCE:
            return Meant(choices=tuple(self._choices(names)))
        return Meant(tuple(names or self._saying(asked) or self._spelling(asked)))

    def is_own(self, text: str) -> bool:
        """Whether these are words of the template itself."""
        return spelled(text, self._template, self._context) == []

    def heads(self) -> list[str]:
        """The words under which its values are found, each with the name that it stands for where that is another."""
        told = ((printed, head) for printed in self._printed for head in printed.heads[-1:] or [printed.path])
        words = (head if head == _last(printed.path) else f"{head}（{printed.path}）" for printed, head in told)
        return list(dict.fromkeys(words))

    def _under(self, asked: str) -> set[str]:
        by_head = {each.path for each in self._printed if any(asked in {head, _plain(head)} for head in each.heads)}
        return by_head or {each.path for each in self._printed if asked in {each.path, _last(each.path)}}

    def _saying(self, text: str) -> list[str]:
        return [name for name, value in self._values.items() if text in shown(value) and self.prints(name)]

    def _spelling(self, text: str) -> list[str]:
        return [name for name in spelled(text, self._template, self._context) or () if name in self._values]

    def _choices(self, names: list[str]) -> Iterator[Choice]:
        """Each with what its row says first, and so much more of it as tells the rows apart."""
        told = {name: self._told_beside(name) for name in names}
        rows = {row_of(name): told[name] for name in names}
        apart = (most for most in range(1, _TOLD) if len({tuple(row[:most]) for row in rows.values()}) == len(rows))
        most = next(apart, 1)
        return (Choice(name, " ".join(told[name][:most]), shown(self._values[name])) for name in names)

    def _told_beside(self, name: str) -> list[str]:
        row = row_of(name)
        others = (other for other in self._values if row and other != name and row_of(other) == row)
        told = (self._values[other] for other in others if self.prints(other))
        return [shown(value) for value in told if value and isinstance(value, str | dt.date)]


def _plain(head: str) -> str:
    """应交（元） is 应交."""
    return head.partition("（")[0]


def _last(path: str) -> str:
    return path.rpartition(".")[2]
