"""What a year of one branch comes to: deadlines, papers that are published, points; and the command that tells it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, dues, make_desk, plan, registration, roster, sign_in, talk
from celebrating import OFFICE, celebration
from celebrating import notice as office_notice
from click.testing import CliRunner, Result
from judging import shipped_rules
from plans import quarter_plan
from rule_builders import day, rules_with
from synthetic_office import branch_year, open_office
from theme_days import notice

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.flow.inspect import look_at
from pipeline.inspection.evidence import KnownBranch, received_by
from pipeline.inspection.inspect import Question, inspect_year
from pipeline.inspection.inspection import BranchInspection, Cell
from pipeline.inspection.score import score_of
from pipeline.inspection.wants import Wants
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.checks import Catalogue
from pipeline.mapping.rules.parts import Layer
from pipeline.model.outcome import Accepted
from pipeline.packet.branch.facts import told_by
from pipeline.packet.report import PacketReport
from pipeline.rules.standing import Standing

LATER = dt.datetime(2027, 2, 10, 9, 30)


def inspected(root: Path, *grids: Any, sets: str = "", files: dict[str, bytes] | None = None) -> BranchInspection:
    """The only branch, after these forms and files came."""
    desk = _desk(root, sets)
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{number}.xlsx")
    for name, content in (files or {}).items():
        (desk.workspace.inbox / BRANCH).mkdir(exist_ok=True)
        (desk.workspace.inbox / BRANCH / name).write_bytes(content)
    assert ingest(desk).failures == []
    (branch,) = look_at(2026, desk).branches
    desk.close()
    return branch


def _desk(root: Path, sets: str) -> Desk:
    desk = make_desk(root, LATER)
    if sets:
        desk.close()
        (root / "dangan.toml").write_text(f"[rules]\nsets = {sets}\n", encoding="utf-8")
        desk = open_desk(desk.workspace, desk.now)
    return desk


def cells(branch: BranchInspection, rule: str) -> list[tuple[str, str]]:
    return [(cell.label, str(cell.standing)) for cell in branch.cells if cell.rule == rule]


def pdf(number: int) -> bytes:
    return b"%PDF-1.4\n%" + str(number).encode()


# --- what is due by a day


def test_plans_are_held_against_their_deadlines(tmp_path: Path) -> None:
    """By the day that the plan tells; without one by the day on which it came."""
    told = [
        quarter_plan([("4月", "学党章")], filed="2026-03-18"),
        quarter_plan([("7月", "学党章")], title="2026年第三季度活动计划", filed="2026-06-22"),
        quarter_plan([("10月", "学党章")], title="2026年第四季度活动计划"),
    ]
    branch = inspected(tmp_path / "ws", *told, sets='["第一个星期五"]')
    assert cells(branch, "季度计划报备") == [
        ("2026年第二季度", "有"),
        ("2026年第三季度", "迟"),
        ("2026年第四季度", "迟"),
        ("2027年第一季度", "缺"),
    ]
    assert cells(branch, "年度计划报备") == [("2027年", "缺")]
    assert cells(branch, "季度计划汇总") == []


def test_a_notice_before_each_activity(tmp_path: Path) -> None:
    """One that bears no day is there; that its day is missing is told by a check."""
    days = ("2026-03-20", "2026-04-20", "2026-05-20", "2026-06-22")
    forms = [registration(date=each) for each in days]
    notices = [notice("2026-03-16"), notice("2026-04-20", date="2026-04-20"), notice(None, date="2026-05-20")]
    branch = inspected(tmp_path / "ws", *forms, *notices)
    assert [standing for _, standing in cells(branch, "主题党日通知")] == ["有", "迟", "有", "缺"]


# --- what counts as published


def test_a_sheet_that_was_printed_is_no_publication(tmp_path: Path) -> None:
    branch = inspected(tmp_path / "a", dues(), roster())
    assert cells(branch, "党费公示") == [("上半年", "缺"), ("下半年", "缺")]
    (wanted, *_) = (cell.wants for cell in branch.cells if cell.rule == "党费公示")
    assert "党费公示" in wanted


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["党费公示 2026-07-10.pdf"], ["有", "缺"]),
        (["2026年上半年党费公示 2026-08-10.pdf"], ["迟", "缺"]),
        (["党费公示 2026-07-10.pdf", "党费公示2027-01-20.pdf"], ["有", "有"]),
        (["2026年下半年党费公示.pdf"], ["缺", "有"]),
        (["党费公示 2026-09-15.pdf"], ["缺", "有"]),
        (["2026年上半年党费公示 2026-09-15.pdf"], ["迟", "缺"]),
    ],
)
def test_what_says_that_it_was_published(tmp_path: Path, names: list[str], expected: list[str]) -> None:
    """Of the year alone nobody knows which half it is."""
    files = {name: pdf(number) for number, name in enumerate(names)}
    branch = inspected(tmp_path / "ws", dues(), roster(), files=files)
    assert [standing for _, standing in cells(branch, "党费公示")] == expected


def test_attendance_is_published_by_what_was_put_up(tmp_path: Path) -> None:
    forms = [registration(date=each) for each in ("2026-03-06", "2026-04-03")]
    files = {"2026-03-06 出勤公示.pdf": pdf(1)}
    signed = [sign_in(date=each) for each in ("2026-03-06", "2026-04-03")]
    branch = inspected(tmp_path / "ws", *forms, *signed, sets='["第一个星期五"]', files=files)
    assert [standing for _, standing in cells(branch, "出勤公示")] == ["有", "缺"]


# --- records


def test_dues_without_an_activity_are_there(tmp_path: Path) -> None:
    branch = inspected(tmp_path / "ws", dues(month="2026年3月"), dues(month="2026年5月"), roster())
    there = [label for label, standing in cells(branch, "交纳当月党费") if standing == "有"]
    assert there == ["3月", "5月"]


def test_a_talk_that_prepares_a_meeting_counts_once(tmp_path: Path) -> None:
    """It lies with the meeting too."""
    rule = {"every": "year", "forms": ["谈心谈话记录"], "at_least": 2, "layer": "unit", "source": "本单位"}
    rule |= {"about": "一年谈话两次", "valid_from": "2020-01-01"}
    desk = make_desk(tmp_path / "ws", LATER)
    desk.close()
    own = json.dumps({"rules": "本单位", "requirements": {"谈话": rule}}, ensure_ascii=False)
    (tmp_path / "ws" / "mappings" / "rules" / "本单位.yaml").write_text(own, encoding="utf-8")
    branch = inspected(
        tmp_path / "ws",
        registration(date="2026-12-10", 活动类型="组织生活会"),
        talk(date="2026-12-01"),
        sets='["本单位"]',
    )
    assert cells(branch, "谈话") == [("全年", "缺")]
    assert [cell.wants for cell in branch.cells] == ["谈心谈话记录，还差 1 次"]


@pytest.mark.parametrize(("on", "expected"), [("2026-03-12", "有"), ("2026-03-25", "缺"), ("2025-03-01", "缺")])
def test_a_talk_before_a_birthday_is_held(tmp_path: Path, on: str, expected: str) -> None:
    """With one who keeps the day, in the year before it."""
    forms = [registration(theme="政治生日"), celebration(), roster(), talk(date=on)]
    branch = inspected(tmp_path / "ws", *forms, sets='["政治生日"]')
    assert cells(branch, "政治生日谈话") == [("2026-03-20 主题党日", expected)]


def test_a_plan_outside_of_its_year_is_told_once(tmp_path: Path) -> None:
    rows = [("3月", "学党章", "学总纲", "人教科"), ("4月", "读书", "读书", "人教科")]
    grid = [*plan(rows)]
    grid[2] = [*grid[2], "计划日期"]
    grid[3] = [*grid[3], "2026-09-20"]
    branch = inspected(tmp_path / "ws", grid, registration(), registration(date="2026-04-20", theme="读书"))
    assert [finding.code for finding in branch.findings].count("plan-outside") == 1


# --- points


def _cell(rule: str, standing: Standing) -> Cell:
    return Cell(rule, "要求", "本单位", Layer.UNIT, "3月", day("2026-03-01"), standing)


def _rules(**scores: dict[str, Any]) -> BranchRules:
    return rules_with(
        {"requirements": {key: {"every": "month", "kinds": ["党课"]} | told for key, told in scores.items()}}
    )


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        ("MET MET MET MET", "100.00"),
        ("MET MET MET MISSING", "87.50"),
        ("MET LATE NOT_YET NOT_APPLICABLE", "87.50"),
        ("LATE LATE LATE", "75.00"),
        ("NOT_YET NOT_APPLICABLE", "100.00"),
    ],
)
def test_points_are_shared_by_what_is_due(standings: str, expected: str) -> None:
    """Half of all points are those of the rule; late gives half of them, and the other rule gives all of its own."""
    rules = _rules(党课={"score": 10, "score_late": 5}, 党日={"score": 10}).on(day("2026-12-31")).requirements
    found = [*(_cell("党课", Standing[name]) for name in standings.split()), _cell("党日", Standing.MET)]
    found.append(_cell("没有分的", Standing.MISSING))
    assert str(score_of(found, rules)) == expected


def test_without_points_there_is_no_score() -> None:
    rules = shipped_rules().on(day("2026-12-31")).requirements
    assert score_of([_cell("党员大会", Standing.MET)], rules) is None


def test_a_rule_that_ended_within_the_year_has_its_points() -> None:
    told = {"every": "month", "kinds": ["党课"], "score": 10, "valid_from": "2026-03-01", "valid_to": "2026-06-30"}
    branch = KnownBranch(
        BRANCH, "", rules_with({"requirements": {"专题党课": told}}), (), told_by((), {}), received_by(BRANCH, {})
    )
    (found,) = inspect_year(Question(2026, LATER.date(), Wants({}, ()), Catalogue({})), [branch]).branches
    assert (len(found.cells), str(found.score)) == (4, "0.00")


# --- the command


def test_an_office_without_fault(tmp_path: Path) -> None:
    """The lists are written, and the same again byte for byte."""
    root = tmp_path / "ws"
    open_office(root, [branch_year("第一党支部")]).close()
    first = run(root, "2026")
    assert (first.exit_code, "缺 0" in first.output) == (0, True)
    lists = sorted((root / "outbox" / "2026" / "迎检").iterdir())
    written = [path.read_bytes() for path in lists]
    assert run(root, "2026").exit_code == 0
    assert [path.read_bytes() for path in lists] == written
    assert {path.name for path in lists} >= {"迎检总览.html", "迎检清单.xlsx", "问题整改清单.docx"}


def test_gaps_for_programs(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    desk = make_desk(root, LATER)
    drop(desk, registration(会议记录="应到3人。"))
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    desk.close()
    told = run(root, "2026", "--json", "--branch", BRANCH)
    assert told.exit_code == 1
    answer = json.loads(told.output)
    (branch,) = answer["branches"]
    assert (answer["year"], answer["clean"], answer["files"], branch["branch"]) == (2026, False, [], BRANCH)
    assert sum(branch["counts"].values()) == len(branch["cells"])
    march = next(cell for cell in branch["cells"] if (cell["rule"], cell["of"]) == ("主题党日", "3月"))
    assert (march["standing"], march["layer"], march["found"][0]["path"]) == (
        "met",
        "national",
        f"2026/{BRANCH}/2026-03-20 学党章",
    )
    assert "minutes-count-differs" in [finding["code"] for finding in branch["findings"]]
    assert not (root / "outbox" / "2026" / "迎检").exists()


def test_what_could_not_be_read_is_no_finding(tmp_path: Path) -> None:
    """The branch's own page tells it; what is inspected is what was read."""
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, [*registration(会议记录="应到3人。"), ["会标", "1"]])
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    reports = [PacketReport.from_text(entry.report) for entry in desk.ledger.activities(BRANCH)]
    told = [code for report in reports for *_, code in report.checks]
    assert "cell-unread" in told
    assert "cell-unread" not in _codes(desk, BRANCH)
    assert "minutes-count-differs" in _codes(desk, BRANCH)


