"""Rule x branch x time: what is there, late, missing, not yet due, or not applicable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from judging import shipped_rules
from rule_builders import day, requirement, rules_with

from pipeline.mapping.rules.book import BranchRules
from pipeline.model.periods import Length, Period
from pipeline.rules.facts import BranchFacts, Evidence, Fact
from pipeline.rules.meetings import tallies
from pipeline.rules.requirements import Answer, answers_of_year, of_period
from pipeline.rules.standing import Standing
from pipeline.rules.work_calendar import tasks_of

LATER = day("2030-01-01")
YEARLY = requirement(every="year", kinds=["组织生活会"], drift_days=90)


def activity(kind: str, on: str, *tags: str) -> Fact:
    return Fact(kind, day(on), event=on, tags=frozenset(tags))


def period(text: str) -> Period:
    if "-" not in text:
        return Period(int(text), 1, Length.YEAR)
    kinds = {"H": Length.HALF, "Q": Length.QUARTER, "D": Length.TWO_MONTHS}
    rest = text[5:]
    return Period(int(text[:4]), int(rest.lstrip("HQD")), kinds.get(rest[0], Length.MONTH))


def answers(
    facts: Sequence[Fact],
    today: str = "2030-01-01",
    year: int = 2026,
    rules: BranchRules | None = None,
    branch: BranchFacts | None = None,
) -> dict[str, list[Answer]]:
    evidence = Evidence(tuple(facts), lambda _: branch or BranchFacts(), day(today))
    result: dict[str, list[Answer]] = {}
    for answer in answers_of_year(year, rules or shipped_rules("条例", "组织生活细则"), evidence):
        result.setdefault(answer.rule.id, []).append(answer)
    return result


def standings(found: list[Answer]) -> str:
    """A sign for each: met, late, missing, not yet, not applicable."""
    signs = {
        Standing.MET: "√",
        Standing.LATE: "迟",
        Standing.MISSING: "×",
        Standing.NOT_YET: "…",
        Standing.NOT_APPLICABLE: "—",
    }
    return "".join(signs[answer.standing] for answer in found)


def test_a_branch_with_nothing_on_a_day_in_july() -> None:
    found = answers([], "2026-07-15")
    assert {key: standings(each) for key, each in found.items()} == {
        "党员大会": "××……",
        "支委会": "×" * 6 + "…" * 6,
        "党小组会": "×" * 6 + "…" * 6,
        "主题党日": "×" * 6 + "…" * 6,
        "组织生活会": "…",
        "民主评议党员": "…",
        "支委之间谈心谈话": "…",
        "支委与党员谈心谈话": "…",
        "党员之间谈心谈话": "…",
        "党课": "…",
    }


def test_each_answer_cites_its_rule() -> None:
    """The town's rule came after the national one, and was chosen after it."""
    (first, *_) = answers([])["党员大会"]
    assert first.rule.basis == "党内组织生活实施细则（鼎发〔2020〕55号） 1.三会一课"
    (first, *_) = answers([], year=2019)["党员大会"]
    assert first.rule.basis == "中国共产党支部工作条例（试行） 第十一条"


@pytest.mark.parametrize(
    ("members", "groups", "committee", "group"),
    [(6, 0, "—", "—"), (7, 0, "×", "—"), (7, 2, "×", "×"), (None, None, "×", "×")],
)
def test_what_a_small_branch_need_not_have(members: int | None, groups: int | None, committee: str, group: str) -> None:
    found = answers([], branch=BranchFacts(members=members, groups=groups))
    assert standings(found["支委会"]) == committee * 12
    assert standings(found["党小组会"]) == group * 12
    assert standings(found["支委之间谈心谈话"]) == committee
    assert standings(found["主题党日"]) == "×" * 12


def test_what_it_has_all_the_same_is_there() -> None:
    found = answers([activity("支委会", "2026-03-02")], branch=BranchFacts(members=5))
    assert standings(found["支委会"]) == "——√—————————"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-03-10", None, "——××××××××××"),
        ("2026-03-20", None, "———×××××××××"),
        (None, "2026-10-15", "×××××××××———"),
        (None, "2026-10-31", "××××××××××——"),
    ],
)
def test_a_branch_is_asked_only_while_it_exists(since: str | None, until: str | None, expected: str) -> None:
    branch = BranchFacts(since=day(since) if since else None, until=day(until) if until else None)
    assert standings(answers([], branch=branch)["主题党日"]) == expected


