"""Papers of one person, such as an application: where a register asks for them, the file itself answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.mapping.form import FormMapping
from pipeline.model.record import Record, Row, Value
from pipeline.packet.context import Context
from pipeline.packet.papers.paper import Paper


def with_papers(record: Record, form: FormMapping, papers: Iterable[Paper]) -> Record:
    """The record, the column that is called as a kind of papers answered with yes for whom such a paper is there."""
    there = _kinds_by_person(papers)
    if not there:
        return record
    tables = {
        name: tuple(_answered(row, form.tables[name].anchor, there) for row in rows)
        for name, rows in record.tables.items()
    }
    return replace(record, tables=tables)


def row_with_papers(row: Context, person: str, papers: Iterable[Paper]) -> Context:
    """The same for a row as documents see it."""
    kinds = _kinds_by_person(papers).get(person, ())
    return row | dict.fromkeys((kind for kind in kinds if kind in row), True)


def _kinds_by_person(papers: Iterable[Paper]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for paper in papers:
        if paper.person:
            found[paper.person] = (*found.get(paper.person, ()), paper.kind)
    return found


def _answered(row: Row, anchor: str, there: Mapping[str, Iterable[str]]) -> Row:
    kinds = there.get(str(row[anchor].value), ())
    return {**row, **{kind: Value(True, row[kind].written, row[kind].origin) for kind in kinds if kind in row}}
