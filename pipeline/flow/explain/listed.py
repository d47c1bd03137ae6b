"""What a row of a contents list stands for: a file of the packet, or what is missing and what would bring it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.flow.assembly.prepare import Prepared
from pipeline.flow.explain.asked import Choice, Meant
from pipeline.flow.explain.names import row_of, value_at
from pipeline.ledger.entries import Held
from pipeline.mapping.packet import DocumentMapping, PaperMapping
from pipeline.mapping.rules.kinds import Frequency
from pipeline.mapping.rules.parts import Cited
from pipeline.packet.activity import Activity
from pipeline.packet.contents import LISTS
from pipeline.packet.context import Context, Material
from pipeline.packet.drafts import Draft
from pipeline.packet.papers.laid import asked_papers, entry_of, laid_papers
from pipeline.render.review.heads import bare


@dataclass(frozen=True, slots=True)
class Entry:
    """`row` is its name (材料.3), `says` what stands in it.

    `files` lie below the outbox; `held` are the records that they are made of, or that are to be looked at. `lacks`
    says in words what is to be sent or filled in. `rules` are those that ask for it.
    """

    row: str
    says: str
    files: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    lacks: str = ""
    rules: tuple[str, ...] = ()


def is_listed(name: str) -> bool:
    """Whether it stands in one of the lists of what a packet holds and lacks."""
    return name.partition(".")[0] in LISTS


def by_rows(meant: Meant, context: Context) -> Meant:
    """All that a row says stands for the same: it is offered once."""
    rows = _rows(choice.name for choice in meant.choices)
    others = (choice for choice in meant.choices if not is_listed(choice.name))
    return Meant(meant.names, (*others, *(Choice(row, "", _said(value_at(context, row))) for row in rows)))


def rows_called(asked: str, contents: Draft) -> Meant | None:
    """The rows whose document, paper or original is called so, with its number or without; None where none is."""
    lists = contents.context if contents.document.contents else {}
    told = ((f"{name}.{number}", row) for name in LISTS for number, row in enumerate(lists.get(name, ()), 1))
    names = tuple(f"{name}.序号" for name, row in told if bare(asked) in _called(row))
    return Meant(names) if names else None


def _called(row: Mapping[str, Any]) -> set[str]:
    name = str(row.get("名称") or row.get("文件名") or "")
    return {bare(name), bare(f"{row.get('编号', '')}{name}")}


def entries(names: Iterable[str], packet: Prepared, contents: Draft) -> list[Entry]:
    """Of the rows in which the names stand, each once."""
    listed = _Listed(packet, contents)
    return [listed.entry(row, value_at(contents.context, row)) for row in _rows(names)]


def _rows(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(row_of(name) for name in names if is_listed(name)))


def _said(row: Mapping[str, Any]) -> str:
    return " ".join(str(value) for column, value in row.items() if column != "序号" and value)


@dataclass(frozen=True, slots=True)
class _Listed:
    packet: Prepared
    contents: Draft

    def entry(self, name: str, row: Mapping[str, Any]) -> Entry:
        match name.partition(".")[0]:
            case "核对":
                return self._check(name, row)
            case "原始表单":
                return self._original(name, row)
            case _:
                return self._item(name, row)

    def _item(self, name: str, row: Mapping[str, Any]) -> Entry:
        """A document, the papers of a kind, or what is missing of either: by what it is called in the list."""
        called = f"{row.get('编号', '')} {row['名称']}".strip()
        says, lacks = _said(row), row["说明"] if "说明" in row else f"待报送：{row['需要']}"
        for document in self.packet.documents:
            if document.draft.name == called:
                draft = document.draft
                held = _asked_for(draft.document, draft.material)
                return Entry(name, says, (document.path,), held, lacks, self._asking(draft.document.title))
        for entry in asked_papers(self._activity):
            laid = [at for at, paper in laid_papers(self._activity) if entry_of(paper, self._activity) == entry]
            if entry.name == called and laid:
                files = tuple(f"{self.packet.place.folder}/{at}" for at in laid)
                return Entry(name, says, files, rules=self._asking(entry.paper))
        wanted = next((one.document for one in self.packet.drafts.missing if one.name == called), None)
        held = _asked_for(wanted, self._activity) if isinstance(wanted, DocumentMapping) else ()
        return Entry(name, says, (), held, lacks, self._asking(_thing(wanted) or called))

    def _check(self, name: str, row: Mapping[str, Any]) -> Entry:
        """What is to be looked at again: the sheets that it names, and the rule that it goes by."""
        check = self.packet.checks[int(name.rpartition(".")[2]) - 1]
        sheets = {(at.file, at.sheet) for at in (check.at, check.other) if at}
        origins = ((one, one.record.origin) for one in self._activity.records)
        held = tuple(one for one, at in origins if (at.file, at.sheet) in sheets)
        known = self.contents.material.measure.catalogue.checks.get(check.code)
        return Entry(name, _said(row), held=held, rules=(_cited(known),) if known else ())

    def _original(self, name: str, row: Mapping[str, Any]) -> Entry:
        held = tuple(one for one in self._activity.records if (one.file, one.form) == (row["文件名"], row["表单"]))
        digests = {one.file_digest for one in held}
        files = tuple(copy.path for copy in self.packet.originals if copy.digest in digests)
        return Entry(name, _said(row), files, held)

    def _asking(self, thing: str) -> tuple[str, ...]:
        """The rules of the day that ask for such a document, form or paper."""
        rules = self.contents.material.measure.rules.on(self._activity.day).requirements.values()
        kinds = set(self._activity.kinds)
        return tuple(
            _cited(rule)
            for rule in rules
            if thing in rule.things and (rule.every is not Frequency.EVENT or kinds & set(rule.kinds))
        )

    @property
    def _activity(self) -> Activity:
        return self.packet.place.activity


def _asked_for(document: DocumentMapping, given: Material | Activity) -> tuple[Held, ...]:
    """Those that have come of the records without which it cannot be made."""
    wanted = {name for need in document.needs for name in need.split("|")}
    one = (held for name, held in given.sources.items() if name in wanted)
    several = (held for name, records in given.several.items() if name in wanted for held in records)
    return (*one, *several)


def _thing(wanted: DocumentMapping | PaperMapping | None) -> str:
    """What rules call it."""
    match wanted:
        case DocumentMapping():
            return wanted.title
        case PaperMapping():
            return wanted.paper
        case None:
            return ""


def _cited(rule: Cited) -> str:
    return f"{rule.about}（{rule.basis}）"
