"""谈话结对: each talk of the year with its pairing; each two of the committee and each member, with whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.branch.talks import acting_committee, meeting_of, pairing_in
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.pairings import Meeting, Pair, Pairing, Share, pairs_of, shares_of
from pipeline.rules.standing import Standing

_TALK: Final = (
    *("序号", "谈话日期", "谈话地点", "谈话主题", "谈话人", "谈话人职务", "谈话对象", "谈话对象职务"),
    *("谈话内容", "意见建议", "后续措施"),
)
_PAIRS: Final = ("序号", "支委甲", "支委乙", "次数", "日期", "情况")
_SHARES: Final = ("序号", "姓名", "支委次数", "与支委谈话", "党员次数", "与党员谈话", "尚缺")
_COUNTS: Final = (
    "谈话依据",
    "谈话次数",
    "统计截至",
    "支委人数",
    "支委对数",
    "已谈对数",
    "党员人数",
    "与支委谈过人数",
    "与党员谈过人数",
)
_OTHERS: Final = "其他"


def talk_pairings(material: Material, context: Context) -> Context:
    past = material.measure.past
    name = _source(material)
    held = material.several.get(name, ())
    talks = [meeting_of(one, past) for one in held]
    kinds = [pairing_in(one, talk, past) if talk else None for one, talk in zip(held, talks, strict=True)]
    meetings = [talk for talk in talks if talk]
    last = max((talk.day for talk in meetings), default=material.activity.day)
    committee = list(past.on(last).committee) or acting_committee(held, past)
    members = past.on(last).members or sorted({each for talk in meetings for each in (talk.one, talk.other)})
    pairs, shares = pairs_of(committee, meetings), shares_of(members, committee, meetings)
    is_asked = _is_asked(Pairing.COMMITTEE, material, past.facts_on(last).members)
    wanting = Standing.MISSING if is_asked else Standing.NOT_APPLICABLE
    rows = context.get(name, [])
    return {
        "谈话台账": [_talk(row, kind) for row, kind in zip(rows, kinds, strict=True)],
        "支委之间": [_pair(number, pair, wanting) for number, pair in enumerate(pairs, 1)],
        "党员谈话": [_share(number, share, has_others=len(shares) > 1) for number, share in enumerate(shares, 1)],
        "谈话依据": _basis(material) or BLANK,
        "谈话次数": len(meetings),
        "统计截至": last,
        "支委人数": len(committee),
        "支委对数": len(pairs),
        "已谈对数": sum(bool(pair.talks) for pair in pairs),
        "党员人数": len(shares),
        "与支委谈过人数": sum(bool(share.with_committee) for share in shares),
        "与党员谈过人数": sum(bool(share.with_members) for share in shares),
    }


def _source(material: Material) -> str:
    """The one that lists the period's talks."""
    sources = material.packet.sources.items()
    return next(
        (name for name, one in sources if one.join.gives_list and material.forms[one.form].by_role(Role.TALKER)), ""
    )


def _basis(material: Material) -> str:
    """Of the rules that ask for one of the pairings."""
    rules = material.measure.rules.on(material.activity.day).requirements.values()
    return "；".join(
        dict.fromkeys(rule.basis for rule in rules if {str(pairing) for pairing in Pairing} & set(rule.tags))
    )


def _is_asked(pairing: Pairing, material: Material, members: int | None) -> bool:
    """A branch too small for a committee is not asked for talks within it."""
    rules = material.measure.rules.on(material.activity.day).requirements.values()
    least = max((rule.members_from for rule in rules if str(pairing) in rule.tags), default=0)
    return members is None or members >= least


def _talk(row: Context, kind: Pairing | None) -> Context:
    return {**{name: row[name] for name in _TALK}, "结对": str(kind or _OTHERS)}


def _pair(number: int, pair: Pair, wanting: Standing) -> Context:
    return {
        "序号": number,
        "支委甲": pair.one,
        "支委乙": pair.other,
        "次数": len(pair.talks),
        "日期": "、".join(_day(talk) for talk in pair.talks),
        "情况": str(Standing.MET if pair.talks else wanting),
    }


def _share(number: int, share: Share, *, has_others: bool) -> Context:
    without_committee = [] if share.with_committee else ["与支委谈话"]
    without_members = ["与党员谈话"] if has_others and not share.with_members else []
    return {
        "序号": number,
        "姓名": share.name,
        "支委次数": len(share.with_committee),
        "与支委谈话": _with(share.name, share.with_committee),
        "党员次数": len(share.with_members),
        "与党员谈话": _with(share.name, share.with_members),
        "尚缺": "、".join([*without_committee, *without_members]),
    }


def _with(name: str, talks: Sequence[Meeting]) -> str:
    return "；".join(f"{_day(talk)} {talk.with_(name)}" for talk in talks)


def _day(talk: Meeting) -> str:
    return f"{talk.day.month}月{talk.day.day}日"


TALK_PAIRINGS: Final = Computed(
    talk_pairings,
    names=_COUNTS,
    tables={
        "谈话台账": dict.fromkeys((*_TALK, "结对")),
        "支委之间": dict.fromkeys(_PAIRS),
        "党员谈话": dict.fromkeys(_SHARES),
    },
)
