"""A small workspace for tests of the machinery: what a drop costs and brings does not grow with all that ships."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path

from builders import NOW, REPOSITORY
from opening import open_soon
from standing_clock import StandingClock
from warm import warm

from pipeline.filing.templates import TEMPLATES as OF_ARCHIVES
from pipeline.flow.desk import Desk
from pipeline.handbook.templates import TEMPLATES as OF_HANDBOOKS
from pipeline.inspection.templates import TEMPLATES as OF_INSPECTIONS
from pipeline.mapping.load import read_mapping
from pipeline.mapping.packet import PacketMapping
from pipeline.settings.workspace import SETTINGS_NAME, Workspace

PACKETS = ("1主题党日", "2三会一课", "3谈心谈话")
RULES = ("核对", "条例", "每月20日")
"""Of the sets those that are in force where nobody chooses others."""


def make_core(root: Path) -> Workspace:
    """The shipped packets of activities and talks, the usual rules; the forms and templates that these need.

    Also the templates of inspections, handbooks and archives. What is there already is left as it is.
    """
    workspace = Workspace(root)
    for folder in (workspace.inbox, workspace.outbox):
        folder.mkdir(parents=True, exist_ok=True)
    for path in _files():
        target = root / path.relative_to(REPOSITORY)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return workspace


def make_core_desk(root: Path, now: dt.datetime = NOW) -> Desk:
    """Opened; its clock stands still."""
    workspace = make_core(root)
    warm(workspace)
    return open_soon(workspace, StandingClock(now))


@cache
def _files() -> tuple[Path, ...]:
    mappings, templates = REPOSITORY / "mappings", REPOSITORY / "templates"
    packets = [read_mapping(mappings / "packets" / f"{name}.yaml", PacketMapping, "packet").mapping for name in PACKETS]
    forms = {source.form for packet in packets if packet for source in packet.sources.values()}
    used = {document.template for packet in packets if packet for document in packet.documents} | {
        *OF_INSPECTIONS,
        *OF_HANDBOOKS,
        *OF_ARCHIVES,
    }
    return (
        REPOSITORY / SETTINGS_NAME,
        mappings / "schema.json",
        *(mappings / "packets" / f"{name}.yaml" for name in PACKETS),
        *(mappings / "forms" / f"{name}.yaml" for name in sorted(forms)),
        *(mappings / "rules" / f"{name}.yaml" for name in RULES),
        *sorted((mappings / "papers").iterdir()),
        *(templates / name for name in sorted(used)),
    )
