"""The checks as data: the file and the program know the same codes, each is raised, and an office may change them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import branches
import celebrating
import meetings
import plans
import pytest
import yearly_papers
from attending import drop_year
from builders import (
    BRANCH,
    REPOSITORY,
    drop,
    dues,
    make_photo,
    registration,
    roster,
    sign_in,
    talk,
)
from dues_papers import OF_FORMS, OF_YEARS
from judging import members, shipped_catalogue
from theme_days import leave, notice, progress

from pipeline.errors import MappingError, SetupError
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.flow.inspect import look_at
from pipeline.mapping.rules.checks import Stage
from pipeline.mapping.rules.parts import Layer
from pipeline.mapping.rules.read import load_rules
from pipeline.model.outcome import Accepted, Returned
from pipeline.model.problem import Severity
from pipeline.model.record import Origin
from pipeline.packet.report import PacketReport
from pipeline.rules.finding import finding
from pipeline.rules.grading import graded
from pipeline.settings.schema import Checks

World = Callable[[Desk], object]
MINUTES = "冯伟传达上级的通知，姜淑芬谈了自己的体会，大家讨论怎样帮扶困难群众，" * 3
SETS = '["条例", "第一个星期五", "每月20日"]'
CHOSEN = f"[rules]\nsets = {SETS}\n"


def _photo(desk: Desk, taken: str) -> None:
    make_photo(desk.workspace.inbox / "机关第一党支部" / "a.jpg", taken=taken)
    drop(desk, _with_photo())


def _with_photo(*names: str) -> list[list[object]]:
    return [*registration(), ["照片"], ["序号", "文件名"], *([n, name] for n, name in enumerate(names or ["a.jpg"], 1))]


def _all(desk: Desk, *grids: list[list[object]]) -> None:
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{chr(97 + number)}.xlsx")


def _each(desk: Desk, grids: Sequence[list[list[object]]]) -> None:
    _all(desk, *grids)


def _late_talk(desk: Desk) -> None:
    grid = [["谈话主题", "政治生日谈话"] if row[0] == "谈话主题" else row for row in talk(date="2026-03-25")]
    _all(desk, registration(theme="政治生日"), grid)


def _twice(desk: Desk, *rows: list[object]) -> None:
    make_photo(desk.workspace.inbox / "机关第一党支部" / "a.jpg")
    _all(desk, [*registration(), *rows], [*registration(date="2026-02-20"), *rows])


def _by_two_branches(desk: Desk, *rows: list[object]) -> None:
    for branch in (BRANCH, "机关第二党支部"):
        make_photo(desk.workspace.inbox / branch / "a.jpg")
        drop(desk, [*registration(branch=branch), *rows], folder=branch)


def _with_class(category: str, due: float, remark: str = "", paid_on: str = "") -> list[list[object]]:
    heads = ["姓名", "人员类别", "计算基数", "应交", "实交", "交纳日期", "备注"]
    return [["2026年3月党费收缴表"], heads, ["冯伟", category, 3000, due, due, paid_on, remark]]


RAISED: dict[str, World] = {
    "title-differs": lambda desk: drop(desk, {"6月": sign_in()}),
    "name-date-differs": lambda desk: drop(desk, sign_in(), "3.21签到.xlsx"),
    "date-ahead": lambda desk: drop(desk, sign_in(date="2026-05-20")),
    "date-far-ahead": lambda desk: drop(desk, sign_in(date="2062-05-20")),
    "member-twice": lambda desk: drop(desk, sign_in([("冯伟", "√"), ("冯伟", "√")])),
    "photo-twice": lambda desk: drop(desk, _with_photo("a.jpg", "a.jpg")),
    "count-differs": lambda desk: drop(desk, [*sign_in(), ["实到 2 人"]]),
    "non-member-present": lambda desk: drop(desk, sign_in([("林小满", "√", None, "积极分子")])),
    "mark-differs": lambda desk: drop(desk, sign_in([("冯伟", "√", None, "请假")])),
    "member-date-ahead": lambda desk: drop(desk, members([("冯伟", "2099.5")], "出生日期")),
    "admitted-too-young": lambda desk: drop(desk, members([("冯伟", "1990.5", "2005.7")], "出生日期", "入党日期")),
    "rate-differs": lambda desk: drop(desk, dues([("冯伟", 3000, "1%", 30, 30)])),
    "due-differs": lambda desk: drop(desk, dues([("冯伟", 3000, "0.5%", 16, 16)])),
    "fixed-due-differs": lambda desk: drop(desk, _with_class("学生", 2)),
    "due-reduced": lambda desk: drop(desk, _with_class("在职", 5, "困难减免")),
    **{code: partial(_each, grids=grids) for code, grids in OF_FORMS.items()},
    "paid-short": lambda desk: drop(desk, dues([("冯伟", 3000, "0.5%", 15, 10)])),
    "paid-day-differs": lambda desk: drop(desk, _with_class("在职", 15, "", "2025-03-20")),
    "total-differs": lambda desk: drop(desk, [*dues(), ["合计", None, None, None, 16, 15]]),
    "done-differs": lambda desk: drop(desk, progress([("扫雪", None, "已完成", None)])),
    "done-early": lambda desk: drop(desk, progress([("扫雪", "2026-03-20", "已扫", "2026-03-02")])),
    "base-differs": lambda desk: _all(desk, registration(), dues(), members([("冯伟", 2000)], "计算基数")),
    **{code: partial(_each, grids=grids) for code, grids in OF_YEARS.items()},
    "not-on-roster": lambda desk: _all(desk, registration(), sign_in(), roster(["冯伟", "姜淑芳"])),
    "name-near-roster": lambda desk: _all(desk, talk(member="姜淑芳"), roster()),
    "namesake-unclear": lambda desk: _all(desk, sign_in([("张伟", "√")]), roster(["张伟1", "张伟2"])),
    "not-member-then": lambda desk: _all(desk, sign_in([("冯伟", "√")]), members([("冯伟", "2026-04-01")], "转入日期")),
    "roster-not-listed": lambda desk: _all(desk, sign_in([("冯伟", "√")]), roster()),
    "expected-differs": lambda desk: _all(desk, [*sign_in(), ["应到 3 人"]], roster()),
    "notice-late": lambda desk: _all(desk, registration(), notice("2026-03-20")),
    "actions-missing": lambda desk: drop(desk, registration(集中学习="否")),
    "theme-day-off": lambda desk: drop(desk, registration(date="2026-03-02")),
    "event-too-short": lambda desk: drop(desk, registration(开始时间="14:30", 结束时间="16:30")),
    "event-too-long": lambda desk: drop(desk, registration(结束日期="2026-03-22")),
    "times-reversed": lambda desk: drop(desk, registration(结束日期="2026-03-10")),
    "genre-unknown": lambda desk: drop(desk, registration(活动类别="聚餐")),
    "away-differs": lambda desk: _all(desk, registration(), sign_in(), leave([{"姓名": "冯伟", "事由": "出差"}])),
    "leave-unrecorded": lambda desk: _all(desk, registration(), sign_in([("冯伟", "请假")])),
    "absence-unfollowed": lambda desk: _all(desk, registration(), sign_in([("冯伟", "×")])),
    "make-up-missing": lambda desk: _all(desk, registration(), sign_in([("冯伟", "请假", "出差")])),
    "follow-up-early": lambda desk: _all(
        desk, registration(), sign_in(), leave([{"姓名": "姜淑芬", "补课日期": "2026-03-02"}])
    ),
    **{code: partial(drop_year, marks={"冯伟": "××××××"}) for code in ("absent-three", "absent-six", "absent-months")},
    "matter-unknown": lambda desk: _all(desk, registration(), progress([("扫雪", None, "正在扫", None)])),
    "theme-differs": lambda desk: _all(desk, registration(), sign_in(theme="志愿服务")),
    "minutes-count-differs": lambda desk: _all(desk, registration(会议记录="应到3人。"), sign_in()),
    "attendees-differ": lambda desk: _all(desk, registration(参加人员="冯伟、姜淑芬"), sign_in()),
    "absent-but-acting": lambda desk: _all(desk, registration(主持人="姜淑芬"), sign_in()),
    "photo-missing": lambda desk: drop(desk, _with_photo()),
    "photo-date-differs": lambda desk: _photo(desk, "2026:03:19 10:00:00"),
    "talk-after-event": _late_talk,
    **{code: partial(_each, grids=grids) for code, grids in (yearly_papers.RAISING | celebrating.RAISING).items()},
    **{
        code: partial(_each, grids=grids)
        for code, grids in (plans.RAISING | meetings.RAISING | branches.RAISING).items()
    },
    "photo-reused": lambda desk: _twice(desk, ["照片"], ["序号", "文件名"], [1, "a.jpg"]),
    "text-copied": lambda desk: _twice(desk, ["会议记录", "冯伟：今天学习党章，大家都谈了体会，" * 5]),
    "text-alike": lambda desk: _all(
        desk, registration(会议记录=MINUTES), registration(date="2026-02-20", 会议记录=f"{MINUTES}最后又说了一句话")
    ),
    "photo-shared": lambda desk: _by_two_branches(desk, ["照片"], ["序号", "文件名"], [1, "a.jpg"]),
    "text-shared": lambda desk: _by_two_branches(desk, ["会议记录", MINUTES]),
}

OF_EACH_WAY = ("title-differs", "date-far-ahead", "due-differs", "base-differs", "not-on-roster", "ballots-differ",
               "vote-no-quorum", "birthday-undated", "photo-reused", "text-copied", "text-shared")  # fmt: skip
"""Codes that are found at different places: in reading, in a form, between forms, in a year, between activities."""


def raised(desk: Desk) -> dict[str, Severity]:
    """Every code that anybody is told of: at once, on the status page, in the contents list, by an inspection."""
    report = ingest(desk)
    assert report.failures == []
    found = {p.code: p.severity for outcome in report.of(Returned) for p in outcome.problems}
    found |= {p.code: p.severity for outcome in report.of(Accepted) for p in outcome.warnings}
    for entry in desk.ledger.activities():
        found |= {check[3]: Severity.WARNS for check in PacketReport.from_text(entry.report).checks}
    inspected = look_at(2026, desk).branches
    return found | {finding.code: finding.severity for branch in inspected for finding in branch.findings}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Its rules have every deadline and the 20th as the theme day."""
    return plans.desk_of(tmp_path / "ws", SETS)


