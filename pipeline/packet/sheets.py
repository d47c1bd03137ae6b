"""The current records and papers of one branch, and what has to be said of those that find no place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.model.values import BLANK
from pipeline.packet.papers.paper import Paper


class Sheets:
    """`loose` grows while activities are found and records joined."""

    def __init__(self, forms: Mapping[str, FormMapping], held: list[Held], papers: tuple[Paper, ...] = ()) -> None:
        self.forms = forms
        self.papers = papers
        self.loose: list[Problem] = []
        self._held = held
        self._by_form: dict[str, list[Held]] = {}
        for one in held:
            self._by_form.setdefault(one.form, []).append(one)

    @property
    def branch(self) -> str:
        named = [*(held.branch for held in self._held[:1]), *(paper.branch for paper in self.papers[:1])]
        return named[0] if named else ""

    def of(self, form: str) -> list[Held]:
        return self._by_form.get(form, [])

    def newest(self, form: str) -> Held | None:
        """The branch's current record of the form: the newest by its own date, whatever order they came in."""
        return max(self.of(form), key=lambda held: held.order, default=None)

    def text(self, held: Held, role: Role) -> str:
        name = self.forms[held.form].by_role(role)
        value = held.record.value(name) if name else BLANK
        return "" if value is BLANK else str(value)

    def dated(self, form: str, code: str) -> Iterator[tuple[Held, dt.date]]:
        """The form's records with the first day of what they say of their time; what says nothing is told."""
        for held in self.of(form):
            if day := held.day:
                yield held, day
            else:
                self.say(held, code, "看不出是哪一天、哪个月或哪一年的", "请填写日期后重新报送")

    def say(self, held: Held, code: str, message: str, hint: str, other: Origin | None = None) -> None:
        """Once, however many packets ask for it."""
        problem = Problem(Origin(held.file, held.sheet), code, f"{held.form}：{message}", hint, Severity.WARNS, other)
        if problem not in self.loose:
            self.loose.append(problem)


def joined_by(join: Join, packets: Iterable[PacketMapping]) -> list[str]:
    """The forms that so find their packet, in a fixed order."""
    return sorted({s.form for packet in packets for s in packet.sources.values() if s.join is join})
