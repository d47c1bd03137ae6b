"""Files of rules and of holidays: read with line and key, chosen by dangan.toml, one over the other, by the day."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest
from builders import REPOSITORY, shipped_mappings
from judging import shipped_reading, shipped_rules
from rule_builders import day, rules_with
from setups import RULES, line_of, make_setup

from pipeline.errors import MappingError, SetupError
from pipeline.flow.checking.check import check
from pipeline.mapping.misfit import in_words
from pipeline.mapping.rules.book import RuleBook
from pipeline.mapping.rules.kinds import Measure
from pipeline.mapping.rules.misfits import misfits_with_mappings
from pipeline.mapping.rules.parts import Layer
from pipeline.mapping.rules.read import load_rules, read_rules
from pipeline.settings.schema import Rules, Settings, ThemeDay

FILE = """\
rules: 本单位
theme_day:
  主题党日:
    about: 每月十日
    layer: unit
    source: 支委会决定
    valid_from: 2026-01-01
    valid_to: 2026-12-31
    day: 10
deadlines:
  季度计划:
    about: 计划
    layer: unit
    source: 支委会决定
    valid_from: 2026-01-01
    every: quarter
    by: [03-20, 06-20, 09-20, 12-20]
  汇总:
    {about: 汇总, layer: unit, source: 决定, valid_from: 2026-01-01, after: 季度计划, workdays: 5}
requirements:
  党课:
    {about: 党课, layer: unit, source: 决定, valid_from: 2026-01-01, every: year, kinds: [党课], at_least: 6}
thresholds:
  无故缺席:
    {about: 缺席, layer: unit, source: 决定, valid_from: 2026-01-01, measure: absences, at_least: 2, window_months: 6}
dues:
  在职:
    about: 党费
    layer: unit
    source: 决定
    valid_from: 2026-01-01
    words: [在职]
    steps:
      - {to: 3000, rate: 0.5%}
      - {rate: 1%}