def test_a_branch_that_nobody_knows(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, registration())
    ingest(desk)
    with pytest.raises(SetupError) as caught:
        look_at(2026, desk, "机关第一党支")
    assert BRANCH in caught.value.hint


def test_an_office_is_no_branch(tmp_path: Path) -> None:
    """A 党总支 that sends its notices is not asked for theme days."""
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, registration())
    drop(desk, office_notice([(BRANCH, "名册齐全", "缺谈话", "补做", "7月底前")]), "通报.xlsx", folder=OFFICE)
    assert len(ingest(desk).of(Accepted)) == 2
    assert OFFICE in desk.ledger.asked()
    assert [branch.branch for branch in look_at(2026, desk).branches] == [BRANCH]


def test_an_empty_workspace(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "ws", LATER)
    desk.close()
    with pytest.raises(SetupError):
        run(tmp_path / "ws", "2026")
    assert not (desk.workspace.outbox / "2026").exists()


def test_a_year_of_which_there_is_nothing(tmp_path: Path) -> None:
    """A year typed wrong is not one in which everything is missing."""
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, registration())
    ingest(desk)
    desk.close()
    with pytest.raises(SetupError) as caught:
        run(tmp_path / "ws", "2062")
    assert "2026" in caught.value.hint
    assert not (desk.workspace.outbox / "2062").exists()


