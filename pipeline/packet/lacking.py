"""What an activity still waits for: forms that its documents need or its mapping expects, papers that people write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import DocumentMapping, PaperMapping
from pipeline.packet.activity import Activity
from pipeline.packet.papers.laid import asked_papers, papers_under


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that cannot be made yet, and what would make it possible."""

    name: str
    wants: str
    document: DocumentMapping | PaperMapping | None = None
    """None for a form that is expected although no document waits for it."""


def awaited_forms(document: DocumentMapping, activity: Activity, subject: Held | None = None) -> list[str]:
    """Those that the document needs and that have not come, one for each need that is not met.

    `subject` is the document's record where there is one for each.
    """
    packet = activity.packet
    came = activity.came | {packet.subject} if subject else activity.came
    needs = [need.split("|") for need in document.needs if need not in came]
    return ["或".join(packet.sources[name].form for name in need) for need in needs if came.isdisjoint(need)]


def in_words(awaited: Iterable[str], activity: Activity) -> str:
    """What is to be sent, or where it lies that has come."""
    return "、".join(f"{form}{_elsewhere(form, activity)}" for form in awaited)


def _elsewhere(form: str, activity: Activity) -> str:
    day = activity.elsewhere.get(form)
    return f"（已经收下，归在 {day.isoformat()} 的活动里，不用再报）" if day else ""


def not_sent(activity: Activity) -> Iterator[Missing]:
    """Papers that only a person can write, and forms that the packet expects though no document waits for them."""
    for entry in asked_papers(activity):
        if not entry.optional and not papers_under(entry, activity):
            yield Missing(entry.name, f"{entry.paper}的文件（文件名里写明“{entry.paper}”和日期）", entry)
    for name, source in activity.packet.sources.items():
        if source.expected and name not in activity.sources:
            yield Missing(source.form, _of_year(source.form, activity.day.year))


def _of_year(form: str, year: int) -> str:
    return f"{year}{form}" if form.startswith("年") else f"{year}年{form}"