"""
YEAR = """\
holidays: 2027
source: 国务院办公厅关于2027年部分节假日安排的通知
off: [2027-01-01, 2027-02-05 至 2027-02-11]
work: [2027-02-14]
"""


def mappings(folder: Path, rules: str = FILE, year: str = YEAR) -> Path:
    for place, text in {"rules/本单位.yaml": rules, "holidays/2027.yaml": year}.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> list[tuple[int, str]]:
    return [(fault.line, in_words(fault.at)) for fault in read_rules(folder).faults]


def test_it_is_read(tmp_path: Path) -> None:
    reading = load_rules(mappings(tmp_path))
    rules = reading.book(Settings(rules=Rules(sets=("本单位",)))).checked().of("某支部")
    today = rules.on(day("2026-06-01"))
    assert today.theme_day
    assert (today.theme_day.id, today.theme_day.layer, today.theme_day.basis) == ("主题党日", Layer.UNIT, "支委会决定")
    assert today.requirements["党课"].at_least == 6
    assert today.thresholds[Measure.ABSENCES].window_months == 6
    assert rules.holidays[2027].is_workday(day("2027-02-14"))
    assert rules.on(day("2027-01-01")).theme_day is None


@pytest.mark.parametrize(
    ("was", "instead", "line", "key"),
    [
        ("day: 10", "dey: 10", 9, "theme_day.主题党日.dey"),
        ("    day: 10\n", "", 3, "theme_day.主题党日"),
        ("day: 10", "day: 10\n    nth: 1", 3, "theme_day.主题党日"),
        ("day: 10", "day: 31", 9, "theme_day.主题党日.day"),
        ("day: 10", "day: 10\n    last_day: 9", 10, "theme_day.主题党日.last_day"),
        ("day: 10", "day: 10\n    dates: [2026-02-30]", 10, "theme_day.主题党日.dates.第1项"),
        ("day: 10", "day: 10\n    remarks: {13: 没有这个月}", 10, "theme_day.主题党日.remarks.13"),
        ("valid_to: 2026-12-31", "valid_to: 2025-12-31", 8, "theme_day.主题党日.valid_to"),
        ("    valid_from: 2026-01-01\n", "", 3, "theme_day.主题党日.valid_from"),
        ("valid_from: 2026-01-01", "valid_from: 2026", 7, "theme_day.主题党日.valid_from"),
        ("layer: unit", "layer: 单位", 5, "theme_day.主题党日.layer"),
        ("about: 每月十日", "about: ''", 4, "theme_day.主题党日.about"),
        ("source: 支委会决定\n", "\n", 3, "theme_day.主题党日.source"),
        ("by: [03-20, 06-20, 09-20, 12-20]", "by: [03-20, 06-20]", 17, "deadlines.季度计划.by"),
        ("by: [03-20, 06-20, 09-20, 12-20]", "by: [03-20, 06-31, 09-20, 12-20]", 17, "deadlines.季度计划.by.第2项"),
        ("    by: [03-20, 06-20, 09-20, 12-20]\n", "", 11, "deadlines.季度计划"),
        ("after: 季度计划", "after: 季度计画", 19, "deadlines.汇总.after"),
        ("after: 季度计划", "after: 汇总", 19, "deadlines.汇总.after"),
        (", workdays: 5", "", 18, "deadlines.汇总"),
        ("workdays: 5", "workdays: 0", 19, "deadlines.汇总.workdays"),
        (", kinds: [党课]", "", 21, "requirements.党课"),
        ("every: year", "every: event", 21, "requirements.党课"),
        ("every: year", "every: yearly", 22, "requirements.党课.every"),
        ("at_least: 6}", "at_least: 0}", 22, "requirements.党课.at_least"),
        ("measure: absences", "measure: hours", 25, "thresholds.无故缺席.window_months"),
        ("at_least: 2, ", "", 24, "thresholds.无故缺席"),
        ("at_least: 2", "at_least: 2, at_most: 3", 24, "thresholds.无故缺席"),
        ("at_least: 2", "at_least: 1/0", 25, "thresholds.无故缺席.at_least"),
        ("at_least: 2", "at_least: -2", 25, "thresholds.无故缺席.at_least"),
        ("rate: 0.5%", "rate: 0.005", 34, "dues.在职.steps.第1项.rate"),
        ("to: 3000", "to: 三千", 34, "dues.在职.steps.第1项.to"),
        ("- {rate: 1%}", "- {to: 2000, rate: 1%}", 33, "dues.在职.steps"),
        ("- {rate: 1%}", "- {rate: 1%}\n      - {to: 5000, rate: 2%}", 33, "dues.在职.steps"),
        ("    steps:", "    least: 5\n    steps:", 27, "dues.在职"),
        ("words: [在职]", "words: []", 27, "dues.在职"),
        ("  汇总:", "  季度计划:", 18, "deadlines.季度计划"),
    ],
)
def test_what_does_not_fit(tmp_path: Path, was: str, instead: str, line: int, key: str) -> None:
    assert FILE.count(was) >= 1
    assert (line, key) in told(mappings(tmp_path, FILE.replace(was, instead, 1)))


@pytest.mark.parametrize(
    ("was", "instead", "key"),
    [
        ("2027-01-01", "2026-01-01", "off.第1项"),
        ("2027-02-05 至 2027-02-11", "2027-02-11 至 2027-02-05", "off.第2项"),
        ("2027-02-05 至 2027-02-11", "春节", "off.第2项"),
        ("work: [2027-02-14]", "work: [2027-02-07]", "work.第1项"),
        ("holidays: 2027", "holidays: 二七", "holidays"),
        ("off: [", "of: [", "of"),
    ],
)
def test_holidays_that_do_not_fit(tmp_path: Path, was: str, instead: str, key: str) -> None:
    found = told(mappings(tmp_path, year=YEAR.replace(was, instead, 1)))
    assert key in [where for _, where in found]


def test_what_is_told_is_chinese(tmp_path: Path) -> None:
    text = (
        FILE.replace("day: 10", "day: 31").replace("rate: 1%", "rate: 百分之一").replace("every: year", "every: yearly")
    )
    for fault in read_rules(mappings(tmp_path, text, YEAR.replace("2027-01-01", "元旦"))).faults:
        words = f"{fault.message}{fault.hint}"
        assert not any(word in words for word in ("should", "Input", "valid ", "expected")), words


def test_two_files_of_one_name(tmp_path: Path) -> None:
    folder = mappings(tmp_path)
    (folder / "rules" / "又一个.yaml").write_text(FILE, encoding="utf-8")
    (folder / "holidays" / "another.yaml").write_text(YEAR, encoding="utf-8")
    found = [(fault.path.name, in_words(fault.at)) for fault in read_rules(folder).faults]
    assert found == [("本单位.yaml", "rules"), ("another.yaml", "holidays")]


def test_the_first_fault_stops(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        load_rules(mappings(tmp_path, FILE.replace("day: 10", "dey: 10")))
    assert caught.value.exit_code == 2
    assert "第 9 行 theme_day.主题党日.dey" in caught.value.message


# --- which rule holds


def test_the_later_file_wins_where_it_holds() -> None:
    rules = rules_with(
        {"theme_day": {"主题党日": {"day": 20, "valid_from": "2019-01-01"}}},
        {"theme_day": {"主题党日": {"day": 5, "valid_from": "2026-04-01", "valid_to": "2026-06-30"}}},
    )
    held = {
        text: rules.on(day(text)).theme_day
        for text in ("2018-12-31", "2019-01-01", "2026-04-01", "2026-06-30", "2026-07-01")
    }
    assert [rule.day if rule else None for rule in held.values()] == [None, 20, 5, 5, 20]


def test_of_one_measure_the_later_rule_holds_under_another_name_too() -> None:
    rules = rules_with(
        {"thresholds": {"甲": {"measure": "absences", "at_least": 3}}},
        {"thresholds": {"乙": {"measure": "absences", "at_least": 2}}},
    )
    rule = rules.on(day("2026-01-01")).thresholds[Measure.ABSENCES]
    assert (rule.id, rule.at_least) == ("乙", 2)


def book(**told: object) -> RuleBook:
    return shipped_reading().book(Settings.model_validate(told)).checked()


def wanted(rules: RuleBook, branch: str) -> tuple[int | None, int | None]:
    rule = rules.of(branch).on(day("2026-03-01")).theme_day
    assert rule
    return rule.day, rule.nth


def test_a_branch_chooses_for_itself() -> None:
    rules = book(rules={"branch": {"甲支部": ["条例", "第一个星期五"]}})
    assert (wanted(rules, "甲支部"), wanted(rules, "乙支部")) == ((None, 1), (20, None))


def test_the_settings_own_theme_day_is_over_the_sets_but_not_over_a_branchs_own() -> None:
    rules = book(theme_day=ThemeDay(day=12), rules={"branch": {"甲支部": ["条例", "每月20日"]}})
    assert (wanted(rules, "甲支部"), wanted(rules, "乙支部")) == ((20, None), (12, None))
    rule = rules.of("乙支部").on(day("2026-03-01")).theme_day
    assert rule
    assert rule.layer is Layer.UNIT


def test_each_shipped_rule_says_where_it_comes_from() -> None:
    rules = [rule for file in shipped_reading().sets().values() for _, _, rule in file.every_rule()]
    assert len(rules) > 50
    assert all(rule.source and rule.about and rule.layer is not Layer.SENSE for rule in rules)


def test_the_digest_changes_with_the_files_and_the_choice(tmp_path: Path) -> None:
    settings = Settings(rules=Rules(sets=("本单位",)))
    one = load_rules(mappings(tmp_path)).book(settings)
    other = load_rules(mappings(tmp_path, FILE.replace("day: 10", "day: 11"))).book(settings)
    assert one.of("甲").digests != other.of("甲").digests
    assert shipped_rules("条例").digests != shipped_rules("条例", "每月20日").digests


def test_rules_go_to_another_process() -> None:
    rules = shipped_reading().book(Settings())
    first = rules.of("甲").on(day("2026-03-01"))
    there = pickle.loads(pickle.dumps(rules)).of("甲").on(day("2026-03-01"))
    assert dataclasses.asdict(there) == dataclasses.asdict(first)


# --- dangan.toml, and all of it together


def test_a_branch_that_is_not_registered() -> None:
    told = Settings(branches=("甲支部",), rules=Rules(branch={"甲支布": ("条例",)}))
    (misfit,) = shipped_reading().book(told).misfits()
    assert in_words(misfit.at) == "rules.branch.甲支布"
    assert "甲支部" in misfit.hint


@pytest.mark.parametrize(
    ("sets", "own", "remarks"),
    [
        (("每月20日",), ThemeDay(day=20), 0),
        (("每月20日",), ThemeDay(day=12), 1),
        (("第一个星期五",), ThemeDay(nth=1, weekday=5), 0),
        (("第一个星期五",), ThemeDay(day=20), 1),
        (("第一个星期五",), None, 0),
    ],
)
def test_a_theme_day_of_the_settings_that_hides_another(
    sets: tuple[str, ...], own: ThemeDay | None, remarks: int
) -> None:
    told = Settings(rules=Rules(sets=sets), theme_day=own)
    assert [in_words(each.at) for each in shipped_reading().book(told).remarks()] == ["theme_day"] * remarks


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ({"sets": ["条例", "每月21日"]}, "rules.sets"),
        ({"sets": ["条例", "条例"]}, "rules.sets"),
        ({"sets": []}, "rules.sets"),
        ({"branch": {"甲支部": ["条列"]}}, "rules.branch.甲支部"),
    ],
)
def test_a_choice_that_cannot_be(rules: dict[str, object], key: str) -> None:
    chosen = shipped_reading().book(Settings.model_validate({"rules": rules}))
    assert [in_words(misfit.at) for misfit in chosen.misfits()] == [key]
    with pytest.raises(SetupError) as caught:
        chosen.checked()
    assert key in caught.value.message
    assert caught.value.hint


def test_a_choice_is_told_with_its_line(tmp_path: Path) -> None:
    workspace = make_setup(tmp_path, ("dangan.toml", 'sets = ["条例", "每月20日"]', 'sets = ["条例", "每月21日"]'))
    (finding,) = [each for each in check(workspace).findings if each.file == "dangan.toml"]
    assert (finding.line, finding.place) == (line_of(workspace, "dangan.toml", "每月21日"), "rules.sets")
    assert finding.hint == "是不是 每月20日？"


@pytest.mark.parametrize(
    ("file", "was", "instead", "place"),
    [
        ("条例", "kinds: [党员大会]", "kinds: [党员大汇]", "requirements.党员大会.kinds.第1项"),
        ("条例", "forms: [谈心谈话记录]", "forms: [谈话记录表]", "requirements.支委之间谈心谈话.forms.第1项"),
        ("每月20日", "[活动方案, 活动剪影", "[活动方安, 活动剪影", "requirements.主题党日材料.documents.第1项"),
        ("第一个星期五", "form: 年度活动安排表", "form: 年度安排", "deadlines.年度计划报备.form"),
        ("第一个星期五", "    kinds: [主题党日]\n\n", "    kinds: [主题党曰]\n\n", "deadlines.活动公告.kinds.第1项"),
    ],
)
def test_what_no_mapping_has(tmp_path: Path, file: str, was: str, instead: str, place: str) -> None:
    text = (REPOSITORY / RULES / f"{file}.yaml").read_text(encoding="utf-8")
    assert was in text
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / f"{file}.yaml").write_text(text.replace(was, instead, 1), encoding="utf-8")
    loaded = shipped_mappings()
    (read,) = load_rules(tmp_path).sets().values()
    (misfit,) = misfits_with_mappings(read, loaded.forms, loaded.packets.values())
    assert in_words(misfit.at) == place
    assert "是不是" in misfit.hint


def test_what_is_shipped_fits() -> None:
    loaded, book = shipped_mappings(), shipped_reading().book(Settings())
    assert list(book.misfits()) == []
    for file in book.files.values():
        assert list(misfits_with_mappings(file, loaded.forms, loaded.packets.values())) == []
