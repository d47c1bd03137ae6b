"""Which rules hold for a branch on a day: the chosen files, one over the other, and of each what is valid then."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of
from pipeline.mapping.misfit import Misfit, in_words, nearest
from pipeline.mapping.rules.file import RuleFile
from pipeline.mapping.rules.holidays import HolidayYear
from pipeline.mapping.rules.kinds import (
    DeadlineRule,
    DuesRule,
    GenreRule,
    Measure,
    RequirementRule,
    ThemeDayRule,
    ThresholdRule,
)
from pipeline.mapping.rules.parts import Layer, Rule
from pipeline.settings.schema import Dues, Rules, Settings, ThemeDay

OneRule = TypeVar("OneRule", bound=Rule)

_THEME_DAY: Final = "主题党日"
SETTINGS: Final = "dangan.toml"
"""What the office has chosen in its settings is called so among the digests."""


@dataclass(frozen=True, eq=False, slots=True)
class RulesOfDay:
    """By id, in the order in which they were first written; of theme days, genres and one measure the last holds.

    Equal to itself alone, as BranchRules.
    """

    theme_day: ThemeDayRule | None
    deadlines: Mapping[str, DeadlineRule]
    requirements: Mapping[str, RequirementRule]
    thresholds: Mapping[Measure, ThresholdRule]
    dues: tuple[DuesRule, ...]
    genres: GenreRule | None


@dataclass(frozen=True, eq=False)
class BranchRules:
    """What holds for one branch; equal to itself alone, so that what follows from it for a year is found once.

    Of rules with the same id that hold on a day the later file's wins.

    `rounding` is the office's own; `holidays` are the years that it has written down; `digests` tell by name whether
    any of all this has changed.
    """

    files: tuple[RuleFile, ...]
    rounding: Dues = field(default_factory=Dues)
    holidays: Mapping[int, HolidayYear] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def on(self, day: dt.date) -> RulesOfDay:
        days, held = self._from
        return held[bisect_right(days, day) - 1]

    def through(self, year: int) -> tuple[dt.date, ...]:
        """The year's first day, and each later one from which something else holds; ascending."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        days, _ = self._from
        return (first, *(day for day in days if first < day <= last))

    @cached_property
    def _from(self) -> tuple[list[dt.date], list[RulesOfDay]]:
        """The days on which something begins or ends to hold, ascending, and what holds from each."""
        rules = [rule for file in self.files for _, _, rule in file.every_rule()]
        ends = [rule.valid_to + dt.timedelta(1) for rule in rules if rule.valid_to and rule.valid_to < dt.date.max]
        days = sorted({dt.date.min, *(rule.valid_from for rule in rules), *ends})
        return days, [self._made(day) for day in days]

    def _made(self, day: dt.date) -> RulesOfDay:
        theme_days = _holding((file.theme_day for file in self.files), day)
        thresholds = _holding((file.thresholds for file in self.files), day)
        genres = _holding((file.genres for file in self.files), day)
        return RulesOfDay(
            theme_day=next(reversed(theme_days.values()), None),
            deadlines=_holding((file.deadlines for file in self.files), day),
            requirements=_holding((file.requirements for file in self.files), day),
            thresholds={rule.measure: rule for rule in thresholds.values()},
            dues=tuple(_holding((file.dues for file in self.files), day).values()),
            genres=next(reversed(genres.values()), None),
        )


def _holding(sections: Iterator[dict[str, OneRule]], day: dt.date) -> dict[str, OneRule]:
    return {key: rule.called(key) for section in sections for key, rule in section.items() if rule.holds_on(day)}


@dataclass(frozen=True)
class RuleBook:
    """All files of rules by name, the years of holidays, and what dangan.toml chooses of them.

    `digests` give SHA-256 by the name of the set, or by `holidays_of` the year.
    """

    files: Mapping[str, RuleFile]
    holidays: Mapping[int, HolidayYear]
    settings: Settings
    digests: Mapping[str, str] = field(default_factory=dict)

    def of(self, branch: str) -> BranchRules:
        return self._branches.get(branch, self._others)

    def misfits(self) -> Iterator[Misfit]:
        """Of dangan.toml: a file that is not there, is named twice, or none at all; a branch that is none.

        `at` is the key.
        """
        choice, branches = self.settings.rules, self.settings.branches
        for at, sets in ((("rules", "sets"), choice.sets), *_of_branches(choice)):
            for name in sets:
                if name not in self.files:
                    hint = nearest(name, self.files) or "请用 dangan init 补全 mappings/rules 文件夹"
                    yield Misfit(at, f"mappings/rules 里没有叫“{name}”的一组规则", hint)
            if len(set(sets)) < len(sets):
                yield Misfit(at, "同一组规则写了两次", "请只留一处")
            if not sets:
                yield Misfit(at, "一组规则也没有选", f"可以写：{'、'.join(self.files)}")
        for branch in choice.branch if branches else ():
            if branch not in branches:
                yield Misfit(("rules", "branch", branch), f"branches 里没有“{branch}”", nearest(branch, branches))

    def remarks(self) -> Iterator[Misfit]:
        """What holds, but perhaps not as it was meant."""
        if (own := self.settings.theme_day) is None:
            return
        rule = _in_settings(own).theme_day[_THEME_DAY]
        for name in self.settings.rules.sets:
            for other in self.files[name].theme_day.values() if name in self.files else ():
                if (rule.day, rule.nth, rule.weekday) != (other.day, other.nth, other.weekday):
                    what = f"这里写的日子优先，“{name}”里的“{other.about}”不起作用"
                    yield Misfit(("theme_day",), what, "要用那一组的，请删去 [theme_day] 一节")

    def checked(self) -> RuleBook:
        """Itself. Raises SetupError at the first misfit."""
        for misfit in self.misfits():
            raise SetupError(f"dangan.toml 的 {in_words(misfit.at)}：{misfit.message}", misfit.hint)
        return self

    @cached_property
    def _others(self) -> BranchRules:
        return self._made(self.settings.rules.sets, self.settings.theme_day)

    @cached_property
    def _branches(self) -> Mapping[str, BranchRules]:
        return {branch: self._made(sets, None) for branch, sets in self.settings.rules.branch.items()}

    def _made(self, sets: tuple[str, ...], theme_day: ThemeDay | None) -> BranchRules:
        chosen = [self.files[name] for name in sets if name in self.files]
        chosen += [_in_settings(theme_day)] if theme_day else []
        names = [*sets, *map(holidays_of, self.holidays)]
        choice = "\n".join((repr(sets), repr(theme_day), repr(self.settings.dues)))
        digests = {name: self.digests.get(name, "") for name in names} | {SETTINGS: digest_of(choice.encode())}
        return BranchRules(tuple(chosen), self.settings.dues, self.holidays, digests)


def holidays_of(year: int) -> str:
    """What the year's file of holidays is called among the digests."""
    return f"{year}年放假安排"


def _of_branches(choice: Rules) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    return ((("rules", "branch", branch), sets) for branch, sets in choice.branch.items())


def _in_settings(told: ThemeDay) -> RuleFile:
    """dangan.toml's own [theme_day] is the office's choice, over the sets that it has chosen."""
    rule = ThemeDayRule(
        about="主题党日的日子",
        layer=Layer.UNIT,
        source="dangan.toml",
        article="[theme_day]",
        valid_from=dt.date.min,
        day=told.day if told.nth is None else None,
        nth=told.nth,
        weekday=told.weekday,
        within_days=told.within_days,
    )
    return RuleFile(rules="dangan.toml", theme_day={_THEME_DAY: rule})
