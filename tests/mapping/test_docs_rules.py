"""docs/rules.md: its examples are rules as they stand, and every key and word is explained there."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from builders import REPOSITORY
from judging import shipped_reading
from rule_builders import day, month

from pipeline.mapping.rules.kinds import (
    DeadlineRule,
    DuesRule,
    Frequency,
    Measure,
    RequirementRule,
    ThemeDayRule,
    ThresholdRule,
)
from pipeline.mapping.rules.read import load_rules, read_rules
from pipeline.rules.days import planned_day
from pipeline.rules.workdays import Workdays
from pipeline.settings.schema import Rules, Settings

PAGE = (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8")
CHOICE, RULES, YEAR = re.findall(r"```(?:toml|yaml)\n(.*?)```", PAGE, re.DOTALL)


def follow_the_page(mappings: Path) -> None:
    for source in (REPOSITORY / "mappings" / "rules").glob("*.yaml"):
        target = mappings / "rules" / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    (mappings / "rules" / "本单位.yaml").write_text(RULES, encoding="utf-8")
    (mappings / "holidays").mkdir()
    (mappings / "holidays" / "2027.yaml").write_text(YEAR, encoding="utf-8")


def test_the_example_takes_the_place_of_what_is_shipped(tmp_path: Path) -> None:
    follow_the_page(tmp_path)
    assert read_rules(tmp_path).faults == ()
    rules = load_rules(tmp_path).book(Settings(rules=Rules(sets=("条例", "每月20日", "本单位")))).checked().of("甲")
    days = [planned_day(month(of), rules).day for of in ("2026-03", "2026-04", "2026-07", "2027-01")]
    assert days == [date(2026, 3, 20), date(2026, 4, 15), date(2026, 7, 1), date(2027, 1, 15)]
    assert rules.on(day("2026-01-01")).requirements["党课"].at_least == 6
    workdays = Workdays(rules.holidays)
    assert [workdays.is_workday(day(text)) for text in ("2027-02-11", "2027-02-14")] == [False, True]


def test_the_choice_is_one() -> None:
    settings = Settings.model_validate(tomllib.loads(CHOICE))
    book = shipped_reading().book(settings).checked()
    assert book.of("机关第二党支部").on(day("2026-03-01")).theme_day != book.of("别的").on(day("2026-03-01")).theme_day


def test_every_key_and_word_is_explained() -> None:
    models = (ThemeDayRule, DeadlineRule, RequirementRule, ThresholdRule, DuesRule)
    words = {key for model in models for key in model.model_fields} | {each.value for each in (*Measure, *Frequency)}
    assert [word for word in sorted(words) if not re.search(rf"(?<![a-z-]){word}(?![a-z-])", PAGE)] == []


def test_every_shipped_file_is_named() -> None:
    assert [name for name in shipped_reading().sets() if f"| {name} |" not in PAGE and f"`{name}`" not in PAGE] == []
