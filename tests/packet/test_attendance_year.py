"""考勤 through the whole chain: the year's sheet, each member's page, the alerts, and what activities are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from attending import SCHOOL, drop_year
from builders import BRANCH, drop, make_desk, outbox_of, registration, roster, sign_in, text_of
from judging import members
from theme_days import leave

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look

SHEET, PAGES, ALERTS = "01 党员年度考勤表", "02 党员参加组织生活情况表", "03 出勤提醒名单"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture
def school(tmp_path: Path) -> Desk:
    """A branch that works by the rules of the school's document."""
    make_desk(tmp_path).close()
    (tmp_path / "dangan.toml").write_text(SCHOOL, encoding="utf-8")
    return make_desk(tmp_path)


def lines(desk: Desk, document: str, year: int = 2026) -> list[list[str]]:
    path = desk.workspace.outbox / f"{year}/{BRANCH}/考勤/{document}.docx"
    return [line.split("\t") for line in text_of(path).split("\n")]


def people(desk: Desk, year: int = 2026) -> dict[str, tuple[list[str], list[str]]]:
    """Name -> the signs of the months, and 应参加, 实参加, 请假, 缺席, 补课, 出勤率."""
    rows = [line for line in lines(desk, SHEET, year) if len(line) == 20 and line[0] != "序号"]
    return {row[1]: (row[2:14], row[14:]) for row in rows}


def counts(desk: Desk) -> dict[str, str]:
    return {name: " ".join(sums) for name, (_, sums) in people(desk).items()}


def told(desk: Desk) -> list[tuple[str, str]]:
    """Folder and the cells that are named, of the alerts."""
    alerts = ("无故缺席", "连续不参加")
    return [
        (Path(view.folder).name, at)
        for view in look(desk).activities()
        for at, message, _ in view.checks
        if any(f"“{name}" in message or f"连续{name}" in message for name in alerts)
    ]


