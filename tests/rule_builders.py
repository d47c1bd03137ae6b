"""Rules by a few words, for tests: what a rule must say of itself is said here once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from judging import shipped_rules

from pipeline.mapping.rules.book import BranchRules, RulesOfDay
from pipeline.mapping.rules.file import RuleFile
from pipeline.mapping.rules.kinds import Measure, RequirementRule, ThemeDayRule, ThresholdRule
from pipeline.model.values import Month

CITED: dict[str, Any] = {"about": "要求", "layer": "unit", "source": "本单位", "valid_from": "2000-01-01"}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def month(text: str) -> Month:
    return Month(int(text[:4]), int(text[5:]))


def theme_day_rule(**told: Any) -> ThemeDayRule:
    return ThemeDayRule.model_validate(CITED | told)


def requirement(**told: Any) -> RequirementRule:
    return RequirementRule.model_validate(CITED | told).called("要求")


def threshold(measure: Measure, **told: Any) -> ThresholdRule:
    return ThresholdRule.model_validate(CITED | {"measure": measure.value} | told).called(measure.value)


def rules_with(*files: dict[str, Any]) -> BranchRules:
    """Files that are chosen in this order; each section of them as in YAML, what is cited left out."""
    return BranchRules(tuple(rule_file(file, f"文件{number}") for number, file in enumerate(files)))


def rule_file(sections: dict[str, Any], name: str = "本单位") -> RuleFile:
    return RuleFile.model_validate(
        {"rules": name} | {part: {key: CITED | rule for key, rule in told.items()} for part, told in sections.items()}
    )


def today_rules(text: str = "2026-06-30", *sets: str) -> RulesOfDay:
    """The shipped sets as they hold on a day."""
    return shipped_rules(*sets).on(day(text))
