"""An office's choices: which checks stop a form, which only warn, which are off."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import drop, dues, registration, roster, sign_in
from core import make_core_desk
from judging import shipped_catalogue
from raising import drop_all, raised

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Returned
from pipeline.model.problem import Severity
from pipeline.settings.schema import Checks


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path)


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
    drop_all(desk, registration(), sign_in(), roster(["冯伟", "姜淑芳"]))
    assert "not-on-roster" in raised(desk)
    (desk.workspace.root / "dangan.toml").write_text('[checks]\noff = ["not-on-roster"]\n', encoding="utf-8")
    again = open_desk(desk.workspace, desk.now)
    assert "not-on-roster" not in raised(again)
    again.close()
    (desk.workspace.root / "dangan.toml").write_text("", encoding="utf-8")
    assert "not-on-roster" in raised(open_desk(desk.workspace, desk.now))
