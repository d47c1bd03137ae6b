"""What is there to do: each activity of a branch, the folder of its packet, and whether that is as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from pipeline.errors import DanganError
from pipeline.files.names import distinct, safe_name
from pipeline.flow.assembly.branch import Branch
from pipeline.flow.desk import Desk
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.checks.between import checks_between, key_of
from pipeline.packet.drafts import folder_of
from pipeline.packet.publish.manifest import NAME as MANIFEST
from pipeline.packet.reasons.making import Making, Stock, making_of
from pipeline.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Place:
    """An activity, its folder below the outbox, and all that its documents are made of; `inputs` is the digest of it.

    `between` is what its forms say against those of other activities.
    """

    activity: Activity
    between: tuple[Problem, ...]
    folder: str
    making: Making
    inputs: str

    @property
    def key(self) -> tuple[str, str]:
        return self.activity.packet.packet, self.activity.key

    def is_of(self, year: int | None) -> bool:
        """Of any year where none is given."""
        return year in {None, self.activity.day.year}


def places_of(activities: list[Activity], branch: Branch, desk: Desk) -> list[Place]:
    between = checks_between(activities, desk.mappings.forms, branch.photos, branch.measure)
    stock = Stock(branch.photos, branch.measure, desk.mappings.digests, cache(partial(_template_digest, desk.renderer)))
    taken: set[str] = set()
    places = []
    for activity in activities:
        above = f"{activity.day.year}/{safe_name(branch.name)}"
        folder = distinct(f"{above}/{folder_of(activity)}", taken)
        found = tuple(between.get(key_of(activity), ()))
        making = making_of(activity, folder, found, stock)
        places.append(Place(activity, found, folder, making, making.digest))
    return places


def is_current(place: Place, branch: Branch, desk: Desk) -> bool:
    entry = branch.entries.get(place.key)
    return (
        entry is not None
        and entry.inputs == place.inputs
        and all(map(desk.outbox.lies_there, entry.documents))
        and (not entry.documents or (desk.outbox.folder / place.folder / MANIFEST).is_file())
    )


def _template_digest(renderer: Renderer, name: str) -> str:
    """Of a template that is missing, nothing: its activity fails when it is rendered, not the branch."""
    try:
        return renderer.digest(name)
    except DanganError:
        return ""