def test_the_year_by_months_with_its_counts(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    drop_year(desk, {"冯伟": "√迟退网送假×代补√√√", "姜淑芬": "√√√"})
    assert ingest(desk).failures == []
    signs, sums = people(desk)["冯伟"]
    assert "".join(signs) == "√迟退网送假×代补√√√"
    assert sums == ["12", "8", "2", "2", "1", "66.7%"]
    assert people(desk)["姜淑芬"] == (["√"] * 3 + ["？"] * 9, ["3", "3", "0", "0", "0", "100%"])


def test_several_activities_in_one_month_stand_by_date(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    for day, mark, kind in (
        ("2026-03-20", "出差", "主题党日"),
        ("2026-03-05", "√", "党课"),
        ("2026-03-27", "病假", "支委会"),
    ):
        drop(desk, registration(date=day, theme=f"{kind}课", 活动类型=kind), f"登记{day}.xlsx")
        drop(desk, sign_in([("冯伟", mark)], date=day, theme=f"{kind}课"), f"签到{day}.xlsx")
    assert ingest(desk).failures == []
    assert people(desk)["冯伟"][0][2] == "√公病"
    assert people(desk)["姜淑芬"][0][2] == "？？"
    activities = [line for line in lines(desk, SHEET) if len(line) == 8]
    assert [row[1:3] for row in activities[1:]] == [
        ["2026.3.5", "党课"],
        ["2026.3.20", "主题党日"],
        ["2026.3.27", "支委会"],
    ]


def test_only_members_of_the_day_are_expected(desk: Desk) -> None:
    moved = [
        ("冯伟", None, None),
        ("姜淑芬", "2026-03-01", None),
        ("沈一鸣", None, "2026-02-20"),
        ("蒋欣怡", "2027-01-01", None),
    ]
    drop(desk, members(moved, "转入日期", "转出日期"), "名册.xlsx")
    drop_year(desk, {"冯伟": "√√√√", "姜淑芬": "×√√√", "沈一鸣": "√√×", "林小满": "列√"})
    assert ingest(desk).failures == []
    assert counts(desk) == {
        "冯伟": "4 4 0 0 0 100%",
        "姜淑芬": "2 2 0 0 0 100%",
        "沈一鸣": "2 2 0 0 0 100%",
        "林小满": "1 1 0 0 0 100%",
    }
    others = lines(desk, SHEET)[lines(desk, SHEET).index(["不在花名册上的（列席人员等）"]) + 2]
    assert others[1:4] == ["林小满", "列", "√"]


def test_who_left_stays_by_the_roster_of_the_time(desk: Desk) -> None:
    first = members([("冯伟",), ("沈一鸣",)])
    later = members([("冯伟",), ("姜淑芬",)])
    drop(desk, [first[0], [*first[1], "填报日期", "2026-01-01"], *first[2:]], "名册1.xlsx")
    assert ingest(desk).failures == []
    drop(desk, [later[0], [*later[1], "填报日期", "2026-03-01"], *later[2:]], "名册2.xlsx")
    drop_year(desk, {"冯伟": "√√√", "沈一鸣": "√×", "姜淑芬": "  √"})
    assert ingest(desk).failures == []
    assert counts(desk) == {"冯伟": "3 3 0 0 0 100%", "姜淑芬": "1 1 0 0 0 100%", "沈一鸣": "2 1 0 1 0 50%"}


def test_without_a_roster_everyone_listed_is_there(desk: Desk) -> None:
    drop_year(desk, {"冯伟": "√×", "姜淑芬": "√√"})
    assert ingest(desk).failures == []
    assert counts(desk) == {"冯伟": "2 1 0 1 0 50%", "姜淑芬": "2 2 0 0 0 100%"}


def test_a_make_up_by_the_leave_form_stays_an_absence(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    drop_year(desk, {"冯伟": "×假", "姜淑芬": "√√"})
    drop(
        desk,
        leave([{"姓名": "冯伟", "了解的原因": "手机没电", "补课日期": "2026-01-20"}], date="2026-01-06"),
        "补.xlsx",
    )
    assert ingest(desk).failures == []
    assert people(desk)["冯伟"] == (["补", "假", *[""] * 10], ["2", "0", "1", "1", "1", "0%"])
    page = [line for line in lines(desk, PAGES) if len(line) == 7 and line[1].startswith("2026.1.")]
    assert page[0] == ["1", "2026.1.6", "主题党日", "第1课", "缺席", "手机没电", "已补课"]


def test_a_page_for_each_member(desk: Desk) -> None:
    drop(desk, roster(("冯伟", "姜淑芬", "沈一鸣")), "名册.xlsx")
    drop_year(desk, {"冯伟": "√假", "姜淑芬": "√√"}, kinds=["支委会", "支委会"])
    assert ingest(desk).failures == []
    rows = lines(desk, PAGES)
    assert [row[1] for row in rows if row[0] == "姓　　名"] == ["冯伟", "姜淑芬", "沈一鸣"]
    assert rows.count(["这一年的签到表上没有此人"]) == 1


def test_three_absences_are_listed_with_their_evidence(school: Desk) -> None:
    drop(school, roster(), "名册.xlsx")
    drop_year(school, {"冯伟": "×√×假×√", "姜淑芬": "××√√√√"})
    assert ingest(school).failures == []
    rows = lines(school, ALERTS)
    assert ["姓　　名", "冯伟", "达到的情形", "无故缺席（不少于 3）"] in rows
    assert ["依　　据", "学校党支部党员活动日制度【2】 四（三）"] in rows
    evidence = [row for row in rows if len(row) == 7 and row[0] != "序号"]
    assert [(row[1], row[2], row[3], row[6]) for row in evidence] == [
        ("2026.1.6", "主题党日《第1课》", "缺席", "签到2026.xlsx 第1次 C6"),
        ("2026.3.6", "主题党日《第3课》", "缺席", "签到2026.xlsx 第3次 C6"),
        ("2026.5.6", "主题党日《第5课》", "缺席", "签到2026.xlsx 第5次 C6"),
    ]
    assert not {"诫勉", "自行脱党"} & {
        word for row in rows for cell in row for word in ("诫勉", "自行脱党") if word in cell
    }
    assert told(school) == [("2026-05-06 第5课", "签到2026.xlsx 第5次 C6（对照 签到2026.xlsx 第1次 C6）")]


def test_a_decision_that_was_registered_stands_beside_the_alert(school: Desk) -> None:
    drop(school, roster(), "名册.xlsx")
    drop_year(school, {"冯伟": "×××√", "姜淑芬": "××××"})
    for name, day in (("冯伟", "2026-04-20"), ("姜淑芬", "2025-12-20")):
        form = [
            ["提醒谈话登记表"],
            ["支部", BRANCH],
            ["登记日期", day],
            ["姓名", name],
            ["事由", "三次缺席"],
            ["谈话人", "沈一鸣"],
        ]
        drop(school, form, f"登记{name}.xlsx")
    assert ingest(school).failures == []
    assert [row[1] for row in lines(school, ALERTS) if row[0] == "处理登记"] == [
        "登记日期：2026年4月20日；事由：三次缺席；谈话人：沈一鸣",
        "",
    ]


def test_a_run_over_the_turn_of_the_year(school: Desk) -> None:
    drop(school, roster(), "名册.xlsx")
    drop_year(school, {"冯伟": "√√√√√√√√×××", "姜淑芬": "√" * 11}, year=2025)
    drop_year(school, {"冯伟": "×××√", "姜淑芬": "√√√√"})
    assert ingest(school).failures == []
    cases = [row[3] for row in lines(school, ALERTS) if row[0] == "姓　　名"]
    assert cases == ["无故缺席（不少于 3）", "连续无故缺席（不少于 6）", "连续不参加组织生活（不少于 6）"]
    evidence = [row[1] for row in lines(school, ALERTS) if len(row) == 7 and row[0] != "序号"]
    assert evidence[-6:] == ["2025.9.6", "2025.10.6", "2025.11.6", "2026.1.6", "2026.2.6", "2026.3.6"]
    assert ["姓　　名", "冯伟", "达到的情形", "无故缺席（不少于 3）"] in lines(school, ALERTS, 2025)


def test_six_months_away_are_told_by_the_party_s_own_rule(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    drop_year(desk, {"冯伟": "××××××", "姜淑芬": "×××假××"})
    assert ingest(desk).failures == []
    assert [row[1::2] for row in lines(desk, ALERTS) if row[0] == "姓　　名"] == [
        ["冯伟", "连续不参加组织生活（不少于 6）"]
    ]
    assert told(desk) == [("2026-06-06 第6课", "签到2026.xlsx 第6次 C6（对照 签到2026.xlsx 第1次 C6）")]


def test_a_correction_takes_the_alert_back(school: Desk) -> None:
    drop(school, roster(), "名册.xlsx")
    drop_year(school, {"冯伟": "×××", "姜淑芬": "√√√"})
    assert ingest(school).failures == []
    assert told(school) != []
    drop(school, sign_in([("冯伟", "病假"), ("姜淑芬", "√")], date="2026-02-06", theme="第2课"), "改.xlsx")
    assert ingest(school).failures == []
    assert told(school) == []
    assert not any(ALERTS in path for path in outbox_of(school))


def test_a_stranger_or_an_observer_is_not_alerted(school: Desk) -> None:
    drop(school, roster(), "名册.xlsx")
    drop_year(school, {"冯伟": "√√√", "姜淑芬": "√√√", "林小满": "×××", "沈一鸣": "列列列"})
    assert ingest(school).failures == []
    assert told(school) == []


def test_an_older_roster_that_comes_late_changes_the_sheet(desk: Desk) -> None:
    plain = members([("冯伟",), ("姜淑芬",)])
    drop(desk, [plain[0], [*plain[1], "填报日期", "2026-06-01"], *plain[2:]], "名册6.xlsx")
    drop_year(desk, {"冯伟": "√√√√"})
    assert ingest(desk).failures == []
    assert people(desk)["姜淑芬"][0][2] == "？"
    older = members([("冯伟",)])
    drop(desk, [older[0], [*older[1], "填报日期", "2026-02-01"], *older[2:]], "名册2.xlsx")
    assert ingest(desk).failures == []
    assert people(desk)["姜淑芬"][0][2] == ""