@pytest.mark.parametrize(("held", "standing", "wanting"), [(4, Standing.MET, 0), (3, Standing.MISSING, 1)])
def test_four_classes_a_year(held: int, standing: Standing, wanting: int) -> None:
    (answer,) = answers([activity("党课", f"2026-0{number}-06") for number in range(1, held + 1)])["党课"]
    assert (answer.standing, len(answer.found), answer.wanting) == (standing, held, wanting)


def test_one_afternoon_may_serve_several_requirements() -> None:
    facts = [activity(kind, "2026-03-20") for kind in ("主题党日", "党员大会", "党课")]
    found = answers(facts)
    assert standings(found["主题党日"])[2] == standings(found["党员大会"])[0] == "√"
    assert len(found["党课"][0].found) == 1


# --- what comes after the end of its period


@pytest.mark.parametrize(
    ("days", "of_2026", "of_2027"),
    [
        (["2026-12-20"], Standing.MET, Standing.MISSING),
        (["2027-01-20"], Standing.LATE, Standing.MISSING),
        (["2027-01-20", "2027-11-20"], Standing.LATE, Standing.MET),
        (["2026-11-20", "2027-01-20"], Standing.MET, Standing.MET),
        (["2027-04-15"], Standing.MISSING, Standing.MET),
        (["2026-02-20", "2027-02-20"], Standing.LATE, Standing.MISSING),
        ([], Standing.MISSING, Standing.MISSING),
    ],
)
def test_a_yearly_meeting_drifts_into_the_next_quarter(days: list[str], of_2026: Standing, of_2027: Standing) -> None:
    """Each meeting is of one year only; the first one known may be of the year before."""
    facts = [activity("组织生活会", text) for text in days]
    found = [of_period(YEARLY, period(year), BranchFacts(), facts, LATER).standing for year in ("2026", "2027")]
    assert found == [of_2026, of_2027]


def test_what_says_of_which_year_it_is_belongs_there() -> None:
    facts = [Fact("组织生活会", day("2027-06-20"), period=period("2026")), activity("组织生活会", "2027-02-01")]
    found = [of_period(YEARLY, period(year), BranchFacts(), facts, LATER).standing for year in ("2026", "2027")]
    assert found == [Standing.LATE, Standing.MET]


@pytest.mark.parametrize(
    ("on", "today", "standing"),
    [
        ("2026-07-10", "2026-07-10", Standing.MET),
        ("2026-07-30", "2026-08-15", Standing.MET),
        ("2026-07-31", "2026-08-15", Standing.LATE),
        (None, "2026-07-30", Standing.NOT_YET),
        (None, "2026-07-31", Standing.MISSING),
    ],
)
def test_dues_are_published_within_a_month_of_the_half_year(on: str | None, today: str, standing: Standing) -> None:
    facts = [Fact("党费公示", day(on))] if on else []
    (first, _) = answers([Fact("党费公示", day("2026-01-15")), *facts], today, rules=shipped_rules())["党费公示"]
    assert (first.standing, first.due) == (standing, day("2026-07-30"))


# --- by tag, and with each activity


def test_how_often_each_content_comes() -> None:
    facts = [
        activity("党课", "2026-02-06", "党性观念教育"),
        activity("主题党日", "2026-03-06", "议政议事"),
        activity("支委会", "2026-04-10", "推进工作"),
        activity("支委会", "2026-05-10"),
    ]
    found = answers(facts, rules=shipped_rules("第一个星期五"))
    assert standings(found["党性观念教育"]) == "√×××"
    assert standings(found["议政议事"]) == "√×××"
    assert standings(found["推进工作"]) == "×√××××"
    assert standings(found["主体地位教育"]) == "××"


