"""Ten branches with planted gaps and contradictions: an inspection finds each of them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from synthetic_office import BranchYear, Talk, branch_year, open_office

from pipeline.flow.desk import Desk
from pipeline.flow.inspect import look_at
from pipeline.inspection.inspection import BranchInspection, Inspection
from pipeline.rules.standing import Standing

Planted = set[tuple[str, str]]
"""What is found, and of when: 缺 主题党日 of 3月, total-differs of 2026-04-20."""


def _no_theme_day(year: BranchYear) -> Planted:
    del year.events[year.theme_day(3).day]
    return {("缺 主题党日", "3月"), ("plan-not-done", "2026-01-01")}


def _no_assembly(year: BranchYear) -> Planted:
    year.theme_day(4).kinds = "主题党日"
    return {("缺 党员大会", "第二季度")}


def _no_sign_in(year: BranchYear) -> Planted:
    year.theme_day(5).signed = None
    return {("缺 主题党日材料", "2026-05-20 主题党日 签到表")}


def _no_photos(year: BranchYear) -> Planted:
    year.theme_day(6).photos = {}
    return {("缺 主题党日材料", "2026-06-18 主题党日 活动剪影")}


def _no_summary(year: BranchYear) -> Planted:
    year.theme_day(8).summary = ""
    return {("缺 主题党日材料", "2026-08-20 主题党日 活动小结")}


def _no_dues(year: BranchYear) -> Planted:
    del year.dues[2]
    return {("缺 交纳当月党费", "2月")}


def _no_publication(year: BranchYear) -> Planted:
    """That a sheet for it was printed is no publication."""
    del year.papers[0]
    return {("缺 党费公示", "上半年")}


def _no_plan(year: BranchYear) -> Planted:
    year.plan = None
    return {("缺 年度活动安排表", "全年")}


def _no_notice(year: BranchYear) -> Planted:
    year.theme_day(7).noticed = None
    return {("缺 主题党日通知", "2026-07-20 主题党日 活动通知")}


def _no_talk_with_the_secretary(year: BranchYear) -> Planted:
    del year.talks[0]
    return {("缺 支委与党员谈心谈话", "全年")}


def _late_meeting(year: BranchYear) -> Planted:
    meeting = year.events.pop("2026-12-10")
    meeting.day = "2027-01-15"
    year.events[meeting.day] = meeting
    return {("迟 组织生活会", "全年"), ("迟 民主评议党员", "全年")}


def _late_publication(year: BranchYear) -> Planted:
    year.papers[1] = "党费公示 2027-02-05.pdf"
    return {("迟 党费公示", "下半年")}


def _late_notice(year: BranchYear) -> Planted:
    event = year.theme_day(9)
    event.noticed = event.day
    return {("迟 主题党日通知", "2026-09-20 主题党日"), ("notice-late", "2026-09-20")}


def _no_committee_meeting(year: BranchYear) -> Planted:
    (day,) = (day for day, event in year.events.items() if event.kinds == "支委会" and day.startswith("2026-05"))
    del year.events[day]
    return {("缺 支委会", "5月")}


def _no_talk_in_the_committee(year: BranchYear) -> Planted:
    del year.talks[0]
    return {("缺 支委之间谈心谈话", "全年")}


def _no_appraisal(year: BranchYear) -> Planted:
    year.events["2026-12-10"].kinds = "组织生活会"
    return {("缺 民主评议党员", "全年")}


def _wrong_count(year: BranchYear) -> Planted:
    year.theme_day(1).minutes += "应到9人。"
    return {("minutes-count-differs", "2026-01-20")}


def _photo_twice(year: BranchYear) -> Planted:
    first, second = year.theme_day(2), year.theme_day(3)
    first.photos = second.photos = {"现场.jpg": ("", 77)}
    return {("photo-reused", "2026-03-20")}


def _copied(year: BranchYear) -> Planted:
    year.theme_day(6).minutes = year.theme_day(5).minutes
    return {("text-copied", "2026-06-18")}


def _copied_with_a_change(year: BranchYear) -> Planted:
    year.theme_day(8).minutes = f"这次又补写了一句话。{year.theme_day(7).minutes}"
    return {("text-alike", "2026-08-20")}


def _wrong_total(year: BranchYear) -> Planted:
    year.dues[4].total += 10
    return {("total-differs", "2026-04-20")}


def _wrong_due(year: BranchYear) -> Planted:
    year.dues[5].rows[year.people[1]] = (3000, 16, 16)
    year.dues[5].total += 1
    return {("due-differs", "2026-05-20")}


def _member_left_out(year: BranchYear) -> Planted:
    """Told where the year's dues are put together."""
    _, _, paid = year.dues[9].rows.pop(year.people[2])
    year.dues[9].total -= paid
    return {("dues-unlisted", "2026-01-01")}