def test_every_check_of_the_file_is_raised_here() -> None:
    assert set(RAISED) == set(shipped_catalogue().checks)


@pytest.mark.parametrize("code", RAISED)
def test_each_check(desk: Desk, code: str) -> None:
    if not shipped_catalogue().checks[code].enabled:
        (desk.workspace.root / "dangan.toml").write_text(f'{CHOSEN}[checks]\nwarns = ["{code}"]\n', encoding="utf-8")
        desk.close()
        desk = open_desk(desk.workspace, desk.now)
    RAISED[code](desk)
    assert raised(desk).get(code) is shipped_catalogue().checks[code].severity


@pytest.mark.parametrize("code", OF_EACH_WAY)
def test_each_check_can_be_turned_off(desk: Desk, code: str) -> None:
    settings = desk.workspace.root / "dangan.toml"
    settings.write_text(f'{CHOSEN}[checks]\noff = ["{code}"]\n', encoding="utf-8")
    desk.close()
    again = open_desk(desk.workspace, desk.now)
    RAISED[code](again)
    assert code not in raised(again)


def test_every_code_of_the_rules_is_in_the_file() -> None:
    written = set()
    for path in [*(REPOSITORY / "pipeline" / "rules").glob("*.py"), REPOSITORY / "pipeline" / "packet" / "checks.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[a-z]+(-[a-z]+)+", node.value)
            ):
                written.add(node.value)
    unreadable = {"photo-broken"}
    checks = {code for code, check in shipped_catalogue().checks.items() if check.stage is not Stage.READING}
    assert written - unreadable == checks


