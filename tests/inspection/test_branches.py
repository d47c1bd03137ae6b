"""Which branches are inspected, and what is told of each beside its own packets."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, make_desk, registration, sign_in
from celebrating import OFFICE
from celebrating import notice as office_notice
from inspected import LATER, codes_of, inspected

from pipeline.errors import SetupError
from pipeline.flow.desk import open_desk
from pipeline.flow.ingest import ingest
from pipeline.flow.inspect import look_at
from pipeline.model.outcome import Accepted
from pipeline.packet.report import PacketReport


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


def test_what_could_not_be_read_is_no_finding(tmp_path: Path) -> None:
    """The branch's own page tells it; what is inspected is what was read."""
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, [*registration(会议记录="应到3人。"), ["会标", "1"]])
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    reports = [PacketReport.from_text(entry.report) for entry in desk.ledger.activities(BRANCH)]
    told = [code for report in reports for *_, code in report.checks]
    assert "cell-unread" in told
    assert "cell-unread" not in codes_of(desk, BRANCH)
    assert "minutes-count-differs" in codes_of(desk, BRANCH)


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
    codes = {one: codes_of(desk, one) for one in (BRANCH, "机关第二党支部")}
    assert ["text-shared" in codes[one] for one in codes] == [False, True]
    desk.close()
    (tmp_path / "ws" / "dangan.toml").write_text('[checks]\noff = ["text-shared"]\n', encoding="utf-8")
    desk = open_desk(desk.workspace, desk.now)
    assert "text-shared" not in codes_of(desk, "机关第二党支部")
