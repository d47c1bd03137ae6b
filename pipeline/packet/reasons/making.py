"""What an activity's documents are made of, part by part: when all is the same, so are the documents."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from pydantic_core import to_json

from pipeline.files.digest import digest_of
from pipeline.ledger.entries import Photo, problems_text
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.packet.papers.paper import Paper
from pipeline.packet.photos import named_photos
from pipeline.packet.publish.manifest import program
from pipeline.packet.report import PHOTO

Digests = Callable[[str], str]
"""Of a template by its name; empty where it is missing."""

_SHORT: Final = 16
"""So much of a digest tells whether something has changed."""


class Part(StrEnum):
    """The kinds of things that enter documents; the values are stable."""

    PROGRAM = "program"
    TEMPLATE = "template"
    MAPPING = "mapping"
    RULES = "rules"
    RECORD = "record"
    ROSTER = "roster"
    PHOTO = "photo"
    PAPER = "paper"
    ACTIVITY = "activity"
    CHECKS = "checks"


@dataclass(frozen=True)
class Making:
    """Every part by its name, with what tells whether it is still the same: a digest, or the value itself.

    A record's name is its form and key, `签到表|2026-03-20`; what it tells is its digest, then its file's name.
    """

    parts: Mapping[str, Mapping[str, Any]]

    @property
    def digest(self) -> str:
        return digest_of(self.text.encode())

    @cached_property
    def text(self) -> str:
        return to_json({part: dict(sorted(told.items())) for part, told in self.parts.items()}).decode()

    @classmethod
    def from_text(cls, text: str) -> Making | None:
        """None where nothing was told."""
        return cls(json.loads(text)) if text else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that has come, has gone (`now` is None), or is another than before."""

    part: Part
    name: str
    before: Any
    now: Any


def differences(before: Making, now: Making) -> Iterator[Difference]:
    """In the order of `Part`, then by name."""
    for part in Part:
        old, new = before.parts.get(part, {}), now.parts.get(part, {})
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                yield Difference(part, name, old.get(name), new.get(name))


@dataclass(frozen=True)
class Stock:
    """What a branch's documents are made with: `mappings` are the digests of all, by name."""

    photos: tuple[Photo, ...]
    measure: Measure
    mappings: Mapping[str, str]
    template: Digests

    @cached_property
    def rules(self) -> Mapping[str, str]:
        return {name: digest[:_SHORT] for name, digest in self.measure.digests.items()}


def making_of(activity: Activity, folder: str, between: tuple[Problem, ...], stock: Stock) -> Making:
    """`folder` is that of its packet, `between` what its forms say against those of other activities."""
    packet = activity.packet
    papers = {f"{paper.folder}/{paper.file}": replace(paper, submission=0) for paper in _papers(activity)}
    named = named_photos(activity, stock.photos) if _shows_photos(activity) else ()
    parts: dict[str, Mapping[str, Any]] = {
        Part.PROGRAM: {"": program()},
        Part.TEMPLATE: {document.template: stock.template(document.template)[:_SHORT] for document in packet.documents},
        Part.MAPPING: {
            name: stock.mappings[name][:_SHORT]
            for name in (packet.packet, *(source.form for source in packet.sources.values()))
        },
        Part.RULES: stock.rules,
        Part.RECORD: {
            f"{each.form}|{each.key}": [each.digest[:_SHORT], each.file, each.file_digest[:_SHORT]]
            for each in activity.drawn_on
        },
        Part.ROSTER: {
            f"{each.form}|{number}": [each.digest[:_SHORT], each.file, each.sheet]
            for number, each in enumerate(stock.measure.past.sheets_on(_days(activity)), 1)
        },
        Part.PHOTO: {str(name.value): photo.digest[:_SHORT] if photo else "" for name, photo in named},
        Part.PAPER: {name: digest_of(repr(paper).encode())[:_SHORT] for name, paper in papers.items()},
        Part.ACTIVITY: {"文件夹": folder, "期号": activity.number, "日期": activity.day.isoformat()},
        Part.CHECKS: {"": digest_of(problems_text(between).encode())[:_SHORT] if between else ""},
    }
    return Making(parts)


def _days(activity: Activity) -> Iterator[dt.date]:
    """Those of which its documents and their checks may ask for the branch's roster."""
    yield activity.day
    yield from (one.day for one in activity.within)
    yield from map(activity.last_day_of, activity.records)
    if activity.period:
        yield activity.period.last


def _shows_photos(activity: Activity) -> bool:
    return any(PHOTO in document.computes for document in activity.packet.documents)


def _papers(activity: Activity) -> tuple[Paper, ...]:
    return (*activity.papers, *activity.on_file)
