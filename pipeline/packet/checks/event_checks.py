"""What the forms of one activity say together of its rules, and a register's reports of the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.followed import decisions_of
from pipeline.rules.away_checks import check_away
from pipeline.rules.event_checks import check_event
from pipeline.rules.notice_checks import check_notice
from pipeline.rules.progress_checks import check_matters, told_in
from pipeline.rules.theme_day_checks import check_theme_day


def check_events(activity: Activity, forms: Mapping[str, FormMapping], rules: BranchRules) -> Iterator[Problem]:
    """Of an activity that took place or is announced."""
    records = [held.record for held in activity.sources.values()]
    for record in records:
        yield from check_notice(record, forms[record.form], activity.kinds, rules)
    if subject := activity.sources.get(activity.packet.subject):
        dues_came = any(forms[record.form].table_with(Role.DUE) for record in records)
        yield from check_theme_day(subject.record, forms[subject.form], rules)
        yield from check_event(subject.record, forms[subject.form], rules, dues_came=dues_came)
    yield from check_away(records, forms)


def check_register(activity: Activity, forms: Mapping[str, FormMapping]) -> Iterator[Problem]:
    """Of a period's own reports on decisions, by all decisions that the branch ever took."""
    reports = [told for held in activity.at_home for told in told_in(held.record, forms[held.form], Role.DECIDED_ON)]
    if reports:
        yield from check_matters([(each.decision, each.told.at) for each in decisions_of(activity, forms)], reports)
