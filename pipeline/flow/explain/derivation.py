"""Where a value of a document comes from: the cells that gave it, those it was computed from, or what else says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pipeline.flow.explain.cells import Cell, cells_of, held_by
from pipeline.flow.explain.names import leaves, row_of
from pipeline.flow.explain.trials import drawn_on
from pipeline.mapping.rules.parts import Rule
from pipeline.model.values import BLANK, Month, PartialDate, Quarter, Rate
from pipeline.packet.activity import Activity
from pipeline.packet.compute.every import COMPUTATIONS
from pipeline.packet.context import Material
from pipeline.packet.drafts import Draft
from pipeline.packet.papers.paper import Paper
from pipeline.render.printing import printed

_OWN: Final = (str, Decimal, dt.date, dt.time, Month, Quarter, PartialDate, Rate, tuple)
"""Each value of these is an object of its own: the very one that was read from a cell came from there."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """`name` as a template would write it, rows counted from 1: `签到.3.姓名`. `shown` is what is printed.

    `computed_by` are the computations that give it; nothing where a cell gave it as it is. `cells` are what it was
    read from, or what it draws on: another value there, and it would be another. Where there are none, `beside` are
    the cells of the rest of its row. `papers` are the files whose name or person it tells, `rules` those it cites.
    """

    name: str
    shown: str
    computed_by: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    beside: tuple[Cell, ...] = ()
    papers: tuple[Paper, ...] = ()
    rules: tuple[str, ...] = ()


def derived(draft: Draft, names: Iterable[str]) -> list[Derivation]:
    values, wanted, sources = leaves(draft.context), list(names), _Sources(draft.material)
    drawn = drawn_on(draft, [name for name in wanted if not sources.gave(values[name]) and not _is_number(name)])
    found = []
    for name in wanted:
        value = values[name]
        given = sources.gave(value)
        cells = (given,) if isinstance(given, Cell) else tuple(drawn.get(name, ()))
        papers: tuple[Paper, ...] = (given,) if isinstance(given, Paper) else ()
        computed_by = () if given else tuple(_computations(draft, name))
        beside = [] if cells or papers else list(_beside(name, values, sources))
        papers = papers or tuple(dict.fromkeys(each for each in beside if isinstance(each, Paper)))
        rules = tuple(_cited(_texts(name, values, alone=bool(cells or papers)), draft.material)) if not given else ()
        whole_row = tuple(each for each in beside if isinstance(each, Cell))
        found.append(Derivation(name, shown(value), computed_by, cells, whole_row, papers, rules))
    return found


def _is_number(name: str) -> bool:
    """Rows are counted; what is in them came from elsewhere."""
    return name.endswith(".序号")


class _Sources:
    """Which cell, or which paper, gave an object."""

    def __init__(self, material: Material) -> None:
        self._held = held_by(material)
        """Kept, so that no other object comes to stand where one of theirs stood."""
        self._given: dict[int, Cell | Paper] = {}
        for paper in _papers(material.activity):
            for value in (paper.kind, paper.file, paper.person, paper.note):
                self._given[id(value)] = paper
        for cell in cells_of(self._held):
            self._given[id(cell.value.value)] = cell

    def gave(self, value: Any) -> Cell | Paper | None:
        is_own = isinstance(value, _OWN) and (not isinstance(value, str | tuple) or len(value) > 1)
        return self._given.get(id(value)) if is_own else None


def _papers(activity: Activity) -> Iterator[Paper]:
    yield from activity.papers
    yield from activity.on_file
    for one in activity.within:
        yield from one.papers


def _beside(name: str, values: Mapping[str, Any], sources: _Sources) -> Iterator[Cell | Paper]:
    row = row_of(name)
    for other, value in values.items() if row else ():
        if other.startswith(f"{row}.") and (given := sources.gave(value)):
            yield given


def _texts(name: str, values: Mapping[str, Any], *, alone: bool) -> list[str]:
    """What it says; of what no cell gave, all that its row says."""
    row = "" if alone else row_of(name)
    return [shown(value) for other, value in values.items() if other == name or (row and other.startswith(f"{row}."))]


def _cited(texts: list[str], material: Material) -> Iterator[str]:
    """The rules whose source, name or own words a text gives."""
    rules = [
        rule
        for file in material.measure.rules.files
        for _, name, rule in file.every_rule()
        if any(_says(rule.called(name), text) for text in texts)
    ]
    return iter(dict.fromkeys(f"{rule.about}（{rule.basis}）" for rule in rules))


def _says(rule: Rule, text: str) -> bool:
    return rule.basis in text or (bool(rule.about) and rule.about in text) or rule.id == text


def _computations(draft: Draft, name: str) -> Iterator[str]:
    top, *rest = name.split(".")
    for word in dict.fromkeys((*draft.material.packet.computes, *draft.document.computes)):
        computed = COMPUTATIONS[word]
        tables = {*computed.tables, computed.some_rows}
        columns = {*computed.columns} if rest else set()
        if top in {*computed.names, *computed.of_activities, *tables} or columns & {*rest[1:]}:
            yield word.value


def shown(value: Any) -> str:
    if value is BLANK:
        return ""
    try:
        return str(printed(value))
    except Exception:  # a picture, a table: nothing that is printed as text
        return ""
