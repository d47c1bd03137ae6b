"""What a file of rules or of holidays says that it cannot mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from pipeline.mapping.check import Forms, misfits_of_kinds
from pipeline.mapping.misfit import KeyPath, Misfit, nearest
from pipeline.mapping.packet import PacketMapping
from pipeline.mapping.rules.file import RuleFile
from pipeline.mapping.rules.holidays import HolidayYear
from pipeline.mapping.rules.kinds import (
    DeadlineRule,
    DuesRule,
    Frequency,
    Measure,
    RequirementRule,
    ThemeDayRule,
    ThresholdRule,
)
from pipeline.model.problem import Severity


def misfits_of_rules(file: RuleFile, codes: Mapping[str, str], deadlines: Collection[str]) -> Iterator[Misfit]:
    """`codes` are the checks of other files and these files' names; `deadlines` the ids of all files."""
    for code, check in file.checks.items():
        at: KeyPath = ("checks", code)
        if code in codes:
            yield Misfit(at, f"{code} 已经在 {codes[code]} 里写过", "请删去其中一个")
        if not check.stage.can_stop and check.severity is Severity.STOPS:
            what = "几张表对照时表都已收下，不能退回"
            yield Misfit((*at, "severity"), what, "请写 severity: warns")
    for section, key, rule in file.every_rule():
        at = (section, key)
        if rule.valid_to and rule.valid_to < rule.valid_from:
            what = f"valid_to {rule.valid_to} 早于 valid_from {rule.valid_from}"
            yield Misfit((*at, "valid_to"), what, "请核对两个日期；一直有效的不写 valid_to")
        match rule:
            case ThemeDayRule():
                yield from _theme_day(rule, at)
            case DeadlineRule():
                yield from _deadline(key, rule, deadlines, at)
            case RequirementRule():
                yield from _requirement(rule, at)
            case ThresholdRule():
                yield from _threshold(rule, at)
            case DuesRule():
                yield from _dues(rule, at)


def misfits_of_holidays(file: HolidayYear) -> Iterator[Misfit]:
    for key, told in (("off", file.off), ("work", file.work)):
        for index, days in enumerate(told):
            if {days.first.year, days.last.year} != {file.holidays}:
                yield Misfit((key, index), f"不是 {file.holidays} 年的日子", "别的年度请写进那一年的文件")
    for index, days in enumerate(file.work):
        if any(days.first <= other.last and other.first <= days.last for other in file.off):
            yield Misfit(("work", index), "这一天也写在 off 里", "请删去其中一处")


def misfits_with_mappings(file: RuleFile, forms: Forms, packets: Iterable[PacketMapping] | None) -> Iterator[Misfit]:
    """Kinds, forms and documents that no mapping has; nothing is said while a form cannot be read.

    Nor of documents where `packets` is None: one of them cannot be read.
    """
    for code, check in file.checks.items():
        yield from misfits_of_kinds(check.kinds, forms, ("checks", code, "kinds"))
    for key, deadline in file.deadlines.items():
        at: KeyPath = ("deadlines", key)
        yield from misfits_of_kinds(deadline.kinds, forms, (*at, "kinds"))
        if deadline.form and deadline.form not in forms:
            yield Misfit((*at, "form"), f"没有“{deadline.form}”这种表单", nearest(deadline.form, forms))
    for key, threshold in file.thresholds.items():
        yield from misfits_of_kinds(threshold.kinds, forms, ("thresholds", key, "kinds"))
    documents = None if packets is None else [document.title for packet in packets for document in packet.documents]
    for key, rule in file.requirements.items():
        at = ("requirements", key)
        yield from misfits_of_kinds(rule.kinds, forms, (*at, "kinds"))
        for index, form in enumerate(rule.forms):
            if form not in forms:
                yield Misfit((*at, "forms", index), f"没有“{form}”这种表单", nearest(form, forms))
        for index, document in enumerate(rule.documents):
            if documents is not None and document not in documents:
                what = f"没有一个材料包有“{document}”这份材料"
                yield Misfit((*at, "documents", index), what, nearest(document, documents))


def _theme_day(rule: ThemeDayRule, at: KeyPath) -> Iterator[Misfit]:
    if (rule.day is None) == (rule.nth is None):
        hint = "每月 20 日写 day: 20；第一个星期五写 nth: 1 和 weekday: 5；个别月份另定的，再写 dates"
        yield Misfit(at, "day 和 nth 要写其中一个", hint)
    if rule.day and rule.day > rule.last_day:
        yield Misfit((*at, "last_day"), f"最晚 {rule.last_day} 日，却定在 {rule.day} 日", "请核对 day 和 last_day")


