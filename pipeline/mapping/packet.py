"""A packet mapping: which records an activity brings together, and which documents they make."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from pipeline.model.periods import Length


class Join(Enum):
    """How a record finds its packet."""

    SUBJECT = "subject"
    """It makes the packet: of an activity the one form that announces it, else one document for each of its records."""
    DATE = "date"
    """Same branch and date; the theme decides between two; it makes an activity where none is known yet."""
    MONTH = "month"
    """Same branch and month."""
    PLAN = "plan"
    """The row of that month in the year's plan; it plans an activity where the month has none yet."""
    BRANCH = "branch"
    """The branch's current one."""
    PERIOD = "period"
    """All of the packet's period, by date; only in a packet without kinds."""


class Computation(StrEnum):
    """What can be computed for documents beyond the forms' own words; `packet.compute` says how."""

    DATES = "日期"
    ATTENDANCE = "出勤"
    DUES = "党费"
    PHOTOS = "照片"
    PLAN = "方案"
    ISSUE = "期号"


FOLDER_NAMES: Final = ("活动日期", "活动主题", "活动类型", "年度", "期间")
"""What a packet's `folder` may hold in braces."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Source(_Part):
    """A form that the packet draws on. Its fields are taken over under their own names or those of `names`."""

    form: str
    join: Join
    names: dict[str, str] = {}
    """Name in the templates -> name in the form. Empty: every field under its own name."""
    table: str = ""
    """Of a plan: the table that has a row for each month. Of a period: the table whose rows are put together."""
    expected: bool = False
    """Its absence is said even where every document can be made without it."""
    keep_original: bool = True
    """Copied into 原始表单/."""


class DocumentMapping(_Part):
    """One document of the packet. `name` may hold {fields}; it becomes the file's name."""

    name: str
    template: str
    needs: tuple[str, ...] = ()
    """Sources without which it is not made; `甲|乙`: one of the two will do."""
    uses: tuple[str, ...] = ()
    """Sources that may be absent; their names are then blank."""
    computes: tuple[Computation, ...] = ()
    """What is computed for it beyond what the packet computes for all."""
    rows: str = ""
    """A table that must have a row, else there is nothing to print yet."""
    field: str = ""
    """A field that must be filled, else there is nothing to print yet."""
    optional: bool = False
    """Where it cannot be made, nobody is told that it is missing."""
    contents: bool = False
    """It lists the packet's other documents."""

    def sources(self) -> tuple[str, ...]:
        """Every source that may enter it, without repeats, in order."""
        named = [part for need in self.needs for part in need.split("|")]
        return tuple(dict.fromkeys([*named, *self.uses]))


class PacketMapping(_Part):
    """What one kind of packet holds: an activity of one of its `kinds`; without kinds all that a period brought."""

    packet: str
    about: str = ""
    kinds: tuple[str, ...] = ()
    every: Length = Length.YEAR
    """Without kinds: how long the period of one packet is."""
    folder: str
    sources: dict[str, Source]
    computes: tuple[Computation, ...] = ()
    documents: tuple[DocumentMapping, ...]

    @property
    def subject(self) -> str:
        """The name of the source that makes the packet; nothing where there is only what the period brought."""
        return next((name for name, source in self.sources.items() if source.join is Join.SUBJECT), "")
