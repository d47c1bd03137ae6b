"""The papers of a packet as they lie in its folder: a number and a kind before the name that the person gave."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.files.names import distinct_file, safe_file_name
from pipeline.mapping.packet import PaperMapping
from pipeline.packet.activity import Activity
from pipeline.packet.items import bare
from pipeline.packet.papers.paper import Paper


def laid_papers(activity: Activity) -> list[tuple[str, Paper]]:
    """Each paper's file name in the packet, in the order of the mapping: 05 党课讲稿 定稿.docx.

    What a file's own name begins with is not said twice: 06 入党申请书 林小满.docx.
    """
    taken: set[str] = set()
    return [
        (distinct_file(safe_file_name(_laid_as(entry, paper)), taken), paper)
        for entry in asked_papers(activity)
        for paper in papers_under(entry, activity)
    ]


def _laid_as(entry: PaperMapping, paper: Paper) -> str:
    said = bare(entry.name)
    number = entry.name.removesuffix(said)
    return f"{number}{paper.file}" if paper.file.startswith(said) else f"{entry.name} {paper.file}"


def asked_papers(activity: Activity) -> Iterator[PaperMapping]:
    """What the packet asks for of an activity of these kinds."""
    return (entry for entry in activity.packet.papers if entry.serves(activity.kinds))


def entry_of(paper: Paper, activity: Activity) -> PaperMapping | None:
    """Under which of the packet's entries the paper would lie."""
    return next((entry for entry in asked_papers(activity) if entry.paper == paper.kind), None)


def papers_under(entry: PaperMapping, activity: Activity) -> list[Paper]:
    return [paper for paper in activity.papers if entry_of(paper, activity) == entry]
