"""A workbook that came again with fewer sheets: what it no longer brings still holds, and a person should know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.files.copy_names import is_same_file
from pipeline.flow.desk import Desk
from pipeline.flow.withdrawing.withdraw import path_of
from pipeline.ledger.entries import Held, Submission
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin

_TOLD_FOR: Final = dt.timedelta(days=31)
"""Who has done nothing by then meant it so: to send one corrected sheet alone is nothing wrong."""
_MOST_NAMED: Final = 5


def left_over(desk: Desk) -> dict[str, list[Problem]]:
    """Branch -> one line for each file of which only some sheets came again under its name."""
    later: dict[int, set[int]] = {}
    of: dict[int, set[int]] = {}
    for each in desk.ledger.left_over():
        later.setdefault(each.submission, set()).add(each.by)
        of.setdefault(each.submission, set()).add(each.record)
    found: dict[str, list[Problem]] = {}
    for number, records in of.items():
        sent, anew = desk.ledger.submission(number), _sent_anew(number, later[number], desk)
        if sent is None or anew is None:
            continue
        held = [each for each in desk.ledger.in_force(number) if each.id in records and not _is_asked(each, anew)]
        for branch in dict.fromkeys(each.branch for each in held):
            found.setdefault(branch, []).append(_problem([each for each in held if each.branch == branch], sent))
    return found


def _sent_anew(number: int, later: Iterable[int], desk: Desk) -> Submission | None:
    """The latest that bore the file's name in its folder, unless that is long ago."""
    sent = desk.ledger.submission(number)
    for each in sorted(later, reverse=True):
        anew = desk.ledger.submission(each)
        if sent and anew and anew.folder == sent.folder and is_same_file(anew.name, sent.name):
            is_news = desk.now() - dt.datetime.fromisoformat(anew.received) <= _TOLD_FOR
            return anew if is_news else None
    return None


def _is_asked(held: Held, anew: Submission) -> bool:
    """Whether its sheet came and went back: then the return speaks of it."""
    return anew.state == "returned" and (not anew.forms or (held.branch, held.form, held.key) in anew.forms)


def _problem(held: list[Held], sent: Submission) -> Problem:
    sheets = list(_named(held[:_MOST_NAMED]))
    more = f"等 {len(held)} 项" if len(held) > _MOST_NAMED else ""
    message = f"《{sent.name}》重报过，重报的里面没有{'、'.join(sheets)}{more}；先前报的仍然算数"
    only = held[0].sheet if len({each.sheet for each in held}) == 1 else ""
    hint = (
        f"要留的不用管；不要了，把“原始表单”里先前的那一份移进 inbox/撤回，"
        f"或者 dangan withdraw {sent.id}（重报过的不受影响）"
    )
    return Problem(Origin(path_of(sent), only), "sheet-left-over", message, hint, Severity.WARNS)


def _named(held: Iterable[Held]) -> Iterator[str]:
    for each in held:
        yield f"{each.form}（{each.happened or each.key}，工作表“{each.sheet}”）"
