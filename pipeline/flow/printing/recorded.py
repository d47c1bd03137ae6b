"""Which branches have records of a year, to be printed."""

from __future__ import annotations

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.mapping.misfit import nearest


def branches_with_records(year: int, branch: str, desk: Desk) -> list[str]:
    """By name, without the offices above them; with `branch` that one alone, whatever it is.

    Raises SetupError where nobody has heard of `branch`.
    """
    there = {entry.branch for entry in desk.ledger.activities(branch or None) if entry.year == year}
    known = sorted({*desk.ledger.asked(), *desk.settings.branches})
    if branch and not there and branch not in known:
        raise SetupError(f"没有叫“{branch}”的支部", nearest(branch, known) or "还没有收到过任何支部的表单")
    return sorted(there if branch else there - desk.known_offices())
