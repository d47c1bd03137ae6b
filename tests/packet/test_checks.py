"""What the packet of an activity asks to look at again, once all of its forms are there."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    drop,
    drop_samples,
    dues,
    make_desk,
    make_form,
    make_photo,
    outbox_of,
    plan,
    registration,
    roster,
    sign_in,
    talk,
    text_of,
)
from celebrating import celebration
from judging import members

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted
from pipeline.packet.report import PacketReport


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "ws")


def send(desk: Desk, *grids: list[list[Any]]) -> None:
    """One after the other, each as a file of its own."""
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{chr(97 + number)}.xlsx")
        assert len(ingest(desk).of(Accepted)) == 1


def checks(desk: Desk, day: str = "2026-03-20") -> list[str]:
    (entry,) = [entry for entry in desk.ledger.activities(BRANCH) if entry.day == day]
    return sorted(code for _, _, _, code in PacketReport.from_text(entry.report).checks)


def dated(names: list[str], day: str) -> list[list[Any]]:
    grid = roster(names)
    return [*grid[:2], ["填报日期", day], *grid[2:]]


def test_samples_bring_no_false_alarm(desk: Desk) -> None:
    drop_samples(desk.workspace)
    ingest(desk)
    assert checks(desk) == ["make-up-missing", "total-differs"]
    assert [entry for entry in desk.ledger.activities(BRANCH) if PacketReport.from_text(entry.report).checks][1:] == []


def test_each_activity_is_measured_by_the_roster_of_its_day(desk: Desk) -> None:
    send(desk, dated(["冯伟", "姜淑芬"], "2026-01-05"), registration(), sign_in())
    send(desk, dated(["冯伟", "姜淑芬", "沈一鸣"], "2026-06-01"))
    assert checks(desk) == []
    send(desk, registration(date="2026-06-18"), sign_in(date="2026-06-18"))
    assert checks(desk, "2026-06-18") == ["roster-not-listed"]
    assert checks(desk) == []


def test_a_roster_without_a_date_holds_for_every_day(desk: Desk) -> None:
    send(desk, dated(["冯伟", "姜淑芬"], "2026-01-05"), registration(), sign_in(), roster(["冯伟"]))
    assert checks(desk) == ["not-on-roster"]


def test_a_roster_that_comes_late_mends_the_checks(desk: Desk) -> None:
    send(desk, roster(["冯伟"]), registration(), sign_in())
    assert checks(desk) == ["not-on-roster"]
    send(desk, roster())
    assert checks(desk) == []


def test_the_rosters_class_decides_the_rate_when_it_comes(desk: Desk) -> None:
    send(desk, registration(), dues([("冯伟", 4000, "0.5%", 20, 20)]))
    assert checks(desk) == ["rate-differs"]
    send(desk, members([("冯伟", "退休")], "人员类别"))
    assert checks(desk) == []


@pytest.mark.parametrize(("kind", "codes"), [("支委会", []), ("党小组会", []), ("党员大会", ["roster-not-listed"])])
def test_a_committee_need_not_list_everyone(desk: Desk, kind: str, codes: list[str]) -> None:
    send(desk, roster(), registration(活动类型=kind), sign_in([("冯伟", "√")]))
    assert checks(desk) == codes


def test_what_the_form_says_of_itself_is_told_once(desk: Desk) -> None:
    send(desk, registration(), [*sign_in(), ["实到 2 人"]])
    assert checks(desk) == ["count-differs"]


def test_a_day_to_come_is_told_when_the_form_comes_and_stands_in_no_document(tmp_path: Path) -> None:
    worlds = []
    form = make_form(tmp_path / "表.xlsx", registration())
    for number, now in enumerate((dt.datetime(2026, 3, 1), dt.datetime(2026, 4, 1))):
        desk = make_desk(tmp_path / str(number), now)
        (desk.workspace.inbox / BRANCH).mkdir()
        shutil.copy(form, desk.workspace.inbox / BRANCH)
        (outcome,) = ingest(desk).of(Accepted)
        assert [problem.code for problem in outcome.warnings] == (["date-ahead"] if number == 0 else [])
        worlds.append(outbox_of(desk))
    assert worlds[0] == worlds[1]


def test_photos_of_another_day_name_the_date_of_the_form(desk: Desk) -> None:
    make_photo(desk.workspace.inbox / BRANCH / "a.jpg", taken="2026:03:19 14:40:00")
    drop(desk, [*registration(), ["照片"], ["序号", "文件名"], [1, "a.jpg"], [2, "b.jpg"]])
    ingest(desk)
    assert checks(desk) == ["photo-date-differs", "photo-missing"]
    (entry,) = (each for each in desk.ledger.activities(BRANCH) if each.packet == "主题党日")
    places = {code: place for place, _, _, code in PacketReport.from_text(entry.report).checks}
    assert places["photo-date-differs"] == "表.xlsx Sheet1 B9（对照 B3）"


def test_the_contents_list_names_both_places(desk: Desk) -> None:
    send(desk, registration(), sign_in(theme="志愿服务"))
    (path,) = desk.workspace.outbox.rglob("00 *.docx")
    assert "表b.xlsx Sheet1 B4（对照 表a.xlsx Sheet1 B5）" in text_of(path)


# --- between activities

LONG = "冯伟：今天学习党章总纲，请大家结合本职工作谈一谈体会，" * 2 + "谈完以后讨论下个月的帮扶安排，并交纳当月党费。"


def test_a_talk_after_the_event_is_told_of_the_talks(desk: Desk) -> None:
    grid = [["谈话主题", "政治生日谈话"] if row[0] == "谈话主题" else row for row in talk(date="2026-03-25")]
    send(desk, grid)
    assert checks(desk, "2026-03-25") == []
    send(desk, registration(theme="三月政治生日"))
    assert checks(desk, "2026-03-25") == ["talk-after-event"]
    assert checks(desk) == []


def test_what_was_handed_in_twice_is_told_of_the_later_activity(desk: Desk) -> None:
    make_photo(desk.workspace.inbox / BRANCH / "a.jpg", taken="")
    ingest(desk)
    photo = [["照片"], ["序号", "文件名"], [1, "a.jpg"]]
    send(desk, [*registration(date="2026-03-20", 会议记录=f"3月20日\n{LONG}"), *photo])
    assert checks(desk) == []
    send(desk, [*registration(date="2026-02-20", 会议记录=f"2月20日\n{LONG}"), *photo])
    assert checks(desk) == ["photo-reused", "text-copied"]
    assert checks(desk, "2026-02-20") == []
    send(desk, [*registration(date="2026-02-20", 会议记录="另行讨论。"), *photo[:2], [1, "b.jpg"]])
    assert checks(desk) == []


def test_one_afternoon_for_two_activities_shares_its_papers(desk: Desk) -> None:
    send(desk, *(registration(活动类型=kind, 会议记录=LONG) for kind in ("主题党日", "党课")))
    reports = [PacketReport.from_text(entry.report) for entry in desk.ledger.activities(BRANCH)]
    assert [report.checks for report in reports if report.checks] == []


def test_short_texts_and_plans_are_alike_without_being_copied(desk: Desk) -> None:
    months = [(f"{month}月", "学党章", "学习党章总纲并开展讨论交流" * 5, "人教科") for month in (4, 5)]
    send(desk, plan(months), registration(会议记录="照常。"), registration(date="2026-02-20", 会议记录="照常。"))
    assert checks(desk) == checks(desk, "2026-02-20") == []


def test_people_are_sought_on_the_roster_of_the_forms_own_time(desk: Desk) -> None:
    paid = [(name, 3000, "0.5%", 15, 15) for name in ("冯伟", "姜淑芬")]
    send(desk, dated(["冯伟"], "2026-01-05"), registration(), dues(paid), talk(date="2026-03-12"))
    assert (checks(desk), checks(desk, "2026-03-12")) == (["not-on-roster"], ["not-on-roster"])
    send(desk, dated(["冯伟", "姜淑芬"], "2026-03-31"), talk(date="2026-04-02"))
    assert (checks(desk), checks(desk, "2026-03-12")) == ([], ["not-on-roster"])
    send(desk, dated(["冯伟", "姜淑芬"], "2026-03-01"))
    assert checks(desk, "2026-03-12") == []


def test_a_talk_belongs_to_the_celebration_that_follows_it(desk: Desk) -> None:
    grid = [["谈话主题", "政治生日前谈心"] if row[0] == "谈话主题" else row for row in talk(date="2026-03-25")]
    send(desk, registration(theme="三月政治生日"), grid, registration(date="2026-04-20", theme="祭扫"))
    assert checks(desk, "2026-03-25") == ["talk-after-event"]
    send(desk, celebration(day="2026-04-20"))
    assert checks(desk, "2026-03-25") == []