def test_each_check_names_its_source() -> None:
    for check in shipped_catalogue().checks.values():
        assert (check.layer is Layer.SENSE) == (check.source == "常理")


def test_a_problem_cites_its_rule_once() -> None:
    catalogue = shipped_catalogue()
    (problem,) = graded([finding(Origin("表.xlsx"), "due-differs", "差", "请核对应交金额")], catalogue)
    assert problem.hint.startswith("请核对应交金额（依据：中组发〔2008〕3号")
    assert graded([problem], catalogue) == [problem]
    (sense,) = graded([finding(Origin("表.xlsx"), "total-differs", "差", "请核对")], catalogue)
    assert sense.hint == "请核对"


def test_the_page_of_all_codes() -> None:
    page = (REPOSITORY / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    words = {Severity.STOPS: "退回", Severity.WARNS: "提醒"}
    expected = [
        (code, check.about, words[check.severity], f"{check.source}{' ' if check.article else ''}{check.article}")
        for code, check in shipped_catalogue().checks.items()
    ]
    assert rows == expected


# --- an office's choices


def test_a_check_may_be_made_to_stop_or_only_to_warn() -> None:
    chosen = shipped_catalogue().chosen(Checks(stops=("due-differs",), warns=("member-twice",)))
    assert chosen.checks["due-differs"].severity is Severity.STOPS
    assert chosen.checks["member-twice"].severity is Severity.WARNS


@pytest.mark.parametrize(
    ("checks", "hint"),
    [
        (Checks(off=("due-difers",)), "due-differs"),
        (Checks(off=("due-differs",), warns=("due-differs",)), ""),
        (Checks(off=("due-differs", "due-differs")), ""),
        (Checks(stops=("not-on-roster",)), "checks.warns"),
    ],
)
def test_choices_that_cannot_be(checks: Checks, hint: str) -> None:
    with pytest.raises(SetupError) as caught:
        shipped_catalogue().chosen(checks)
    assert hint in caught.value.hint
    assert caught.value.exit_code == 2


def test_a_form_is_sent_back_where_the_office_wants_it(desk: Desk) -> None:
    (desk.workspace.root / "dangan.toml").write_text('[checks]\nstops = ["due-differs"]\n', encoding="utf-8")
    again = open_desk(desk.workspace, desk.now)
    drop(again, dues([("冯伟", 3000, "0.5%", 16, 16)]))
    (outcome,) = ingest(again).of(Returned)
    assert [(problem.code, problem.stops) for problem in outcome.problems] == [("due-differs", True)]


def test_another_choice_brings_the_documents_up_to_date(desk: Desk) -> None:
    _all(desk, registration(), sign_in(), roster(["冯伟", "姜淑芳"]))
    assert "not-on-roster" in raised(desk)
    (desk.workspace.root / "dangan.toml").write_text('[checks]\noff = ["not-on-roster"]\n', encoding="utf-8")
    again = open_desk(desk.workspace, desk.now)
    assert "not-on-roster" not in raised(again)
    again.close()
    (desk.workspace.root / "dangan.toml").write_text("", encoding="utf-8")
    assert "not-on-roster" in raised(open_desk(desk.workspace, desk.now))


# --- the file itself


def _rules(mappings: Path, text: str, name: str = "核对") -> None:
    path = mappings / "rules" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ("severity: stops", "severity: stop", "stops"),
        ("severity: stops", "serverity: stops", "severity"),
        ("layer: sense", "layer: sens", "sense"),
        ("stage: form", "stage: forms", "form"),
        ("  member-twice:", "  member-twice: []\n  x:", "member-twice"),
        ("  photo-twice:", "  member-twice:", "member-twice"),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(tmp_path: Path, line: str, instead: str, told: str) -> None:
    text = (REPOSITORY / "mappings" / "rules" / "核对.yaml").read_text(encoding="utf-8")
    _rules(tmp_path, text.replace(line, instead, 1))
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert re.search(r"核对\.yaml 第 \d+ 行", caught.value.message)
    assert told in caught.value.message + caught.value.hint


def test_a_check_between_forms_cannot_stop(tmp_path: Path) -> None:
    text = (REPOSITORY / "mappings" / "rules" / "核对.yaml").read_text(encoding="utf-8")
    head, tail = text.split("  not-on-roster:")
    _rules(tmp_path, f"{head}  not-on-roster:{tail.replace('severity: warns', 'severity: stops', 1)}")
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert "not-on-roster.severity" in caught.value.message


def test_a_code_in_two_files(tmp_path: Path) -> None:
    text = (REPOSITORY / "mappings" / "rules" / "核对.yaml").read_text(encoding="utf-8")
    for name in ("a", "b"):
        _rules(tmp_path, text.replace("rules: 核对", f"rules: {name}"), name)
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert "b.yaml" in caught.value.message
    assert "checks.title-differs" in caught.value.message
    assert "a.yaml" in caught.value.message


def test_no_folder_of_rules(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert "dangan init" in caught.value.hint
