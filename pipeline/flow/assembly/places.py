"""What is there to do: each activity of a branch, the folder of its packet, and whether that is as it should be."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.errors import DanganError
from pipeline.files.digest import digest_of
from pipeline.files.names import distinct, safe_name
from pipeline.flow.assembly.branch import Branch
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import problems_text
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.between import checks_between, key_of
from pipeline.packet.drafts import folder_of
from pipeline.packet.manifest import NAME as MANIFEST
from pipeline.packet.manifest import program
from pipeline.packet.photos import named_photos
from pipeline.packet.report import PHOTO
from pipeline.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Place:
    """An activity, its folder below the outbox, and the digest of all that its documents are made from.

    `between` is what its forms say against those of other activities.
    """

    activity: Activity
    between: tuple[Problem, ...]
    folder: str
    inputs: str

    @property
    def key(self) -> tuple[str, str]:
        return self.activity.packet.packet, self.activity.key


def places_of(activities: list[Activity], branch: Branch, desk: Desk) -> list[Place]:
    between = checks_between(activities, desk.mappings.forms, branch.photos, branch.measure)
    taken: set[str] = set()
    places = []
    for activity in activities:
        above = f"{activity.day.year}/{safe_name(branch.name)}"
        folder = distinct(f"{above}/{folder_of(activity)}", taken)
        found = tuple(between.get(key_of(activity), ()))
        places.append(Place(activity, found, folder, _inputs(activity, found, folder, branch, desk)))
    return places


def is_current(place: Place, branch: Branch, desk: Desk) -> bool:
    entry = branch.entries.get(place.key)
    return (
        entry is not None
        and entry.inputs == place.inputs
        and all(map(desk.outbox.lies_there, entry.documents))
        and (not entry.documents or (desk.outbox.folder / place.folder / MANIFEST).is_file())
    )


def _inputs(activity: Activity, between: tuple[Problem, ...], folder: str, branch: Branch, desk: Desk) -> str:
    digests = desk.mappings.digests
    packet = activity.packet
    photos: Iterable[object] = ()
    if any(PHOTO in document.computes for document in packet.documents):
        named = named_photos(activity, branch.photos)
        photos = ([str(name.value), photo.digest if photo else ""] for name, photo in named)
    parts: list[object] = [program(), folder, activity.number, activity.day.isoformat()]
    parts += [digests[packet.packet]]
    parts += [digests[source.form] for source in packet.sources.values()]
    parts += [_template_digest(desk.renderer, document.template) for document in packet.documents]
    parts += [[each.form, each.file, each.digest, each.file_digest] for each in activity.drawn_on]
    parts += photos
    parts += map(repr, (*activity.papers, *activity.on_file))
    parts += [branch.measure.digest_text([activity.day, *(one.day for one in activity.within)])]
    parts += [problems_text(between)]
    return digest_of(json.dumps(parts, ensure_ascii=False).encode())


def _template_digest(renderer: Renderer, name: str) -> str:
    """Of a template that is missing, nothing: its activity fails when it is rendered, not the branch."""
    try:
        return renderer.digest(name)
    except DanganError:
        return ""
