"""The checks as data: the file and the program know the same codes, each is raised, each can be turned off."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import plans
import pytest
from builders import REPOSITORY
from judging import shipped_catalogue
from raising import RAISED, raised

from pipeline.flow.desk import Desk, open_desk
from pipeline.mapping.rules.checks import Stage
from pipeline.mapping.rules.parts import Layer
from pipeline.model.problem import Severity
from pipeline.model.record import Origin
from pipeline.rules.finding import finding
from pipeline.rules.grading import graded

SETS = '["条例", "第一个星期五", "每月20日"]'
CHOSEN = f"[rules]\nsets = {SETS}\n"
OF_EACH_WAY = ("title-differs", "date-far-ahead", "due-differs", "base-differs", "not-on-roster", "ballots-differ",
               "vote-no-quorum", "birthday-undated", "photo-reused", "text-copied", "text-shared")  # fmt: skip
"""Codes that are found at different places: in reading, in a form, between forms, in a year, between activities."""


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
    written, ours = set(), REPOSITORY / "pipeline"
    for path in [*(ours / "rules").glob("*.py"), ours / "packet" / "checks" / "checks.py"]:
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
