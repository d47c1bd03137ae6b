"""One file of mappings/rules: checks, which always hold, and rules, which hold where the file is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from pipeline.mapping.rules.checks import Check
from pipeline.mapping.rules.kinds import DeadlineRule, DuesRule, GenreRule, RequirementRule, ThemeDayRule, ThresholdRule
from pipeline.mapping.rules.parts import Part, Rule


class RuleFile(Part):
    """Each rule under its key, which is its id: the same key in a file that is chosen later takes its place."""

    rules: str
    """The name by which dangan.toml chooses the file."""
    about: str = ""
    checks: dict[str, Check] = Field(default_factory=dict)
    theme_day: dict[str, ThemeDayRule] = Field(default_factory=dict)
    deadlines: dict[str, DeadlineRule] = Field(default_factory=dict)
    requirements: dict[str, RequirementRule] = Field(default_factory=dict)
    thresholds: dict[str, ThresholdRule] = Field(default_factory=dict)
    dues: dict[str, DuesRule] = Field(default_factory=dict)
    genres: dict[str, GenreRule] = Field(default_factory=dict)

    def every_rule(self) -> Iterator[tuple[str, str, Rule]]:
        """Section, key and rule of each, in the order of the sections."""
        for section in ("theme_day", "deadlines", "requirements", "thresholds", "dues", "genres"):
            for key, rule in getattr(self, section).items():
                yield section, key, rule