def test_a_page_that_was_printed_to_be_written_on_is_no_record(tmp_path: Path) -> None:
    """The form that would fill it is named."""
    for number, minutes in enumerate(("", "冯伟传达了通知")):
        branch = inspected(
            tmp_path / str(number), registration(活动类型="支委会", 会议记录=minutes), sets='["组织生活细则"]'
        )
        (cell,) = (cell for cell in branch.cells if cell.rule == "三会记录")
        assert (str(cell.standing), cell.missing) == (("有", ()) if minutes else ("缺", ("会议记录",)))
        assert minutes or "活动登记表，填写“会议记录”" in cell.wants
        assert minutes or "（会议记录已有文件，没有填内容）" in cell.wants


def test_what_belongs_to_nothing_and_what_went_back_is_told(tmp_path: Path) -> None:
    branch = inspected(tmp_path, registration(), dues(month="2026年5月"), sign_in(date="五月的一天"))
    assert {finding.code for finding in branch.findings if finding.day is None} == {"activity-missing", "form-returned"}


def test_what_several_branches_share_is_known_to_each(tmp_path: Path) -> None:
    """Also where only one is asked for."""
    desk = make_desk(tmp_path / "ws", LATER)
    minutes = "冯伟传达了通知，姜淑芬谈了体会，大家讨论怎样帮扶困难群众，" * 4
    for branch in (BRANCH, "机关第二党支部"):
        drop(desk, registration(branch=branch, 会议记录=minutes), folder=branch)
    ingest(desk)
    codes = {one: _codes(desk, one) for one in (BRANCH, "机关第二党支部")}
    assert ["text-shared" in codes[one] for one in codes] == [False, True]
    desk.close()
    (tmp_path / "ws" / "dangan.toml").write_text('[checks]\noff = ["text-shared"]\n', encoding="utf-8")
    desk = open_desk(desk.workspace, desk.now)
    assert "text-shared" not in _codes(desk, "机关第二党支部")


def _codes(desk: Desk, only: str) -> list[str]:
    (branch,) = look_at(2026, desk, only).branches
    return [finding.code for finding in branch.findings]


def run(root: Path, *arguments: str) -> Result:
    from pipeline.cli.inspect import inspect

    return CliRunner().invoke(inspect, [*arguments, "-w", str(root)], catch_exceptions=False)
