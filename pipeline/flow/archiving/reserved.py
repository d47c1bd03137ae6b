"""What is to be said of a year that is handed over before it is complete; nobody is asked."""

from __future__ import annotations

from typing import Final

from pipeline.flow.desk import Desk
from pipeline.flow.inspect import look_at

_NAMED: Final = 5
"""Branches: the sentence stands in the closing sheet of every box."""


def reserved(year: int, desk: Desk) -> tuple[str, ...]:
    """A sentence each; nothing of a year that is over and in which an inspection would find no gap."""
    told = []
    if desk.now().date().year <= year:
        told.append(f"归档时 {year} 年还没有结束，以后形成的材料接着编号归入。")
    gaps = {branch.branch: len(branch.gaps) for branch in look_at(year, desk).branches if branch.gaps}
    if gaps:
        named = "、".join(f"{branch} {count} 项" for branch, count in list(gaps.items())[:_NAMED])
        more = f"等 {len(gaps)} 个支部" if len(gaps) > _NAMED else ""
        told.append(f"归档时对照规定还缺 {sum(gaps.values())} 项材料：{named}{more}。明细见 {year} 年迎检清单。")
    return tuple(told)