def _wrong_day(year: BranchYear) -> Planted:
    event = year.events.pop(year.theme_day(10).day)
    event.day, event.noticed = "2026-10-09", "2026-10-06"
    event.photos = {name: (event.day, colour) for name, (_, colour) in event.photos.items()}
    year.events[event.day] = event
    return {("theme-day-off", "2026-10-09")}


def _another_theme(year: BranchYear) -> Planted:
    year.theme_day(2).signed_theme = "别的主题"
    return {("theme-differs", "2026-02-14")}


def _late_talk(year: BranchYear) -> Planted:
    """Told in the year's packet of talks, whose day is that of the first one."""
    year.talks.append(Talk("2026-12-18", year.people[0], year.people[3], "组织生活会会前谈话"))
    return {("talk-after-event", "2026-11-03")}


def _old_photo(year: BranchYear) -> Planted:
    year.theme_day(3).photos = {"3月.jpg": ("2026-03-10", 88)}
    return {("photo-date-differs", "2026-03-20")}


def _lost_photo(year: BranchYear) -> Planted:
    event = year.theme_day(4)
    event.lost_photos = set(event.photos)
    return {("photo-missing", "2026-04-20")}


def _wrong_heading(year: BranchYear) -> Planted:
    year.theme_day(5).sheet = "7月签到"
    return {("title-differs", "2026-05-20")}


def _hole_in_the_plan(year: BranchYear) -> Planted:
    assert year.plan is not None
    del year.plan[10]
    return {("plan-months-missing", "2026-01-01")}


def _absent_chair(year: BranchYear) -> Planted:
    event = year.theme_day(12)
    assert event.signed is not None
    event.signed[year.people[0]] = "补课"
    return {("absent-but-acting", "2026-12-21"), ("leave-unrecorded", "2026-12-21")}


def _founded_in_september(year: BranchYear) -> Planted:
    """Nothing is asked of the time before."""
    year.founded, year.plan, year.talks = "2026-09-01", None, []
    year.events = {day: event for day, event in year.events.items() if day >= "2026-09"}
    year.dues = {month: dues for month, dues in year.dues.items() if month >= 9}
    del year.events["2026-12-10"], year.papers[0]
    return set()


def _dissolved_in_june(year: BranchYear) -> Planted:
    """Nor of the time after."""
    year.dissolved, year.plan, year.talks = "2026-06-30", None, []
    year.events = {day: event for day, event in year.events.items() if day < "2026-07"}
    year.dues = {month: dues for month, dues in year.dues.items() if month < 7}
    del year.papers[1]
    return set()


PLANTS: dict[str, tuple[Callable[[BranchYear], Planted], ...]] = {
    "第一党支部": (_no_theme_day, _no_assembly, _no_sign_in, _no_photos, _no_summary),
    "第二党支部": (_no_dues, _no_publication, _no_plan, _no_notice, _no_talk_with_the_secretary),
    "第三党支部": (_late_meeting, _late_publication, _late_notice),
    "第四党支部": (_no_committee_meeting, _no_talk_in_the_committee, _no_appraisal, _absent_chair),
    "第五党支部": (
        _wrong_count,
        _photo_twice,
        _copied,
        _copied_with_a_change,
        _wrong_total,
        _wrong_due,
        _member_left_out,
    ),
    "第六党支部": (_wrong_day, _another_theme, _late_talk, _old_photo, _lost_photo, _wrong_heading, _hole_in_the_plan),
    "第七党支部": (),
    "第八党支部": (_founded_in_september,),
    "第九党支部": (_dissolved_in_june,),
}
SILENT = "第十党支部"


