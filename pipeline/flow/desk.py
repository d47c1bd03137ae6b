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
from pipeline.mapping.rules.book import RuleBook
from pipeline.mapping.rules.checks import Catalogue
from pipeline.mapping.rules.read import load_rules
from pipeline.packet.publish.outbox import Outbox
from pipeline.render.pictures import PictureShop
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore
from pipeline.settings.schema import Settings
from pipeline.settings.workspace import Workspace, load_settings

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a desk is opened with; another process may open the same one."""

    workspace: Workspace
    settings: Settings
    mappings: Mappings
    catalogue: Catalogue
    rules: RuleBook
    now: Clock

    def open(self) -> Desk:
        """Raises SetupError or LedgerError when the workspace cannot be used."""
        workspace = self.workspace
        originals = Originals(workspace.originals)
        shop = PictureShop(originals.read, workspace.cache / "photos")
        return Desk(
            workspace=workspace,
            settings=self.settings,
            mappings=self.mappings,
            catalogue=self.catalogue,
            rules=self.rules,
            ledger=open_ledger(workspace),
            originals=originals,
            renderer=Renderer(workspace.templates, shop, PlanStore(workspace.cache / "templates")),
            outbox=Outbox(workspace.outbox, workspace.bin),
            now=self.now,
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` tells when something was received; no document depends on it."""

    workspace: Workspace
    settings: Settings
    mappings: Mappings
    catalogue: Catalogue
    rules: RuleBook
    ledger: Ledger
    originals: Originals
    renderer: Renderer
    outbox: Outbox
    now: Clock

    @property
    def set_up(self) -> SetUp:
        return SetUp(self.workspace, self.settings, self.mappings, self.catalogue, self.rules, self.now)

    def known_branches(self) -> list[str]:
        """Those of dangan.toml; where it names none, those of the rosters."""
        return list(self.settings.branches) or self.ledger.roster_branches()

    def known_offices(self) -> set[str]:
        """Those of the settings, and who sent nothing but what only those above the branches send."""
        of_offices = {name for name, form in self.mappings.forms.items() if form.office}
        sent = self.ledger.forms_sent().items()
        return {*self.settings.offices, *(name for name, forms in sent if forms <= of_offices)}

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
    set_up = _set_up(workspace, now)
    _make_folders(workspace, set_up.settings)
    return set_up.open()


def open_ledger(workspace: Workspace) -> Ledger:
    """It needs neither settings nor mappings. Raises SetupError or LedgerError."""
    _make_private(workspace)
    is_new = Originals(workspace.originals).is_empty()
    return Ledger(workspace.ledger, journal=Journal(workspace.journal), may_be_new=is_new)


def set_up_anew(desk: Desk) -> Desk:
    """With settings, mappings and rules as they are now. Raises SetupError or MappingError where they do not fit."""
    now = _set_up(desk.workspace, desk.now)
    _make_folders(now.workspace, now.settings)
    return replace(desk, settings=now.settings, mappings=now.mappings, catalogue=now.catalogue, rules=now.rules)


def _set_up(workspace: Workspace, now: Clock) -> SetUp:
    settings = load_settings(workspace)
    mappings = load_mappings(workspace.mappings)
    read = load_rules(workspace.mappings)
    catalogue, rules = read.catalogue().chosen(settings.checks), read.book(settings).checked()
    return SetUp(workspace, settings, mappings, catalogue, rules, now)


def _make_private(workspace: Workspace) -> None:
    try:
        make_private(workspace.private)
    except OSError as error:
        raise SetupError(f"不能用 {workspace.private}：{in_words(error)}", "请检查工作区文件夹的权限") from error


def _make_folders(workspace: Workspace, settings: Settings) -> None:
    """The inbox itself only in a new workspace: one that is gone is a share that went away, not a wish for another.

    Then it has a folder for each branch of the settings, and one for withdrawals beside them, unless it cannot be
    reached, or another lies in its place.
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
                workspace.withdrawals.mkdir(exist_ok=True)
