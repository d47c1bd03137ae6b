"""Sign-in marks: what √, 假, × and their like say of one person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pipeline.forms.values.names import Name, read_name
from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.forms.values.text import is_blank_mark
from pipeline.forms.values.widths import closed_up, matching_key
from pipeline.model.values import Attendance

Legend = Mapping[str, Attendance]

_EXCUSES = "病假|事假|公差|出差|公出|产假|年假|休假|年休假|婚假|丧假|陪产假|育儿假|护理假|探亲假|公假|因病|因事|因公"
_REASONS = "外出|公务|值班|住院|调休|哺乳假|病休|因公出差|因公外出|因病请假|因事请假"
"""Excuses where they are the mark; in a remark they may mean something else."""
_WORDS = {
    Attendance.PRESENT: "√|✓|✔|☑|✅|∨|v|1|签名|签字|签到|已签|已签到|到|已到|到会|实到|出席|参加|已参加",
    Attendance.EXCUSED: f"假|请假|已请假|请病假|请事假|{_EXCUSES}|{_REASONS}",
    Attendance.ABSENT: "×|✗|✘|✕|✖|❌|x|缺|缺席|缺勤|未到|旷|旷会|无故缺席",
    Attendance.LATE: "迟|迟到",
    Attendance.LEFT_EARLY: "退|早退",
    Attendance.ONLINE: "线上|网上|视频|线上参会|线上参加|网上参会|视频参会|网上签到",
    Attendance.TAUGHT_AT_HOME: "送学|送学上门|上门送学|送学到家|送学帮学|送教上门",
    Attendance.MADE_UP: "补课|已补课",
    Attendance.BY_PROXY: "代签",
    Attendance.OBSERVING: "列席|列席人员|列席会议",
}
DEFAULT_LEGEND: Final[Legend] = MappingProxyType(
    {word: attendance for attendance, words in _WORDS.items() for word in words.split("|")}
)
"""What a mark means unless the mapping's legend says otherwise."""

_DEFAULT_BY_KEY: Final[Legend] = MappingProxyType(
    {matching_key(word): attendance for word, attendance in DEFAULT_LEGEND.items()}
)

NO_FIXED_MEANING: Final = frozenset("○◯〇o0△▲●◎◇◆□■☆★☐*?")
_PLAIN_MARKS = {Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT}
_HINT = "请填 √（出席）、请假、缺席、迟到、早退、线上、送学、补课、代签、列席 之一"
_REMARKED = re.compile("(?P<mark>[^()]+)\\((?P<remark>[^()]*)\\)")
_EXCUSED = re.compile("(?P<mark>请假)[:,;-]?(?P<remark>.+)")
_DENIED = re.compile("[未不没否]")
_GIVEN = re.compile("请?假(?:[(（](?P<inner>[^()（）]+)[)）]|[:：,，;；\\s-](?P<after>.+))")
_BECAUSE = re.compile("(?P<reason>因[^,，;；。\\s]{1,12}?)(?:已?请假|未能|不能|缺席)")
_SPAN = re.compile("[0-9一二两三四五六七八九十半]+个?(?:天|日|小时|次|周|月)")
_ASKED = re.compile("已?\\s*请\\s*假|假|已?\\s*请")
_PROXY = re.compile("代$|代(?:签|到|会|为)|替签|委托")
_AROUND = " \t\n\u3000。.,，:：;；-()（）"
_OBSERVING = re.compile(
    "列席(?:人员?|会议|本次会议|者)?(?:[^\\w未不没][^会未不没]*)?|列席(?:入党)?(?:积极分子|发展对象|申请人|群众)|[^未不没]*列席(?:人员?)?[)）\\]】]?"
)
_LONGEST = 60


