"""Everything that the stories work with: one workspace, opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.files.inbox_tag import known_tag, tag_of
from pipeline.files.journal import Journal
from pipeline.files.names import safe_name
from pipeline.files.originals import Originals
from pipeline.files.private import make_private
from pipeline.ledger.ledger import Ledger
from pipeline.mapping.load import Mappings, load_mappings
from pipeline.mapping.rules import Catalogue, load_catalogue
from pipeline.packet.outbox import Outbox
from pipeline.render.pictures import PictureShop
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore
from pipeline.settings.schema import Settings
from pipeline.settings.workspace import Workspace, load_settings

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` tells when something was received; no document depends on it."""

    workspace: Workspace
    settings: Settings
    mappings: Mappings
    catalogue: Catalogue
    ledger: Ledger
    originals: Originals
    renderer: Renderer
    outbox: Outbox
    now: Clock

    def known_branches(self) -> list[str]:
        """Those of dangan.toml; where it names none, those of the rosters."""
        return list(self.settings.branches) or self.ledger.roster_branches()

    def would_read_alike(self, submission: int) -> bool:
        """Whether the mappings that read that submission's forms are still the same."""
        read_by = self.ledger.reading_of(submission)
        return all(self.mappings.digests.get(form) == digest for form, digest in read_by.items())

    def relative(self, path: Path) -> str:
        """Below the workspace, with slashes; an outside path whole."""
        try:
            return path.relative_to(self.workspace.root).as_posix()
        except ValueError:
            return str(path)

    def close(self) -> None:
        self.ledger.close()


def open_desk(workspace: Workspace, now: Clock = dt.datetime.now) -> Desk:
    """Raises SetupError, MappingError or LedgerError when the workspace cannot be used."""
    settings, mappings, catalogue = _set_up(workspace)
    _make_folders(workspace, settings)
    _make_private(workspace)
    originals = Originals(workspace.originals)
    shop = PictureShop(originals.read, workspace.cache / "photos")
    return Desk(
        workspace=workspace,
        settings=settings,
        mappings=mappings,
        catalogue=catalogue,
        ledger=Ledger(workspace.ledger, journal=Journal(workspace.journal), may_be_new=originals.is_empty()),
        originals=originals,
        renderer=Renderer(workspace.templates, shop, PlanStore(workspace.cache / "templates")),
        outbox=Outbox(workspace.outbox, workspace.bin),
        now=now,
    )


def set_up_anew(desk: Desk) -> Desk:
    """With settings, mappings and checks as they are now. Raises SetupError or MappingError where they do not fit."""
    settings, mappings, catalogue = _set_up(desk.workspace)
    _make_folders(desk.workspace, settings)
    return replace(desk, settings=settings, mappings=mappings, catalogue=catalogue)


def _set_up(workspace: Workspace) -> tuple[Settings, Mappings, Catalogue]:
    settings = load_settings(workspace)
    return settings, load_mappings(workspace.mappings), load_catalogue(workspace.rules).chosen(settings.checks)


def _make_private(workspace: Workspace) -> None:
    try:
        make_private(workspace.private)
    except OSError as error:
        raise SetupError(f"不能用 {workspace.private}：{in_words(error)}", "请检查工作区文件夹的权限") from error


def _make_folders(workspace: Workspace, settings: Settings) -> None:
    """The inbox itself only in a new workspace: one that is gone is a share that went away, not a wish for another.

    Then it has a folder for each branch of the settings, unless it cannot be reached, or another lies in its place.
    """
    for folder in (workspace.outbox,) if workspace.private.exists() else (workspace.outbox, workspace.inbox):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(f"不能建文件夹 {folder}：{in_words(error)}", "请检查工作区文件夹的权限") from error
    with suppress(OSError):
        if known_tag(workspace.private) in {"", tag_of(workspace.inbox)}:
            for branch in settings.branches:
                (workspace.inbox / safe_name(branch)).mkdir(exist_ok=True)