def _deadline(key: str, rule: DeadlineRule, deadlines: Collection[str], at: KeyPath) -> Iterator[Misfit]:
    ways = [bool(rule.by), bool(rule.after), rule.days_before is not None]
    if sum(ways) != 1:
        hint = "某月某日写 by；在另一个期限之后写 after 和 workdays；活动之前写 days_before 和 kinds"
        yield Misfit(at, "by、after、days_before 要写其中一样", hint)
    wanted = 12 // rule.every.months
    if rule.by and len(rule.by) != wanted:
        what = f"every: {rule.every.value} 一年有 {wanted} 次，by 写了 {len(rule.by)} 个日子"
        yield Misfit((*at, "by"), what, "每一期写一个日子，例如 [03-20, 06-20, 09-20, 12-20]")
    if rule.after and (rule.after not in deadlines or rule.after == key):
        others = [each for each in deadlines if each != key]
        yield Misfit((*at, "after"), f"没有“{rule.after}”这个期限", nearest(rule.after, others))
    if bool(rule.after) != (rule.workdays is not None):
        yield Misfit(at, "after 和 workdays 要一起写", "例如 after: 季度计划报备、workdays: 5")
    if (rule.days_before is not None) != bool(rule.kinds):
        yield Misfit(at, "days_before 和 kinds 要一起写", "例如 days_before: 1、kinds: [主题党日]")


def _requirement(rule: RequirementRule, at: KeyPath) -> Iterator[Misfit]:
    if rule.every is not Frequency.EVENT and not (rule.kinds or rule.things):
        hint = "请写 kinds（活动类型）、forms（表单）、documents（材料）或 papers（另存的纸质材料）"
        yield Misfit(at, "没有写明要有什么", hint)
    if rule.every is Frequency.EVENT and not (rule.kinds and rule.things):
        hint = "例如 kinds: [党课]、papers: [党课讲稿]"
        yield Misfit(at, "every: event 要写 kinds，还要写每次要有的 forms、documents 或 papers", hint)
    if rule.score_late > (rule.score or 0):
        yield Misfit((*at, "score_late"), "score_late 比 score 多", "迟了的分不能比按时的多；不计分的两个都不写")


_COUNTED = {Measure.ABSENCES}
_OF_KINDS = {
    *(Measure.ABSENCES, Measure.ABSENCES_RUNNING, Measure.MONTHS_AWAY),
    *(Measure.QUORUM, Measure.PASSED, Measure.COMMITTEE_QUORUM, Measure.ELECTION_QUORUM, Measure.ELECTED),
}


def _threshold(rule: ThresholdRule, at: KeyPath) -> Iterator[Misfit]:
    if sum(bound is not None for bound in (rule.at_least, rule.more_than, rule.at_most)) != 1:
        hint = "不少于写 at_least，超过写 more_than，不超过写 at_most"
        yield Misfit(at, "at_least、more_than、at_most 要写其中一个", hint)
    if rule.window_months and rule.measure not in _COUNTED:
        yield Misfit((*at, "window_months"), "只有 measure: absences 能写 window_months", "请删去这一行")
    if rule.kinds and rule.measure not in _OF_KINDS:
        yield Misfit((*at, "kinds"), f"measure: {rule.measure.value} 不能写 kinds", "请删去这一行")


def _dues(rule: DuesRule, at: KeyPath) -> Iterator[Misfit]:
    if not rule.words and not rule.otherwise:
        yield Misfit(at, "没有写明是哪些党员", "请写 words，例如 words: [退休, 离休]")
    fixed = rule.least is not None and rule.most is not None
    if bool(rule.steps) == fixed or (rule.least is None) != (rule.most is None):
        yield Misfit(at, "steps 和 least、most 要写其中一样", "按比例的写 steps；按定额的写 least 和 most")
    elif rule.least is not None and rule.most is not None and rule.least > rule.most:
        yield Misfit((*at, "most"), f"most {rule.most} 小于 least {rule.least}", "请核对两个金额")
    limits = [step.to for step in rule.steps]
    known = [limit for limit in limits[:-1] if limit is not None]
    if limits and (limits[-1] is not None or len(known) < len(limits) - 1 or known != sorted(set(known))):
        hint = "例如 [{to: 3000, rate: 0.5%}, {to: 5000, rate: 1%}, {rate: 1.5%}]"
        yield Misfit((*at, "steps"), "to 要一级比一级高，只有最后一级不写 to", hint)