def read_mark(raw: Raw, legend: Legend | None = None, own_name: str = "") -> Attendance | Misread:
    """The legend decides, then `DEFAULT_LEGEND`; a name typed as a signature counts if it is `own_name`."""
    text = written(raw)
    if isinstance(raw, bool) or len(text) > _LONGEST:
        return misread("mark-unreadable", raw, "不是可识别的签到情况", _HINT)
    key, legends = matching_key(text), (_by_key(legend or {}), _DEFAULT_BY_KEY)
    for known in legends:
        if key in known:
            return known[key]
    if is_blank_mark(raw):
        return Misread("mark-missing", "此处应填签到情况", _HINT)
    if key in NO_FIXED_MEANING:
        explain = "；也可以在表下注明，例如“说明：○请假”"
        return misread("mark-ambiguous", raw, "没有固定含义", _HINT + explain)
    if says_observing(text):
        return Attendance.OBSERVING
    if (signed := _signature(raw, own_name)) is not None:
        key = f"签名({matching_key(signed.note)})" if signed.note else "签名"
    return _with_remark(key, {**legends[1], **legends[0]}, raw)


def excuse_in(text: str) -> str | None:
    """The excuse that a remark names, as written: 请假(出差) -> 出差, 病假 -> 病假; None for none."""
    remark = written(text).strip()
    if given := _GIVEN.search(remark):
        excuse = (given["inner"] or given["after"]).strip(" \u3000。.")
        return excuse if excuse and not _SPAN.fullmatch(excuse) else None
    if because := _BECAUSE.search(remark):
        return because["reason"]
    closed = closed_up(remark)
    return max((excuse for excuse in _EXCUSES.split("|") if excuse in closed), key=len, default=None)


def excuse_of_mark(text: str) -> str | None:
    """The reason that an excused person's mark gives, as written: 病假 -> 病假, 请假(出差) -> 出差, 请假 -> None."""
    mark = text.strip()
    if matching_key(mark) in _DEFAULT_BY_KEY:
        mark = closed_up(mark)
    if asked := _ASKED.match(mark):
        reason = mark[asked.end() :].strip(_AROUND)
        return reason if reason and not _SPAN.fullmatch(reason) else None
    return mark if any(word in closed_up(mark) for word in f"{_EXCUSES}|{_REASONS}".split("|")) else None


def says_observing(text: str) -> bool:
    """列席, 列席 积极分子, 群众(列席) say that the person only sits in; 列席市局会议 is where a member went instead."""
    return _OBSERVING.fullmatch(text.strip()) is not None


def _by_key(legend: Legend) -> dict[str, Attendance]:
    return {matching_key(word): attendance for word, attendance in legend.items()}


def _signature(raw: Raw, own_name: str) -> Name | None:
    own, signed = read_name(own_name), read_name(raw)
    return signed if isinstance(own, Name) and isinstance(signed, Name) and own.name == signed.name else None


def _with_remark(key: str, known: Legend, raw: Raw) -> Attendance | Misread:
    """请假(出差), √(迟到), 请假:出差. A remark makes 'present' more precise, and contradicts other marks."""
    if key in known:
        return known[key]
    found = _REMARKED.fullmatch(key) or _EXCUSED.fullmatch(key)
    if found is None or found["mark"] not in known:
        return misread("mark-unreadable", raw, "不是可识别的签到情况", _HINT)
    mark, others = known[found["mark"]], _said(found["remark"], known) - {known[found["mark"]]}
    denied = mark is not Attendance.ABSENT and _DENIED.search(found["remark"])
    denied = denied or (mark is Attendance.PRESENT and _PROXY.search(found["remark"]))
    if not others and not denied:
        return mark
    more_precise = others.pop() if len(others) == 1 else None
    if mark is Attendance.PRESENT and more_precise is not None and more_precise.is_present:
        return more_precise
    return misread("mark-ambiguous", raw, "前后含义不同", _HINT)


def _said(remark: str, known: Legend) -> set[Attendance]:
    """What a remark says by itself, or by the words in it that no mere excuse holds (请假(参加上级会议))."""
    if remark in known:
        return {known[remark]}
    return {known[word] for word in known if len(word) > 1 and word in remark} - _PLAIN_MARKS
