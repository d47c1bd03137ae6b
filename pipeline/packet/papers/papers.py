"""The papers that a branch has handed in: every dropped file of a kind of papers, in its newest version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ledger.entries import DroppedFile, Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.paper import PaperWords
from pipeline.mapping.vocabulary import Type
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.packet.papers.paper import Paper, Told
from pipeline.packet.papers.paper_names import kinds_named, person_named, told_by_names
from pipeline.packet.papers.paper_register import Registered, line_of, registered, unheard_of
from pipeline.rules.finding import finding


@dataclass(frozen=True, slots=True)
class Papers:
    """In the order of their folders and names; `loose` says what of them cannot be told, and what has not come."""

    papers: tuple[Paper, ...]
    loose: tuple[Problem, ...]


def papers_of(
    dropped: Iterable[DroppedFile],
    snapshots: Iterable[DroppedFile],
    held: Sequence[Held],
    forms: Mapping[str, FormMapping],
    words: PaperWords,
) -> Papers:
    """`snapshots` are pictures that count where a register names them. Of one name in one folder the last counts."""
    lines = registered(held, forms)
    files = [*dropped, *(one for one in snapshots if line_of(one.name, one.folder, lines))]
    newest = {(one.folder, one.name): one for one in sorted(files, key=lambda one: one.submission)}
    people = _people(held, forms) if newest else set()
    papers: list[Paper] = []
    loose = [_not_come(line) for line in unheard_of(lines, [name for _, name in newest])]
    for _, one in sorted(newest.items()):
        line = line_of(one.name, one.folder, lines)
        kinds = (line.kind,) if line else kinds_named(one.name, one.folder, words)
        if len(kinds) == 1:
            papers.append(_paper(one, kinds[0], line, people))
        else:
            loose.append(replace(unclear(Origin(one.name), kinds), severity=Severity.WARNS))
    return Papers(tuple(papers), tuple(loose))


def unclear(at: Origin, kinds: Sequence[str]) -> Problem:
    """It may be of several kinds, or of none any more."""
    may_be = f"，可能是{'，也可能是'.join(kinds)}" if kinds else ""
    hint = "请在文件名里只写明其中一种，或用文件材料登记表写明"
    return Problem(at, "paper-kind-unclear", f"看不出是哪一种材料{may_be}", hint)


def _not_come(line: Registered) -> Problem:
    message = f"登记的文件 {line.name.value} 还没有收到"
    hint = "请把文件放进收件箱里本支部的文件夹，文件名与表中一致"
    return finding(line.name, "paper-missing", message, hint)


def _paper(one: DroppedFile, kind: str, line: Registered | None, people: Collection[str]) -> Paper:
    by_names = told_by_names(one.name, one.folder)
    return Paper(
        kind=kind,
        file=one.name,
        digest=one.digest,
        folder=one.folder,
        branch=one.branch,
        submission=one.submission,
        told=line.told if line and line.told != Told() else by_names,
        person=(line.person if line else "") or person_named(one.name, one.folder, people),
        note=line.note if line else "",
    )


def _people(held: Iterable[Held], forms: Mapping[str, FormMapping]) -> set[str]:
    """Whoever a list of people names: the roster's members, and those who are on the way into the Party."""
    return set(_names(held, forms))


def _names(held: Iterable[Held], forms: Mapping[str, FormMapping]) -> Iterator[str]:
    for one in held:
        form = forms.get(one.form)
        for name, table in form.tables.items() if form else ():
            if table.columns[table.anchor].type is Type.MEMBER:
                yield from (str(row[table.anchor].value) for row in one.record.rows(name))
