"""Which activities does a branch have? Its activity forms and its sign-in sheets say so."""

from __future__ import annotations

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.activity import Activity
from pipeline.packet.sheets import Sheets, joined_by
from pipeline.packet.themes import alike


class Finding:
    """Finds activities; planned ones come with the plan's rows, when these are joined."""

    def __init__(self, sheets: Sheets, packets: list[PacketMapping]) -> None:
        self._sheets = sheets
        self._packets = packets

    def run(self) -> list[Activity]:
        activities = self._subjects()
        return activities + self._unannounced(activities)

    def _subjects(self) -> list[Activity]:
        """One for each activity form, in the first packet of the mappings' order that serves one of its kinds."""
        found = []
        for form in sorted({packet.sources[packet.subject].form for packet in self._packets if packet.kinds}):
            for held, day in self._sheets.dated(form, "subject-undated"):
                kinds = self._kinds(held)
                packet = self._packet_for(kinds, form)
                if packet is None:
                    what = f"没有一种材料包收“{'、'.join(kinds)}”" if kinds else "没有写活动类型"
                    self._sheets.say(
                        held, "packet-missing", what, "请改正活动类型，或在 mappings/packets 里加一种材料包"
                    )
                    continue
                key = f"{held.happened} {'、'.join(sorted(kinds))}"
                theme = self._sheets.text(held, Role.THEME)
                sources = {packet.subject: held}
                found.append(
                    Activity(packet, held.branch, key, day, theme, kinds, sources=sources, forms=self._sheets.forms)
                )
        return found

    def _kinds(self, held: Held) -> tuple[str, ...]:
        name = self._sheets.forms[held.form].by_role(Role.KINDS)
        value = held.record.value(name) if name else BLANK
        if isinstance(value, tuple):
            return value
        return (str(value),) if value is not BLANK else self._default_kinds(held.form)

    def _default_kinds(self, form: str) -> tuple[str, ...]:
        """What an activity is of that names no kind, as its form's mapping declares it."""
        mapping = self._sheets.forms[form]
        name = mapping.by_role(Role.KINDS)
        default = mapping.fields[name].default if name else None
        return (default,) if default else ()

    def _packet_for(self, kinds: tuple[str, ...], subject: str) -> PacketMapping | None:
        return next(
            (
                packet
                for packet in self._packets
                if set(packet.kinds) & set(kinds) and packet.sources[packet.subject].form == subject
            ),
            None,
        )

    def _unannounced(self, known: list[Activity]) -> list[Activity]:
        """A sign-in sheet, or a notice, makes an activity of its own while no activity form of its date has come.

        A list of those who were away does not: it waits.

        Two sheets of one day with different themes make two; the theme enters the second one's key.
        """
        dates = {activity.day for activity in known}
        found: list[Activity] = []
        for packet in self._packets:
            if not packet.kinds:
                continue
            subject = packet.sources[packet.subject].form
            kinds = self._default_kinds(subject)
            if self._packet_for(kinds, subject) is not packet:
                continue
            for form in joined_by(Join.DATE, [packet]):
                for held in self._sheets.of(form) if not self._sheets.forms[form].table_with(Role.AWAY) else ():
                    day = held.day
                    if day is None or day in dates:
                        continue
                    theme = self._sheets.text(held, Role.THEME)
                    same_day = [activity for activity in found if activity.day == day]
                    if any(not theme or not a.theme or alike(a.theme, theme) for a in same_day):
                        continue
                    key = f"{held.happened} {'、'.join(kinds)}" + (f" {theme}" if same_day else "")
                    found.append(Activity(packet, held.branch, key, day, theme, kinds, forms=self._sheets.forms))
        return found