def test_with_each_activity_its_papers() -> None:
    class_day = day("2026-03-06")
    papers = [Fact(what, class_day, event="2026-03-06") for what in ("签到表", "党课记录")]
    other = Fact("党课讲稿", class_day, event="2026-06-05")
    found = answers([activity("党课", "2026-03-06"), activity("党课", "2026-06-05"), *papers, other], "2026-06-05")
    assert [(each.standing, each.missing) for each in found["党课记录"]] == [
        (Standing.MISSING, ("党课讲稿",)),
        (Standing.NOT_YET, ("签到表", "党课记录")),
    ]


def test_what_comes_after_the_days_that_are_left_is_late() -> None:
    told: dict[str, Any] = {"every": "event", "kinds": ["主题党日"], "papers": ["简报"], "within_days": 7}
    rules = rules_with({"requirements": {"简报": told}})
    for on, standing in (("2026-03-27", Standing.MET), ("2026-03-28", Standing.LATE)):
        facts = [activity("主题党日", "2026-03-20"), Fact("简报", day(on), event="2026-03-20")]
        assert [each.standing for each in answers(facts, rules=rules)["简报"]] == [standing]


def test_an_activity_of_two_kinds_of_one_rule_is_one() -> None:
    facts = [activity("支委会", "2026-03-06"), activity("党小组会", "2026-03-06")]
    assert len(answers(facts)["三会记录"]) == 1


def test_activities_of_other_years_are_not_asked() -> None:
    assert "三会记录" not in answers([activity("支委会", "2025-03-06")])


def test_a_rule_that_holds_only_within_the_year() -> None:
    told: dict[str, Any] = {"valid_from": "2026-03-01", "valid_to": "2026-06-30"}
    rules = rules_with(
        {
            "requirements": {
                "专题党课": {"every": "month", "kinds": ["党课"]} | told,
                "党课记录": {"every": "event", "kinds": ["党课"], "papers": ["党课记录"]} | told,
            }
        }
    )
    found = answers([activity("党课", "2026-04-10"), activity("党课", "2026-07-10")], rules=rules)
    assert {key: standings(each) for key, each in found.items()} == {"专题党课": "×√××", "党课记录": "×"}
    assert answers([], year=2027, rules=rules) == {}


def test_the_meetings_of_a_rule_that_changes_twice_within_the_year() -> None:
    of_times = [("2026-01-01", "2026-03-31", 1), ("2026-04-01", "2026-09-30", 2), ("2026-10-01", "2026-12-31", 3)]
    files = [
        {
            "requirements": {
                "党课": {"every": "month", "kinds": ["党课"], "at_least": often, "valid_from": first, "valid_to": last}
            }
        }
        for first, last, often in of_times
    ]
    evidence = Evidence((activity("党课", "2026-05-08"),), lambda _: BranchFacts(), LATER)
    found = [
        (each.rule.at_least, each.wanted, each.held) for each in tallies(2026, ["党课"], rules_with(*files), evidence)
    ]
    assert found == [(1, 3, 0), (2, 12, 1), (3, 9, 0)]


def test_the_calendar_of_a_rule_that_holds_only_within_the_year() -> None:
    told = {"every": "month", "kinds": ["党课"], "valid_from": "2026-03-01", "valid_to": "2026-05-31", "within_days": 5}
    tasks = tasks_of(2026, rules_with({"requirements": {"党课": told}}), lambda _: BranchFacts(), [])
    assert [task.day for task in tasks] == [day("2026-04-05"), day("2026-05-05"), day("2026-06-05")]


def test_a_rule_that_begins_or_changes_within_the_year() -> None:
    quarterly: dict[str, Any] = {"every": "quarter", "kinds": ["党课"]}
    monthly: dict[str, Any] = {"every": "month", "kinds": ["党课"], "valid_from": "2026-07-01"}
    rules = rules_with({"requirements": {"党课": quarterly}}, {"requirements": {"党课": monthly}})
    found = answers([], rules=rules)["党课"]
    assert sorted(each.period.iso() for each in found if each.period) == [
        *(f"2026-{number:02d}" for number in range(7, 13)),
        "2026-Q1",
        "2026-Q2",
    ]
