"""A packet mapping: which records an activity brings together, and which documents they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from functools import cached_property, lru_cache
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
    """All of the packet's period, by date. Of an activity: what names its year, and what came since the one before."""
    EVER = "ever"
    """All that the branch ever sent, by date: what one year leaves open, the next one closes; else as `period`."""

    # As `Role`: Enum's own hash is that of the name, in Python.
    __hash__ = object.__hash__

    @property
    def gives_list(self) -> bool:
        """Documents see its records (or their rows) under the source's own name."""
        return self is Join.PERIOD or self is Join.EVER


class Computation(StrEnum):
    """What can be computed for documents beyond the forms' own words; `packet.compute` says how."""

    DATES = "日期"
    ATTENDANCE = "出勤"
    DUES = "党费"
    DUES_YEAR = "党费年度"
    DUES_DIFFERENCES = "党费差额"
    DUES_PUBLICATION = "党费公示"
    PHOTOS = "照片"
    PLAN = "方案"
    ISSUE = "期号"
    BULLETINS = "简报目录"
    PAPERS = "文件"
    BIRTHDAYS = "政治生日"
    CELEBRATION = "过政治生日"
    APPRAISAL = "评议"
    DEVELOPMENT = "发展"
    MAKE_UP = "补课"
    ACTIVITIES = "活动台账"
    ATTENDANCE_YEAR = "全年出勤"
    ABSENCE_ALERTS = "出勤提醒"
    MATTERS = "议定事项"
    SUGGESTIONS = "意见建议"
    SCHEDULE = "计划日程"
    FULFILMENT = "计划落实"
    NEXT_MONTH = "下月计划"
    CONTENT_FREQUENCY = "内容频次"
    BRANCH = "支部情况"
    MEMBERS = "党员名册"
    TALK_PAIRINGS = "谈话结对"
    MEETINGS = "三会一课"
    WORK_CALENDAR = "工作日历"
    LESSONS = "党课"


TABLES_MADE: Final[Mapping[Computation, tuple[str, ...]]] = {
    Computation.DUES_YEAR: ("年度台账", "年度合计"),
    Computation.DUES_DIFFERENCES: ("差额", "未交提醒"),
    Computation.DUES_PUBLICATION: ("公示",),
    Computation.MAKE_UP: ("未到人员", "补课人员"),
    Computation.ACTIVITIES: ("活动台账",),
    Computation.ATTENDANCE_YEAR: ("考勤", "名册外", "考勤活动"),
    Computation.ABSENCE_ALERTS: ("提醒",),
    Computation.MATTERS: ("议定事项",),
    Computation.SUGGESTIONS: ("意见建议",),
    Computation.FULFILMENT: ("落实",),
    Computation.NEXT_MONTH: ("下月计划",),
    Computation.CONTENT_FREQUENCY: ("频次",),
    Computation.LESSONS: ("党课台账",),
    Computation.BRANCH: ("支部委员会",),
    Computation.MEMBERS: ("名册",),
    Computation.TALK_PAIRINGS: ("谈话台账", "支委之间", "党员谈话"),
    Computation.MEETINGS: ("会议", "各月会议", "应开实开"),
    Computation.WORK_CALENDAR: ("工作日历",),
    Computation.BULLETINS: ("简报",),
    Computation.PAPERS: ("文件材料",),
    Computation.BIRTHDAYS: ("筹备", "贺卡"),
    Computation.CELEBRATION: ("贺卡",),
    Computation.APPRAISAL: ("评议", "逐票", "优秀名单", "不合格名单"),
}
"""Tables that are computed and that a document's `rows` may name, as those of its forms."""


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
    kinds: tuple[str, ...] = ()
    """Only of activities of these kinds; empty: of all that the packet serves."""
    computes: tuple[Computation, ...] = ()
    """What is computed for it beyond what the packet computes for all."""
    rows: str = ""
    """A table that must have a row, else there is nothing to print yet."""
    field: str = ""
    """A field that must be filled, else there is nothing to print yet."""
    filled: tuple[str, ...] = ()
    """Fields, tables and columns (`表格.栏目`) of which people must have filled one: a page that was printed without

    any waits to be written on, and proves nothing.
    """
    optional: bool = False
    """Where it cannot be made, nobody is told that it is missing."""
    contents: bool = False
    """It lists the packet's other documents."""

    def serves(self, kinds: Iterable[str]) -> bool:
        """Whether an activity of these kinds has it."""
        return not self.kinds or not set(self.kinds).isdisjoint(kinds)

    @property
    def title(self) -> str:
        """Its name without the number that it is sorted by: 会议记录 of 03 会议记录."""
        return self.name.lstrip("0123456789.- ")

    def sources(self) -> tuple[str, ...]:
        """Every source that may enter it, without repeats, in order."""
        return _entering(self.needs, self.uses)


@lru_cache(maxsize=256)
def _entering(needs: tuple[str, ...], uses: tuple[str, ...]) -> tuple[str, ...]:
    named = [part for need in needs for part in need.split("|")]
    return tuple(dict.fromkeys([*named, *uses]))


class PaperMapping(_Part):
    """Papers of one kind that people wrote themselves: each lies in the packet as it came, its name behind `name`."""

    name: str
    paper: str
    """The kind, as mappings/papers calls it."""
    kinds: tuple[str, ...] = ()
    """Only of activities of these kinds; empty: of all that the packet serves."""
    ahead: bool = False
    """Made for the activity: a day that one bears may be before it."""
    optional: bool = False
    """Where none has come, nobody is told that it is missing."""

    def serves(self, kinds: Iterable[str]) -> bool:
        """Whether an activity of these kinds has it."""
        return not self.kinds or not set(self.kinds).isdisjoint(kinds)


class PacketMapping(_Part):
    """What one kind of packet holds: an activity of one of its `kinds`; without kinds all that a period brought."""

    packet: str
    about: str = ""
    kinds: tuple[str, ...] = ()
    every: Length = Length.YEAR
    """Without kinds: how long the period of one packet is."""
    follows: str = ""
    """The requirement whose `every` takes the place of this one, where the branch's rules have it."""
    folder: str
    sources: dict[str, Source]
    computes: tuple[Computation, ...] = ()
    documents: tuple[DocumentMapping, ...]
    papers: tuple[PaperMapping, ...] = ()

    @cached_property
    def subject(self) -> str:
        """The name of the source that makes the packet; nothing where there is only what the period brought."""
        return next((name for name, source in self.sources.items() if source.join is Join.SUBJECT), "")
