"""Votes, elections, committees and groups: what a form's numbers say, and what the roster of the day says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, column_of, registration, shipped_mappings
from judging import both, members, problems_of_form, read, roster_from, shipped_rules, told
from meetings import PEOPLE, SHEET_OF_AN_OFFICE, attended, branch_roster, meeting, vote
from rule_builders import day, today_rules

from pipeline.mapping.vocabulary import Role
from pipeline.rules.bodies import (
    Parts,
    committee_on,
    group_on,
    is_of_committee,
    is_of_group,
    is_on_committee,
    is_same_group,
    may_vote,
)
from pipeline.rules.event_checks import check_event
from pipeline.rules.recorded_votes import votes_of
from pipeline.rules.roll_checks import Meeting, check_meeting

ELECTED = "选举冯伟为支部书记"


def found_in(folder: Path, *votes: list[Any], kinds: str = "党员大会", date: str = "2026-03-20") -> list[Any]:
    return both(problems_of_form(read(folder, meeting(kinds, votes, date=date))))


# --- numbers against each other; the row of the first vote is 10


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (vote(20, 11, 11, 0, 0, "通过"), []),
        (vote(20, 10, 10, 0, 0, "未通过"), [("vote-no-quorum", "D10", "C10")]),
        (vote(20, 18, 10, 8, 0, "通过"), [("vote-result-differs", "H10", "E10")]),
        (vote(20, 18, 11, 7, 0, "没有通过"), [("vote-result-differs", "H10", "E10")]),
        (vote(20, 18, 11, 7, 0, "一致同意，没有不同意见"), []),
        (vote(20, 18, 18, 0, 0, "一致通过，无人不同意"), []),
        (vote(20, 18, 18, 0, 0, "同意，没有人不同意"), []),
        (vote(20, 18, 18, 1, 0, "通过"), [("vote-sum-differs", "E10", "D10")]),
        (vote(20, 18, 15, 1, 1, "通过"), [("vote-sum-differs", "E10", "D10")]),
        (vote(18, 20, 20, 0, 0, "通过"), [("vote-sum-differs", "D10", "C10")]),
        (vote(20, 16, 9, 5, 1, "当选", ELECTED), []),
        (vote(20, 15, 15, 0, 0, "当选", ELECTED), [("election-no-quorum", "D10", "C10")]),
        (vote(20, 18, 9, 9, 0, "当选", ELECTED), [("election-result-differs", "H10", "E10")]),
        (vote(20, 18, 10, 8, 0, "未当选", ELECTED), [("election-result-differs", "H10", "E10")]),
        (vote(20, 15, 15, 0, 0, "通过", "支部换届选举办法"), []),
        (["计划", "", "", 18, 18, "", "", "通过"], []),
    ],
)
def test_a_vote(row: list[Any], found: list[Any], tmp_path: Path) -> None:
    assert found_in(tmp_path, row) == found


def test_an_election_by_the_rule_of_its_day(tmp_path: Path) -> None:
    """Exactly four fifths: enough since 13 July 2020, before it was not."""
    row = vote(20, 16, 16, 0, 0, "当选", ELECTED)
    assert found_in(tmp_path, row, date="2020-07-13") == []
    assert found_in(tmp_path, row, date="2020-07-12") == [("election-no-quorum", "D10", "C10")]


def test_the_committee_is_not_bound_by_the_majority_of_the_members(tmp_path: Path) -> None:
    assert found_in(tmp_path, vote(5, 2, 2, 0, 0, "通过"), kinds="支委会") == []


def test_a_vote_in_a_sentence(tmp_path: Path) -> None:
    sentence = "应到会有表决权的党员20人，实到１８人，赞成9票，不同意9票，弃权0票，表决通过。"
    record = read(tmp_path, meeting(表决情况=sentence))
    assert both(problems_of_form(record)) == [("vote-result-differs", "B8", "B8")]
    twice = "第一项赞成18票，第二项赞成3票，均通过。"
    several = read(tmp_path, meeting(表决情况=twice))
    assert list(votes_of(several, shipped_mappings().forms["活动登记表"])) == []


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("18票赞成，0票反对，0票弃权，通过。", [(18, 0, 0)]),
        ("应到20人，实到18人，17人同意、1人不同意，通过。", [(17, 1, 0)]),
        ("17票赞成1票反对0票弃权", [(17, 1, 0)]),
        ("实到18人赞成17票反对1票", [(17, 1, 0)]),
        ("赞成17票，1票反对", [(17, 1, 0)]),
        ("18票赞成第一项，3票赞成第二项", []),
    ],
)
def test_a_figure_before_or_behind_its_word(sentence: str, figures: list[Any], tmp_path: Path) -> None:
    record = read(tmp_path, meeting(表决情况=sentence))
    ballots = [each.ballot for each in votes_of(record, shipped_mappings().forms["活动登记表"])]
    assert [(ballot.favour, ballot.against, ballot.abstained) for ballot in ballots] == figures


def test_minutes_in_an_offices_own_words(tmp_path: Path) -> None:
    record = read(tmp_path, SHEET_OF_AN_OFFICE)
    fields = ("支部", "活动类型", "会议次数", "应到人数", "缺席人员", "不同意见", "主持人总结")
    assert [record.value(name) for name in fields] == [
        *(BRANCH, ("支委会",), "2026年第3次", 3),
        *("沈一鸣（出差）", "无", "冯伟：按计划办好三月份的活动。"),
    ]
    assert column_of(record, "决议", "事项") == [("到档案馆参观", "B11")]
    assert column_of(record, "表决", "赞成") == [(2, "D13")]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("支部党员大会会议记录", ("党员大会",)),
        ("党支部三会一课记录（党课）", ("党课",)),
        ("第二党小组会议记录", ("党小组会",)),
        ("党小组会记录", ("党小组会",)),
        ("2026年度组织生活会会议记录", ("组织生活会",)),
    ],
)
def test_the_title_tells_the_kind(title: str, kinds: tuple[str, ...], tmp_path: Path) -> None:
    assert read(tmp_path, [[title], *registration()[1:]]).value("活动类型") == kinds


def test_a_heading_further_down_is_no_title(tmp_path: Path) -> None:
    """票决记录表 is called so too."""
    grid = [
        ["支部党员大会会议记录"],
        ["支部", BRANCH, "时间", "2026-05-08", "地点", "会议室"],
        ["主持人", "冯伟", "主题", "表决计划"],
        ["表决情况"],
        ["事项", "应到", "实到", "赞成", "反对", "弃权"],
        ["工作计划", "20人", "18人", "18票", 0, 0],
    ]
    record = read(tmp_path, grid)
    assert (record.form, column_of(record, "表决", "赞成")) == ("活动登记表", [(18, "D6")])


# --- against the roster


def roll(folder: Path, minutes: Grid, sheet: Grid | None = None, people: Any = PEOPLE) -> list[tuple[str, str, str]]:
    forms = shipped_mappings().forms
    record, signed = read(folder, minutes), read(folder, sheet, "签到.xlsx") if sheet else None
    held = record.value(forms[record.form].by_role(Role.DATE) or "")
    assert not isinstance(held, str)
    return both(
        list(
            check_meeting(
                Meeting(
                    record,
                    forms[record.form],
                    signed,
                    forms[signed.form] if signed else None,
                    roster_from(folder, branch_roster(people)),
                    day("2026-03-20"),
                    shipped_rules().on(day("2026-03-20")),
                )
            )
        )
    )


THREE = ("冯伟", "姜淑芬", "沈一鸣")


@pytest.mark.parametrize(
    ("minutes", "sheet", "found"),
    [
        (meeting("支委会"), attended(*THREE), []),
        (meeting("支委会"), attended("冯伟", "姜淑芬", away=["沈一鸣"]), []),
        (meeting("支委会"), attended("冯伟", away=["姜淑芬", "沈一鸣"]), [("committee-no-quorum", "C6", "B4")]),
        (meeting("支委会"), attended("冯伟", "姜淑芬"), [("body-unlisted", "", "B6")]),
        (meeting("支委会"), attended(*THREE, "蒋欣怡"), [("body-outsider", "C9", "C7")]),
        (meeting("支委会", theme="支委会扩大会议"), attended(*THREE, "蒋欣怡"), []),
        (meeting("支委会、党员大会"), attended(*THREE, "蒋欣怡"), []),
        (meeting("支委会", 参加人员="冯伟、姜淑芬、蒋欣怡"), None, [("body-outsider", "B8", "C7")]),
        (meeting("支委会", 应到人数=4, 实到人数=3), None, [("body-unlisted", "B8", "B4")]),
        (meeting("支委会", 应到人数=3, 实到人数=1), None, [("committee-no-quorum", "B9", "B4")]),
        (meeting("支委会", [vote(3, 1, 1, 0, 0, "通过")]), None, [("committee-no-quorum", "D10", "B4")]),
        (meeting("党小组会", 党小组="二组"), attended("沈一鸣", "蒋欣怡", away=["林晓"]), []),
        (
            meeting("党小组会", 党小组="第1党小组"),
            attended("冯伟", "姜淑芬", "沈一鸣"),
            [("body-outsider", "C8", "C6")],
        ),
        (meeting("党小组会", theme="第一党小组学习会"), attended("冯伟"), [("body-unlisted", "", "B5")]),
        (meeting("党小组会"), attended("冯伟"), []),
        (meeting("党小组会", 党小组="第九党小组"), attended("冯伟"), []),
    ],
)
def test_who_sits_in_a_committee_or_a_group(
    minutes: Grid, sheet: Grid | None, found: list[Any], tmp_path: Path
) -> None:
    assert roll(tmp_path, minutes, sheet) == found


@pytest.mark.parametrize(
    ("kinds", "row", "sheet", "found"),
    [
        ("党员大会", vote(4, 4, 4, 0, 0, "通过"), attended(*THREE, "蒋欣怡", "林晓"), []),
        ("党员大会", vote(5, 4, 4, 0, 0, "通过"), None, [("voters-differ", "C10", "B8")]),
        ("党员大会", vote(4, 4, 4, 0, 0, "通过"), attended(*THREE, "林晓"), [("voters-differ", "D10", "")]),
        ("支委会", vote(4, 3, 3, 0, 0, "通过"), None, [("voters-differ", "C10", "")]),
    ],
)
def test_a_candidate_has_no_vote(kinds: str, row: list[Any], sheet: Any, found: list[Any], tmp_path: Path) -> None:
    assert roll(tmp_path, meeting(kinds, [row]), sheet) == found


def test_of_many_votes_with_the_same_heads_one_is_told(tmp_path: Path) -> None:
    rows = [vote(9, 4, 4, 0, 0, "通过"), vote(9, 4, 3, 1, 0, "通过"), vote(8, 4, 4, 0, 0, "通过")]
    assert [at for _, at, _ in roll(tmp_path, meeting(votes=rows))] == ["C10", "C12"]


def test_without_posts_nothing_is_known_of_a_committee(tmp_path: Path) -> None:
    nobody = [(name, "", "", "", "") for name, *_ in PEOPLE]
    assert roll(tmp_path, meeting("支委会"), attended("冯伟"), nobody) == []


# --- who is who


@pytest.mark.parametrize(
    ("post", "is_one"),
    [
        *(("书记", True), ("党支部副书记", True), ("支部书记兼组织委员", True), ("纪检委员、办公室主任", True)),
        *(("支委", True), ("支部委员会委员", True), ("", False), ("书记员", False), ("团支部书记", False)),
        *(("人大常委会委员", False), ("党委委员", False), ("党小组组长", False), ("科员", False)),
        *(("党总支委员", False), ("总支委员", False), ("市委委员", False), ("专委会委员", False)),
        *(("学术委员", False), ("原组织委员", False), ("（原）组织委员", False), ("组织委员（离任）", False)),
        *(("前任书记", False), ("曾任宣传委员", False), ("团支部委员", False), ("总支书记（原组织委员）", False)),
        *(("组织宣传委员", True), ("纪律检查委员", True), ("青年工作委员", True), ("群工委员", True)),
        *(("委员", True), ("支部委员", True), ("第一支部委员", True), ("书记（原组织委员）", True)),
        *(("第一党支部委员", True), ("曾任支部委员", False), ("离任支部委员", False), ("党总支部委员", False)),
    ],
)
def test_posts_of_a_committee(post: str, is_one: bool, tmp_path: Path) -> None:
    (member,) = roster_from(tmp_path, branch_roster([("冯伟", post, "", "", "")])).members
    assert is_on_committee(member) is is_one


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("第一党小组", "1组", True),
        ("机关组", "机关党小组", True),
        *(("第十党小组", "10组", True), ("第十一党小组", "11组", True), ("第二十三党小组", "23组", True)),
        *(("第十党小组", "1组", False), ("第二十党小组", "第十二党小组", False)),
        ("第一党小组", "第二党小组", False),
        ("", "党小组", False),
    ],
)
def test_names_of_a_group(first: str, second: str, same: bool) -> None:
    assert is_same_group(first, second) is same


@pytest.mark.parametrize(
    ("admitted", "kind", "on", "votes"),
    [
        ("2010-11-01", "在职", "2026-03-20", True),
        ("2025-06-18", "在职", "2026-03-20", False),
        ("2025-03-18", "在职", "2026-03-20", True),
        ("2010-11-01", "预备党员", "2026-03-20", False),
        ("2026-05-01", "在职", "2026-03-20", False),
    ],
)
def test_who_may_vote(admitted: str, kind: str, on: str, votes: bool, tmp_path: Path) -> None:
    (member,) = roster_from(tmp_path, branch_roster([("冯伟", "", "", admitted, kind)])).members
    assert may_vote(member, day(on)) is votes


@pytest.mark.parametrize(
    ("name", "kind", "remark", "votes"),
    [
        ("冯伟", "正式党员", "预备役军官", True),
        ("冯伟（预备）", "正式党员", "2024年为预备党员", True),
        ("冯伟", "在职", "预备役军官", True),
        ("冯伟", "", "2024年6月预备，2025年6月转正", True),
        ("冯伟（预备）", "", "", False),
        ("冯伟", "", "预备党员", False),
        ("冯伟", "", "预备党员，未转正", False),
        ("冯伟", "预备党员", "2025年6月转正", False),
    ],
)
def test_who_is_said_to_be_a_candidate(name: str, kind: str, remark: str, votes: bool, tmp_path: Path) -> None:
    grid = members([(name, kind, remark)], "人员类别", "备注")
    (member,) = roster_from(tmp_path, grid).members
    assert may_vote(member, day("2026-03-20")) is votes


def test_the_branchs_own_sheet_goes_before_the_roster(tmp_path: Path) -> None:
    roster, on = roster_from(tmp_path, branch_roster()), day("2026-03-20")
    parts = Parts(["冯伟", "蒋欣怡"], {"第2党小组": ["林晓"]})
    bodies = [committee_on(on, roster, Parts()), committee_on(on, roster, parts), group_on("二组", on, roster, parts)]
    assert [body and body.names for body in bodies] == [THREE, ("冯伟", "蒋欣怡"), ("林晓",)]


def test_the_rules_say_whose_meeting_it_is() -> None:
    of_day, before = today_rules("2026-03-20", "条例"), today_rules("2010-01-01", "条例")
    assert [is_of_committee(["支委会"], rules) for rules in (of_day, before)] == [True, False]
    assert [is_of_group(kinds, of_day) for kinds in (["党小组会"], ["党小组会", "党课"], [])] == [True, False, False]


# --- the nine genres


@pytest.mark.parametrize(
    ("genre", "sets", "codes"),
    [
        ("志愿", ("条例", "每月20日"), []),
        ("聚餐", ("条例", "每月20日"), ["genre-unknown"]),
        ("聚餐", ("条例", "第一个星期五"), []),
    ],
)
def test_genres_are_those_of_the_set(genre: str, sets: tuple[str, ...], codes: list[str], tmp_path: Path) -> None:
    record = read(tmp_path, registration(活动类别=genre))
    found = check_event(record, shipped_mappings().forms[record.form], shipped_rules(*sets), dues_came=True)
    assert [code for code, _ in told(list(found))] == codes
