"""What the forms of one activity say of each other and of the roster."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import dues, registration, roster, sign_in, talk
from judging import both, members, problems_of_activity, read, roster_from, told

from pipeline.model.record import Origin, Value
from pipeline.rules.cross_checks import check_photo

Grid = list[list[Any]]


def found(folder: Path, *grids: Grid, on: Grid | None = None) -> list[tuple[str, str]]:
    records = [read(folder, grid, f"{number}.xlsx") for number, grid in enumerate(grids)]
    problems = problems_of_activity(records, roster_from(folder, on) if on else None)
    assert not any(problem.stops for problem in problems)
    assert all(problem.other for problem in problems)
    return told(problems)


def test_all_agree(tmp_path: Path) -> None:
    assert found(tmp_path, registration(), sign_in(), dues(), on=roster()) == []


def test_spaces_and_line_breaks_make_no_other_theme(tmp_path: Path) -> None:
    assert found(tmp_path, registration(theme="学党章 明初心"), sign_in(theme="学党章\n明初心")) == []


def test_another_theme(tmp_path: Path) -> None:
    assert found(tmp_path, registration(), sign_in(theme="志愿服务")) == [("theme-differs", "B4")]


# --- people against the roster


@pytest.mark.parametrize(("name", "near"), [("姜淑芳", "姜淑芬"), ("欧阳文博", None)])
def test_a_name_that_the_roster_does_not_hold(tmp_path: Path, name: str, near: str | None) -> None:
    record = read(tmp_path, sign_in([("冯伟", "√"), ("姜淑芬", "√"), (name, "√")]))
    (problem,) = problems_of_activity([record], roster_from(tmp_path, roster()))
    assert (problem.code, problem.at.cell) == ("not-on-roster", "B8")
    assert problem.other is not None
    assert problem.other.cell == ("B5" if near else "")
    assert near is None or near in problem.hint


@pytest.mark.parametrize("listed", [["张伟1", "张伟2"], ["张伟大", "张伟小"]])
def test_a_namesake_without_its_mark(tmp_path: Path, listed: list[str]) -> None:
    record = read(tmp_path, sign_in([("张伟", "√"), *((name, "√") for name in listed)]))
    (problem,) = problems_of_activity([record], roster_from(tmp_path, roster(listed)))
    assert (problem.code, problem.at.cell) == ("namesake-unclear", "B6")
    assert all(name in problem.message for name in listed)


def test_who_is_meant_by_a_slip_is_not_told_to_be_left_out(tmp_path: Path) -> None:
    on = roster(["冯伟", "姜淑芬", "张伟1", "张伟2"])
    grid = sign_in([("冯伟", "√"), ("姜淑芳", "√"), ("张伟", "√")])
    assert found(tmp_path, grid, on=on) == [("not-on-roster", "B7"), ("namesake-unclear", "B8")]


def test_a_sheet_of_strangers_is_told_once(tmp_path: Path) -> None:
    strangers = [(f"{first}{last}", "√") for first in "赵钱孙李周吴" for last in ("一", "二", "三", "四")]
    codes = found(tmp_path, sign_in([("冯伟", "√"), ("姜淑芬", "√"), *strangers]), on=roster())
    assert codes == [("not-on-roster", "")]


@pytest.mark.parametrize("observers", ["入党积极分子 林小满", "林小满（积极分子）、王五"])
def test_who_sits_in_by_the_activity_form_is_told_once(tmp_path: Path, observers: str) -> None:
    grid = sign_in([("冯伟", "√"), ("姜淑芬", "√"), ("林小满", "√")])
    codes = found(tmp_path, registration(列席人员=observers), grid, on=roster())
    assert codes == [("non-member-present", "C8")]


def test_who_sits_in_need_not_be_on_the_roster(tmp_path: Path) -> None:
    assert found(tmp_path, sign_in([("冯伟", "√"), ("姜淑芬", "√"), ("林小满", "列席")]), on=roster()) == []


def test_a_member_who_is_not_on_the_sheet(tmp_path: Path) -> None:
    assert found(tmp_path, sign_in([("冯伟", "√")]), on=roster()) == [("roster-not-listed", "")]


def test_dues_need_not_list_everyone(tmp_path: Path) -> None:
    assert found(tmp_path, dues(), on=roster()) == []


def test_without_a_roster_names_are_not_checked(tmp_path: Path) -> None:
    assert found(tmp_path, sign_in([("某某", "√")])) == []


@pytest.mark.parametrize(
    ("head", "value", "codes"),
    [
        ("入党日期", "2026-05-04", [("not-member-then", "B7")]),
        ("转入日期", "2026-04-01", [("not-member-then", "B7")]),
        ("转出日期", "2026-02-10", [("not-member-then", "B7")]),
        ("转出日期", "2026-05-10", []),
        ("入党日期", "2020-05-04", []),
    ],
)
def test_who_was_no_member_then(tmp_path: Path, head: str, value: str, codes: list[tuple[str, str]]) -> None:
    on = members([("冯伟", None), ("姜淑芬", value)], head)
    assert found(tmp_path, sign_in(), on=on) == codes


@pytest.mark.parametrize(("head", "value"), [("转入日期", "2026-04-01"), ("转出日期", "2026-02"), ("备注", "已转出")])
def test_who_was_no_member_then_need_not_be_listed(tmp_path: Path, head: str, value: str) -> None:
    on = members([("冯伟", None), ("姜淑芬", value)], head)
    assert found(tmp_path, sign_in([("冯伟", "√")]), on=on) == []


@pytest.mark.parametrize(
    ("count", "codes"), [(2, []), (3, [("expected-differs", "A8")]), (1, [("expected-differs", "A8")])]
)
def test_the_expected_count_against_the_roster(tmp_path: Path, count: int, codes: list[tuple[str, str]]) -> None:
    grid = [*sign_in(), [f"应到 {count} 人"]]
    assert found(tmp_path, grid, on=roster()) == codes


def test_the_expected_count_where_the_roster_leaves_it_open(tmp_path: Path) -> None:
    on = members([("冯伟", None), ("姜淑芬", "2026.03")], "转出日期")
    assert found(tmp_path, [*sign_in([("冯伟", "√")]), ["应到 1 人"]], on=on) == []
    assert found(tmp_path, [*sign_in(), ["应到 2 人"]], on=on) == []
    assert found(tmp_path, [*sign_in(), ["应到 3 人"]], on=on) == [("expected-differs", "A8")]


def test_another_base_than_the_rosters(tmp_path: Path) -> None:
    record = read(tmp_path, dues())
    on = roster_from(tmp_path, members([("冯伟", 2800)], "计算基数"))
    assert both(problems_of_activity([record], on)) == [("base-differs", "C4", "C4")]


@pytest.mark.parametrize(
    ("member", "codes"),
    [("姜淑芳", ["name-near-roster"]), ("姜淑", ["name-near-roster"]), ("欧阳文博", ["not-on-roster"]), ("姜淑芬", [])],
)
def test_a_slip_in_the_name_of_who_is_talked_to(tmp_path: Path, member: str, codes: list[str]) -> None:
    assert found(tmp_path, talk(member=member), on=roster()) == [(code, "B6") for code in codes]


def test_who_is_talked_to_and_no_member_by_the_form(tmp_path: Path) -> None:
    grid = talk(member="林小满")
    grid.insert(6, ["谈话对象职务", "入党积极分子"])
    assert found(tmp_path, grid, on=roster()) == []


@pytest.mark.parametrize(("talker", "count"), [("欧阳文博", 0), ("冯韦", 1), ("李伟", 0)])
def test_a_talker_may_come_from_elsewhere(tmp_path: Path, talker: str, count: int) -> None:
    codes = [code for code, _ in found(tmp_path, talk(talker=talker), on=roster())]
    assert codes == ["name-near-roster"] * count


@pytest.mark.parametrize(("recorder", "count"), [("尤净", 1), ("尤静", 0), ("王净", 0)])
def test_a_slip_in_a_name_of_two_characters(tmp_path: Path, recorder: str, count: int) -> None:
    codes = found(tmp_path, registration(记录人=recorder), on=roster(["冯伟", "尤静"]))
    assert codes == [("name-near-roster", "B7")] * count


@pytest.mark.parametrize(
    ("attendees", "count"),
    [
        ("冯伟、王五", 1),
        ("冯伟、姜淑芬", 0),
        ("全体党员、各科室负责人", 0),
        ("冯伟；列席：王五", 0),
        ("王书记、高新区", 0),
    ],
)
def test_attendees_against_the_roster_where_nobody_signed_in(tmp_path: Path, attendees: str, count: int) -> None:
    assert found(tmp_path, registration(参加人员=attendees), on=roster()) == [("not-on-roster", "B7")] * count


@pytest.mark.parametrize(
    ("grid", "count"), [(sign_in([("冯伟", "√"), ("赵六", "√")]), 1), (dues([("赵六", 3000, "0.5%", 15, 15)]), 0)]
)
def test_only_a_sign_in_sheet_knows_who_sits_in(tmp_path: Path, grid: Grid, count: int) -> None:
    records = [read(tmp_path, grid)]
    problems = problems_of_activity(records, roster_from(tmp_path, roster(["冯伟"])))
    assert [problem.hint.count("列席") for problem in problems if problem.code == "not-on-roster"] == [count]


# --- the activity form against the sign-in sheet

SIGNED = sign_in([("冯伟", "√"), ("姜淑芬", "请假"), ("沈一鸣", "√")])


@pytest.mark.parametrize(
    ("text", "count"),
    [("应到3人，实到2人，请假1人。", 0), ("应到党员3名,实到党员3名", 1), ("应到：4人；实到：1人", 2),
     ("走访请假的3户", 0), ("应到 ３ 人", 0), ("帮扶3人", 0)],
)  # fmt: skip
def test_counts_in_the_minutes(tmp_path: Path, text: str, count: int) -> None:
    assert found(tmp_path, registration(会议记录=text), SIGNED) == [("minutes-count-differs", "B7")] * count


@pytest.mark.parametrize(
    ("attendees", "count"),
    [("全体党员", 0), ("冯伟、沈一鸣", 0), ("冯伟、沈一鸣；请假：姜淑芬", 0), ("冯伟、姜淑芬、沈一鸣", 1),
     ("姜淑芬", 1), ("出席：冯伟 沈一鸣", 0), ("支部委员及科室负责人", 0), ("冯伟、沈一鸣、王五", 1),
     ("冯 伟、沈一鸣同志", 0), ("冯伟（书记）、沈一鸣、姜淑芬（出差请假）", 0), ("冯伟、沈一鸣（列席：王五）", 0),
     ("全体党员（冯伟、沈一鸣、欧阳文博）", 1), ("冯伟、沈一鸣、高新区、安全科", 0), ("冯伟等2人", 0)],
)  # fmt: skip
def test_attendees_against_the_marks(tmp_path: Path, attendees: str, count: int) -> None:
    assert found(tmp_path, registration(参加人员=attendees), SIGNED) == [("attendees-differ", "B7")] * count


def test_who_signed_in_and_is_left_out_of_a_list_of_all(tmp_path: Path) -> None:
    everyone = sign_in([(name, "√") for name in ("冯伟", "姜淑芬", "沈一鸣", "严一鸣")])
    assert found(tmp_path, registration(参加人员="冯伟、姜淑芬、沈一鸣"), everyone) == [("attendees-differ", "B7")]
    assert found(tmp_path, registration(参加人员="冯伟等"), everyone) == []


def test_who_only_sits_in_is_counted_as_a_member(tmp_path: Path) -> None:
    records = [read(tmp_path, registration(列席人员="入党积极分子 林小满"), "登记.xlsx")]
    records.append(read(tmp_path, sign_in([("冯伟", "√"), ("林小满", "√")]), "签到.xlsx"))
    assert both(problems_of_activity(records)) == [("non-member-present", "C7", "B7")]


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"主持人": "姜淑芬"}, 1),
        ({"记录人": "姜淑芬"}, 1),
        ({"会议记录": "冯伟：开会。\n姜淑芬：我同意。"}, 1),
        ({"会议记录": "冯伟：开会。\n姜淑芬（书面发言）：我同意。"}, 0),
        ({"会议记录": "冯伟：姜淑芬：请假。"}, 0),
        ({"会议记录": "沈一鸣：我同意。"}, 0),
    ],
)
def test_who_was_away_does_not_act(tmp_path: Path, fields: dict[str, str], count: int) -> None:
    codes = [code for code, _ in found(tmp_path, registration(**fields), SIGNED)]
    assert codes == ["absent-but-acting"] * count


def test_who_was_away_does_not_speak(tmp_path: Path) -> None:
    grid = [*registration(), ["活动议程"], ["序号", "环节", "内容", "发言人"], [1, "学习", "党章", "冯伟、姜淑芬"]]
    assert found(tmp_path, grid, SIGNED) == [("absent-but-acting", "D9")]


# --- photos


@pytest.mark.parametrize(
    ("taken", "code"), [("2026-03-20T14:31:00", None), ("", None), ("2026-03-19T10:00:00", "photo-date-differs")]
)
def test_the_pictures_own_day(taken: str, code: str | None) -> None:
    name, dated = Value("IMG_1.jpg", "IMG_1.jpg", Origin("表.xlsx", "表", "B3")), Origin("表.xlsx", "表", "E2")
    problem = check_photo(name, taken, dt.date(2026, 3, 20), dated)
    assert (problem and problem.code) == code
    assert problem is None or problem.other == dated