def _office(root: Path) -> tuple[Desk, dict[str, Planted]]:
    years = {branch: branch_year(branch, 8 if branch == "第四党支部" else 5) for branch in PLANTS}
    planted = {branch: set().union(*(plant(years[branch]) for plant in plants)) for branch, plants in PLANTS.items()}
    sixth, seventh = years["第六党支部"], years["第七党支部"]
    sixth.theme_day(6).photos = seventh.theme_day(7).photos = {"合影.jpg": ("", 99)}
    planted["第七党支部"].add(("photo-shared", "2026-07-20"))
    sixth.theme_day(9).minutes = seventh.theme_day(8).minutes
    planted["第六党支部"].add(("text-shared", "2026-09-20"))
    return open_office(root, years.values(), [SILENT]), planted


def _found(branch: BranchInspection) -> Iterator[tuple[str, str]]:
    for cell in branch.cells:
        if cell.standing in {Standing.MISSING, Standing.LATE}:
            missing = cell.missing if cell.is_event else ()
            yield f"{cell.standing} {cell.rule}", " ".join((cell.label, *missing))
    for finding in branch.findings:
        assert finding.day
        yield finding.code, finding.day.isoformat()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Inspection, dict[str, Planted]]]:
    desk, planted = _office(tmp_path_factory.mktemp("office") / "ws")
    yield look_at(2026, desk), planted
    desk.close()


def test_exactly_what_was_planted_is_found(office: tuple[Inspection, dict[str, Planted]]) -> None:
    inspection, planted = office
    expected = {(branch, *each) for branch, found in planted.items() for each in found}
    told = [(one.branch, *each) for one in inspection.branches if one.branch != SILENT for each in _found(one)]
    by_kind = {kind: _score(kind, expected, told) for kind in sorted({each[1] for each in (*expected, *told)})}
    assert by_kind == dict.fromkeys(by_kind, (1.0, 1.0))
    assert len(told) == len(set(told))
    assert len(by_kind) >= 30


def _score(kind: str, expected: set[tuple[str, str, str]], told: list[tuple[str, str, str]]) -> tuple[float, float]:
    """Precision and recall."""
    planted, found = {each for each in expected if each[1] == kind}, {each for each in told if each[1] == kind}
    both = len(planted & found)
    return (both / len(found) if found else 0.0), (both / len(planted) if planted else 0.0)


def test_a_branch_that_never_sent_anything_misses_everything(office: tuple[Inspection, dict[str, Planted]]) -> None:
    silent = next(one for one in office[0].branches if one.branch == SILENT)
    assert silent.findings == ()
    assert {cell.standing for cell in silent.cells} == {Standing.MISSING}
    assert len(silent.gaps) == 60


def test_what_a_small_or_a_young_branch_is_not_asked(office: tuple[Inspection, dict[str, Planted]]) -> None:
    cells = {one.branch: one.cells for one in office[0].branches}
    of_committee = {cell.standing for cell in cells["第七党支部"] if cell.rule == "支委会"}
    assert of_committee == {Standing.NOT_APPLICABLE}
    young = [cell for cell in cells["第八党支部"] if cell.rule == "主题党日"]
    assert [cell.label for cell in young if cell.standing is Standing.MET] == ["9月", "10月", "11月", "12月"]
    assert {cell.standing for cell in young[:8]} == {Standing.NOT_APPLICABLE}


def test_every_cell_cites_its_rule_and_leads_somewhere(office: tuple[Inspection, dict[str, Planted]]) -> None:
    for cell in (cell for one in office[0].branches for cell in one.cells):
        assert cell.basis
        if cell.standing in {Standing.MET, Standing.LATE}:
            assert all(link.path for link in cell.found), cell
            assert cell.found, cell
        if cell.standing is Standing.MISSING:
            assert cell.wants, cell
