"""What a branch was on a day; who talked with whom; how long a term is; the year's work by days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from branches import COMMITTEE, profile, roll
from builders import read_form, record_of, shipped_mappings
from judging import shipped_rules
from rule_builders import day, month, rules_with

from pipeline.mapping.rules.book import BranchRules
from pipeline.rules.branch import Profile, committee_of, facts_on, profile_of
from pipeline.rules.facts import BranchFacts
from pipeline.rules.pairings import Meeting, Pairing, pairing_of, pairs_of, shares_of
from pipeline.rules.plans import PlannedTime
from pipeline.rules.roster import Roster, roster_of
from pipeline.rules.terms import term_of
from pipeline.rules.work_calendar import Planned, Task, tasks_of

FORMS = shipped_mappings().forms


def profile_in(folder: Path, *told: Any, **fields: Any) -> Profile:
    record = record_of(read_form(folder, profile(*told, **fields)))
    read = profile_of(record, FORMS[record.form])
    assert read
    return read


def roster_in(folder: Path, *members: Any) -> Roster:
    record = record_of(read_form(folder, roll(*members)))
    read = roster_of(record, FORMS[record.form])
    assert read
    return read


def test_the_branch_s_own_sheet(tmp_path: Path) -> None:
    groups = [("第一党小组", "冯伟", "冯伟、姜淑芬"), ("第二党小组", "沈一鸣", "")]
    read = profile_in(tmp_path, COMMITTEE, groups, 撤销日期="2026年9月")
    assert read.committee == {"冯伟": "书记", "姜淑芬": "组织委员"}
    assert read.groups == {"第一党小组": ("冯伟", "姜淑芬"), "第二党小组": ()}
    assert facts_on(day("2026-03-01"), read, None) == BranchFacts(day("2018-06-01"), day("2026-09-30"), None, 2)


def test_posts_as_labels_and_groups_as_a_number(tmp_path: Path) -> None:
    grid = [
        ["机关第一党支部概况"],
        ["支部名称", "机关第一党支部", "成立时间", "2018年6月"],
        ["支部书记", "冯伟", "组织委员", "姜淑芬、沈一鸣"],
        ["党小组数", 2, "填表时间", "2026.1.5"],
    ]
    record = record_of(read_form(tmp_path, grid))
    read = profile_of(record, FORMS[record.form])
    assert read and read.committee == {"冯伟": "书记", "姜淑芬": "组织委员", "沈一鸣": "组织委员"}
    assert facts_on(day("2026-03-01"), read, None).groups == 2


def test_a_sheet_that_is_all_labels_is_known_by_its_name(tmp_path: Path) -> None:
    grid = [
        ["基层党支部基本信息登记表"],
        ["党组织全称", "机关第一党支部", "组建时间", "20180601"],
        ["本届班子选举时间", "2024-3-15", "书记姓名", "冯伟"],
        ["党小组个数", "2个", "正式党员数", "30"],
    ]
    read = profile_of(record_of(read_form(tmp_path, grid)), FORMS["支部基本情况表"])
    assert read and (read.committee, read.group_count) == ({"冯伟": "书记"}, 2)
    assert read.elected and read.elected.value == day("2024-03-15")


def test_no_committee_is_written_as_none(tmp_path: Path) -> None:
    assert profile_in(tmp_path, [("无", "", "")], [("/", "", "")], 书记="冯伟").committee == {"冯伟": "书记"}


def test_a_heading_between_two_tables_is_nobody(tmp_path: Path) -> None:
    head = profile(COMMITTEE)
    for gap in ([[]], []):
        grid = [*head[:-1], *gap, ["党小组设置情况"], ["小组名称", "组长"], ["第一党小组", "冯伟"]]
        read = profile_of(record_of(read_form(tmp_path, grid)), FORMS["支部基本情况表"])
        assert read and list(read.committee) == ["冯伟", "姜淑芬"]
        assert list(read.groups) == ["第一党小组"]


@pytest.mark.parametrize(("group", "sheet", "groups"), [("", False, 0), ("", True, 0), ("第一党小组", False, 1)])
def test_where_a_roster_names_no_group_there_is_none(group: str, sheet: bool, groups: int, tmp_path: Path) -> None:
    roster = roster_in(tmp_path, ("冯伟", "书记", "", group))
    told = profile_in(tmp_path) if sheet else None
    assert facts_on(day("2026-03-01"), told, roster).groups == groups


def test_without_sheet_and_roster_nobody_knows_the_groups() -> None:
    assert facts_on(day("2026-03-01"), None, None).groups is None


def test_members_with_full_rights_on_a_day(tmp_path: Path) -> None:
    roster = roster_in(tmp_path, ("冯伟", "书记", "1997-02-28"), ("姜淑芬", "", "2026-05-20"), ("沈一鸣", "", ""))
    counts = [facts_on(day(on), None, roster).members for on in ("2026-05-19", "2026-05-20")]
    assert counts == [2, 3]


def test_without_a_sheet_the_roster_names_the_committee(tmp_path: Path) -> None:
    roster = roster_in(tmp_path, ("冯伟", "书记"), ("姜淑芬", "组织委员"), ("沈一鸣", "党员"), ("蒋欣怡", "团支部书记"))
    assert committee_of(None, roster) == {"冯伟": "书记", "姜淑芬": "组织委员"}
    assert committee_of(profile_in(tmp_path, [("沈一鸣", "书记")]), roster) == {"沈一鸣": "书记"}


@pytest.mark.parametrize(
    ("one", "other", "pairing"),
    [
        ("冯伟", "姜淑芬", Pairing.COMMITTEE),
        ("沈一鸣", "冯伟", Pairing.WITH_COMMITTEE),
        ("沈一鸣", "蒋欣怡", Pairing.MEMBERS),
        ("冯伟", "王某", None),
        ("冯伟", "冯伟", None),
    ],
)
def test_three_pairings(one: str, other: str, pairing: Pairing | None) -> None:
    assert pairing_of(one, other, ("冯伟", "姜淑芬"), ("冯伟", "姜淑芬", "沈一鸣", "蒋欣怡")) is pairing


def test_whoever_began_the_talk_both_have_had_it() -> None:
    talks = [Meeting(day(on), *pair) for on, pair in (("2026-03-12", ("姜", "冯")), ("2026-02-01", ("沈", "冯")))]
    pairs = pairs_of(["冯", "姜", "蒋"], talks)
    assert [(pair.one, pair.other, len(pair.talks)) for pair in pairs] == [
        ("冯", "姜", 1),
        ("冯", "蒋", 0),
        ("姜", "蒋", 0),
    ]
    (share,) = shares_of(["冯", "姜", "沈"], ["冯", "姜"], talks)
    assert (share.name, len(share.with_committee), len(share.with_members)) == ("沈", 1, 0)


@pytest.mark.parametrize(
    ("elected", "end"),
    [(day("2023-03-15"), "2026-03-15"), (month("2023-02"), "2026-02-28"), (day("2024-02-29"), "2027-02-28")],
)
def test_a_term_is_three_years(elected: object, end: str) -> None:
    term = term_of(elected, shipped_rules("条例").on(day("2026-01-01")))
    assert term and term.end == day(end)
    assert term_of(elected, rules_with({}).on(day("2026-01-01"))) is None


def tasks(year: int, rules: BranchRules, branch: BranchFacts | None = None, *plan: Planned) -> Mapping[str, list[Task]]:
    """By day, MM-DD."""
    found: dict[str, list[Task]] = {}
    for task in tasks_of(year, rules, lambda _: branch or BranchFacts(), plan):
        found.setdefault(task.day.strftime("%m-%d"), []).append(task)
    return found


def test_the_year_s_work_by_days() -> None:
    found = tasks(2026, shipped_rules("条例", "第一个星期五"))
    assert [task.what for task in found["03-20"]] == ["2026年第二季度活动计划"]
    assert [task.what for task in found["03-27"]] == ["2026年第二季度活动计划汇总表"]
    assert [task.what for task in found["12-30"]] == ["2027年度活动安排表"]
    assert [(task.what, task.remark) for task in found["10-08"]] == [("主题党日", "10月2日放假，调整到这一天")]
    assert [task.what for task in found["10-07"]] == ["活动通知"]
    assert "党员大会（每季度1次）" in found["03-31"][0].what
    assert all(task.basis for of in found.values() for task in of)


def test_what_a_branch_is_not_asked_for_is_left_out() -> None:
    words = str(tasks(2026, shipped_rules("条例"), BranchFacts(members=6, groups=0)))
    assert "党员大会" in words
    assert "支委会" not in words
    assert "党小组会" not in words


def test_what_the_plan_says_holds() -> None:
    rules = shipped_rules("条例", "每月20日")
    own = Planned(month("2026-04"), PlannedTime(dt.date(2026, 4, 8)), "植树")
    vague = Planned(month("2026-05"), PlannedTime("5月中旬"), "学党章")
    found = tasks(2026, rules, None, own, vague)
    assert [(task.what, task.remark) for task in found["04-08"]] == [("主题党日", "《植树》")]
    assert [task.what for task in found["04-07"]] == ["活动通知"]
    assert "04-20" not in found
    assert [(task.remark, task.is_open) for task in found["05-20"]] == [("《学党章》；计划写“5月中旬”", True)]


def test_a_year_whose_calendar_has_not_been_issued() -> None:
    found = tasks(2027, shipped_rules("条例", "第一个星期五"))
    (theme,) = (task for task in found["03-05"] if task.what == "主题党日")
    assert theme.remark == "2027年节假日安排还没有公布，没有按节假日调整"
    assert [task.what for task in found["03-20"] if task.is_open] == ["2027年第二季度活动计划汇总表"]
