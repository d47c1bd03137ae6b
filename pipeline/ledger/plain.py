"""A submission in plain values and back, as the ledger's row and the journal's line hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from pipeline.ledger.entries import Submission, forms_from, forms_text, problems_from, problems_text

_NAMES: Final = tuple(field.name for field in fields(Submission))


def plain(sent: Submission) -> dict[str, Any]:
    told = {name: getattr(sent, name) for name in _NAMES}
    return told | {"problems": problems_text(sent.problems), "forms": forms_text(sent.forms)}


def submission_of(held: Mapping[str, Any]) -> Submission:
    """Raises KeyError, TypeError or ValueError for what `plain` never gave."""
    told = {"problems": problems_from(held["problems"]), "forms": forms_from(held["forms"])}
    return Submission(**{**held, **told, "same_as": held["same_as"] or 0})
