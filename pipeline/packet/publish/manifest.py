"""manifest.json: for each document its digest and the digests of everything that it was made from. No clock in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic_core import to_json

from pipeline.ledger.entries import PublishedDocument
from pipeline.packet.activity import Activity
from pipeline.packet.drafts import Draft, records_of
from pipeline.packet.papers.laid import laid_papers

NAME = "manifest.json"


@cache
def program() -> str:
    """The program's name and version, as it enters every document's inputs."""
    return f"dangan {version('dangan')}"


def manifest(
    activity: Activity,
    drafts: list[Draft],
    published: Sequence[PublishedDocument],
    templates: Mapping[str, str],
    mapping: str,
) -> bytes:
    """`published` are the drafts' documents in their order, the papers, then the originals.

    `templates` give SHA-256 by name, `mapping` is the SHA-256 of the packet's mapping.
    """
    laid, rest = laid_papers(activity), published[len(drafts) :]
    documents, papers, originals = published[: len(drafts)], rest[: len(laid)], rest[len(laid) :]
    body: dict[str, Any] = {
        "program": program(),
        "packet": activity.packet.packet,
        "branch": activity.branch,
        "activity": {"date": activity.day.isoformat(), "theme": activity.theme, "kinds": list(activity.kinds)}
        if activity.packet.kinds
        else {"year": activity.day.year},
        "mapping": {"name": activity.packet.packet, "sha256": mapping},
        "documents": [_document(draft, document, templates) for draft, document in zip(drafts, documents, strict=True)],
        "papers": [
            {"file": document.name, "sha256": document.digest, "kind": paper.kind, "original": paper.file}
            for document, (_, paper) in zip(papers, laid, strict=True)
        ],
        "originals": [{"file": original.name, "sha256": original.digest} for original in originals],
    }
    return manifest_text(body)


def manifest_text(body: Mapping[str, Any]) -> bytes:
    """A line for each key, and for each file of a list: a person finds one, and a program writes it quickly."""
    lines = (b' "%b": %b' % (key.encode(), _listed(value)) for key, value in body.items())
    return b"{\n%b\n}\n" % b",\n".join(lines)


def _listed(value: Any) -> bytes:
    if not isinstance(value, list) or not any(isinstance(each, dict) for each in value):
        return to_json(value)
    return b"[\n  %b\n ]" % b",\n  ".join(map(to_json, value))


def _document(draft: Draft, published: PublishedDocument, templates: Mapping[str, str]) -> dict[str, Any]:
    return {
        "file": published.path.rsplit("/", 1)[-1],
        "sha256": published.digest,
        "template": {"name": draft.document.template, "sha256": templates[draft.document.template]},
        "records": [
            {
                "form": held.form,
                "file": held.file,
                "sheet": held.sheet,
                "sha256": held.digest,
                "mapping": held.mapping_digest,
                "original": held.file_digest,
            }
            for held in records_of(draft)
        ],
        "edited_by_hand": published.edited,
    }
