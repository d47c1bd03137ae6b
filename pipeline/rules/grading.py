"""The one place where a check's severity is decided: by the catalogue, as the office has changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.mapping.rules.checks import Catalogue, Check
from pipeline.mapping.rules.parts import Layer
from pipeline.model.problem import Problem


def graded(problems: Iterable[Problem], catalogue: Catalogue, kinds: Iterable[str] = ()) -> list[Problem]:
    """Without those that are turned off, or that do not concern an activity of these kinds; each cites its rule.

    A problem whose code is no check stays as it is: what cannot be read cannot be turned off.
    """
    of = frozenset(kinds)
    result = []
    for problem in problems:
        check = catalogue.checks.get(problem.code)
        if check is None:
            result.append(problem)
        elif check.enabled and (not check.kinds or not of or of & set(check.kinds)):
            result.append(replace(problem, severity=check.severity, hint=_citing(problem.hint, check)))
    return result


def _citing(hint: str, check: Check) -> str:
    """The hint with the rule that the check comes from; once, however often it is graded."""
    cited = _citation(check)
    return hint if hint.endswith(cited) else f"{hint}{cited}"


def uncited(hint: str, check: Check) -> str:
    """The hint alone, where the rule is told beside it."""
    return hint.removesuffix(_citation(check))


def _citation(check: Check) -> str:
    """Nothing where plain sense says so."""
    return "" if check.layer is Layer.SENSE else f"（依据：{check.source}{check.article}）"
