"""The votes that a form records: one on the sheet itself (票决记录表), a row for each (表决), or one in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.votes import Ballot, Gathering

_ELECTION: Final = re.compile("选举|当选|补选|增选|改选")
_ABOUT_ONE: Final = re.compile("办法|方案|报告|请示|名单|监票|计票|筹备|预备人选|候选人建议")
"""What is decided before or after an election is no election."""
_FAILED: Final = re.compile(
    "(?<!无)(?<!无人)(?<!无一人)(?<!没有)(?<!没有人)(?<!没人)"
    "(?:未|没有?|不)(?:能|予|获得?|得到)?(?:表决)?(?:通过|当选|同意(?!见))|落选|否决"
)
_WORDS: Final[Mapping[str, Role]] = {
    **dict.fromkeys(("应到", "应参加"), Role.VOTERS),
    **dict.fromkeys(("实到", "实际到", "实参加"), Role.VOTERS_PRESENT),
    **dict.fromkeys(("反对", "不赞成", "不同意"), Role.AGAINST),
    **dict.fromkeys(("赞成", "同意"), Role.IN_FAVOUR),
    "弃权": Role.ABSTAINED,
}
_SAID: Final = "不赞成|不同意|赞成|同意|反对|弃权"
_COUNT: Final = re.compile(
    r"(应到|应参加|实到|实际到|实参加)(?:会)?[^\d，,；;。]{0,16}(\d{1,4})\s*[人名]"
    rf"|({_SAID})[^\d，,；;。]{{0,6}}(\d{{1,4}})\s*[票人名]"
    rf"|(?<![\d会到席加])(\d{{1,4}})\s*[票人名](?:党员|同志)?(?:表示|投)?\s*({_SAID})(?!见)"
)
"""赞成18票, and 18票赞成: read from left to right, so that no figure is taken for the word on its other side."""
_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_PARTS: Final = re.compile("[，,；;。\n]")
_FIGURE: Final = re.compile(r"\d")
_PASSED: Final = re.compile("通过|当选|同意(?!见)")


@dataclass(frozen=True, slots=True)
class RecordedVote:
    """Each figure with its cell; None where the form does not say."""

    matter: str
    manner: str
    voters: Value | None
    present: Value | None
    favour: Value
    against: Value | None
    abstained: Value | None
    outcome: Value | None

    @property
    def gathering(self) -> Gathering:
        """Nobody where the form does not count them."""
        return Gathering(number(self.voters), number(self.present))

    @property
    def ballot(self) -> Ballot:
        """An empty cell counts no vote."""
        return Ballot(number(self.favour), number(self.against), number(self.abstained))

    @property
    def is_election(self) -> bool:
        told = " ".join((self.matter, self.manner, str(self.outcome.value) if self.outcome else ""))
        return bool(_ELECTION.search(told)) and not _ABOUT_ONE.search(self.matter)

    @property
    def is_said_to_pass(self) -> bool | None:
        """By the result that a person wrote; None where it says neither."""
        told = str(self.outcome.value) if self.outcome else ""
        if _FAILED.search(told):
            return False
        return True if _PASSED.search(told) else None


def votes_of(record: Record, form: FormMapping) -> Iterator[RecordedVote]:
    """In the form's order; without the votes in favour there is no vote."""
    if name := form.by_role(Role.IN_FAVOUR):
        yield from _vote(record.fields, form.roles, name)
    if place := form.table_with(Role.IN_FAVOUR):
        table, column = place
        for row in record.rows(table):
            yield from _vote(row, form.tables[table].roles, column)
    if (told := record.fields.get(form.by_role(Role.VOTE_RECORD) or "")) and told.value is not BLANK:
        yield from _told(told)


def number(told: Value | None) -> int:
    return told.value if told and isinstance(told.value, int) else 0


def _told(told: Value) -> Iterator[RecordedVote]:
    """赞成18票，反对0票, or 18票赞成，0票反对: of a sentence that tells of several votes nothing is taken."""
    text = str(told.value).translate(_WIDE_DIGITS)
    found: dict[Role, list[str]] = {role: [] for role in _WORDS.values()}
    for heads, heading, said, saying, number_first, word in _COUNT.findall(text):
        found[_WORDS[heads or said or word]].append(heading or saying or number_first)
    if len(found[Role.IN_FAVOUR]) == 1 and all(len(numbers) <= 1 for numbers in found.values()):
        figures = {role: replace(told, value=int(numbers[0])) for role, numbers in found.items() if numbers}
        rest = replace(told, value="，".join(part for part in _PARTS.split(text) if not _FIGURE.search(part)))
        values = {role.value: value for role, value in (figures | {Role.VOTE_ON: told, Role.OUTCOME: rest}).items()}
        yield from _vote(values, {role: role.value for role in Role}, Role.IN_FAVOUR.value)


def _vote(values: Mapping[str, Value], roles: Mapping[Role, str], favour: str) -> Iterator[RecordedVote]:
    def held(role: Role) -> Value | None:
        value = values.get(roles.get(role, ""))
        return None if value is None or value.value is BLANK else value

    if (told := values.get(favour)) and told.value is not BLANK:
        matter, manner = held(Role.VOTE_ON), held(Role.VOTE_BY)
        yield RecordedVote(
            matter=str(matter.value) if matter else "",
            manner=str(manner.value) if manner else "",
            voters=held(Role.VOTERS),
            present=held(Role.VOTERS_PRESENT),
            favour=told,
            against=held(Role.AGAINST),
            abstained=held(Role.ABSTAINED),
            outcome=held(Role.OUTCOME),
        )
