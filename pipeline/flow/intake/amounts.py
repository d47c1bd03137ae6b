"""A ledger of several months that comes again: which amounts does it change that were reported before?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.ledger.entries import Held, NewRecord
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK

_NAMED = 3


def changed_amounts(held: Held, new: NewRecord, form: FormMapping) -> Iterator[Problem]:
    """One warning for the month: the first amount that is another one now, here and there, and who else's is.

    One that was open and is paid by now changes nothing.
    """
    if (paid := form.table_with(Role.PAID)) is None:
        return
    before = {who: amount for who, amount in _amounts(held.record, form).items() if amount.value is not BLANK}
    after = _amounts(new.record, form)
    changed = [who for who, amount in after.items() if who in before and before[who].value != amount.value]
    if not changed:
        return
    was, now = before[changed[0]], after[changed[0]]
    others = "、".join(changed[1 : 1 + _NAMED]) + ("等" if len(changed) > 1 + _NAMED else "")
    message = f"{new.happened} {changed[0]}的{paid[1]}先前报的是 {was.value}（《{held.file}》），这次是 {_told(now)}"
    message += f"；{others}的也不一样" if others else ""
    hint = "已按这次的改了；确实要改的，不用理会，填错了的，请改正后重新放入"
    yield Problem(now.origin, "amount-replaced", message, hint, Severity.WARNS, was.origin)


def _amounts(record: Record, form: FormMapping) -> dict[str, Value]:
    """Of each person what was paid; nothing of those whose name comes twice."""
    paid, person = form.table_with(Role.PAID), form.table_with(Role.MEMBER)
    if paid is None or person is None or paid[0] != person[0]:
        return {}
    rows = [(str(row[person[1]].value), row[paid[1]]) for row in record.rows(paid[0]) if {person[1], paid[1]} <= {*row}]
    times = Counter(who for who, _ in rows)
    return {who: amount for who, amount in rows if times[who] == 1}


def _told(amount: Value) -> str:
    return "空的" if amount.value is BLANK else str(amount.value)
