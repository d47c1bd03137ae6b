"""The kinds of rules, each with its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Annotated, Final

from pydantic import Field

from pipeline.mapping.rules.parts import Bound, Day, MonthDayText, Part, Percent, Rule, Yuan
from pipeline.model.periods import Length

Count = Annotated[int, Field(ge=1, le=1000)]


class ThemeDayRule(Rule):
    """Which day of the month is the theme day: `day`, or the `nth` weekday; `dates` win in the months that they name.

    `weekday` counts from 1 = Monday. On a day off it moves to the nearest workday of the month, by at most
    `within_days` and no later than the month's `last_day`.
    """

    day: Annotated[int, Field(ge=1, le=28)] | None = None
    nth: Annotated[int, Field(ge=1, le=4)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] = 5
    dates: tuple[Day, ...] = ()
    within_days: Annotated[int, Field(ge=0, le=30)] = 30
    last_day: Annotated[int, Field(ge=1, le=31)] = 31
    remarks: dict[Annotated[int, Field(ge=1, le=12)], str] = Field(default_factory=dict)
    """Month -> what is to be remembered in it."""


class DeadlineRule(Rule):
    """By when something is due: on days of the year, some workdays after another deadline, or before an event.

    `by` has one day for each period of the year. `ahead`: what is due then is for the next period, as a plan is.
    """

    form: str = ""
    paper: str = ""
    to: str = ""
    """Who receives it."""
    every: Length = Length.YEAR
    by: tuple[MonthDayText, ...] = ()
    ahead: bool = False
    after: str = ""
    """Another deadline, from which `workdays` are counted."""
    workdays: Count | None = None
    days_before: Annotated[int, Field(ge=0, le=365)] | None = None
    """Before each activity of `kinds`."""
    kinds: tuple[str, ...] = ()
    office: bool = False
    """It binds those above the branches: no branch is asked for it."""


class Frequency(Enum):
    """How often something must be there."""

    MONTH = "month"
    TWO_MONTHS = "two-months"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    EVENT = "event"
    """Each time that there is an activity of the rule's kinds."""

    @property
    def length(self) -> Length | None:
        return None if self is Frequency.EVENT else Length(self.value)

    def __str__(self) -> str:
        """As it is printed."""
        return _FREQUENCIES[self]


_FREQUENCIES: Final[Mapping[Frequency, str]] = {
    Frequency.MONTH: "每月",
    Frequency.TWO_MONTHS: "每两个月",
    Frequency.QUARTER: "每季度",
    Frequency.HALF: "每半年",
    Frequency.YEAR: "每年",
    Frequency.EVENT: "每次活动",
}


class RequirementRule(Rule):
    """What must exist.

    In each period: `at_least` so many activities of `kinds`, records of `forms`, `documents` or `papers` altogether.
    `every: event`: with each activity of `kinds` one of each of the `forms`, `documents` and `papers`.
    """

    every: Frequency
    at_least: Count = 1
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    """What no form of ours holds: it lies in the folder as paper or as a file."""
    tags: tuple[str, ...] = ()
    """Only what bears one of these words as its theme, category or pairing; empty: all."""
    within_days: Annotated[int, Field(ge=0, le=366)] = 0
    """So long after the period it is still in time."""
    drift_days: Annotated[int, Field(ge=0, le=366)] = 0
    """So long after that it is taken as this period's all the same, but late."""
    members_from: Annotated[int, Field(ge=0, le=1000)] = 0
    """Only of a branch with so many full members (正式党员)."""
    with_groups: bool = False
    """Only of a branch that has groups (党小组)."""
    score: Bound | None = None
    """Points of the year in the office's own assessment, shared by all that is asked for; none: it is not scored."""
    score_late: Bound = Fraction(0)
    """What would remain of them if everything came late."""

    @property
    def things(self) -> tuple[str, ...]:
        """What an activity of its kinds needs, or what counts beside such activities."""
        return (*self.forms, *self.documents, *self.papers)


class Measure(Enum):
    """What a threshold is a bound of."""

    ABSENCES = "absences"
    ABSENCES_RUNNING = "absences-running"
    MONTHS_UNPAID = "months-unpaid"
    MONTHS_AWAY = "months-away"
    DUES_A_MONTH = "dues-a-month"
    MONTHS_LATE = "months-late"
    EXCELLENT = "excellent"
    HOURS = "hours"
    OUTING_DAYS = "outing-days"
    QUORUM = "quorum"
    PASSED = "passed"
    ELECTION_QUORUM = "election-quorum"
    ELECTED = "elected"
    COMMITTEE_QUORUM = "committee-quorum"
    TERM = "term-years"

    # As `Role`: Enum's own hash is that of the name, in Python.
    __hash__ = object.__hash__


class ThresholdRule(Rule):
    """One bound, of three kinds; a share is written 1/3. What lies on the other side is told, a person decides."""

    measure: Measure
    at_least: Bound | None = None
    more_than: Bound | None = None
    at_most: Bound | None = None
    window_months: Count | None = None
    """Absences are counted within so many months; without it through all time."""
    kinds: tuple[str, ...] = ()
    """Of absences, votes and elections: only of activities of these kinds; empty: of all."""


class GenreRule(Rule):
    """What an activity may be about: the name of each genre, and other words by which a form may mean it."""

    genres: Annotated[dict[str, tuple[str, ...]], Field(min_length=1)]

    def has(self, told: str) -> bool:
        return any(word in told for name, others in self.genres.items() for word in (name, *others))


class Step(Part):
    """Of a base up to `to` (yuan a month, the limit itself included); the last step has none."""

    to: Yuan | None = None
    rate: Percent


class DuesRule(Rule):
    """What a class of members pays a month: a rate of the whole base by `steps`, or a fixed amount, yuan.

    A member is of the first class that has one of its `words` in 人员类别; `otherwise` takes who is not said to be
    anything.
    """

    words: tuple[str, ...] = ()
    otherwise: bool = False
    steps: tuple[Step, ...] = ()
    least: Yuan | None = None
    most: Yuan | None = None
