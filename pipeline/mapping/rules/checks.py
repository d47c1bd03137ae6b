"""The catalogue of checks: each with its code, its source and how grave it is, as the office has changed it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of
from pipeline.mapping.misfit import Misfit, in_words, nearest
from pipeline.mapping.rules.parts import Cited
from pipeline.model.problem import Severity
from pipeline.settings.schema import Checks


class Stage(Enum):
    """When a check is made, and so what it can do."""

    READING = "reading"
    """While the sheet is read; what is found stays with its record."""
    FORM = "form"
    """When the form comes in, which it may stop; and anew whenever the activity's documents are made."""
    ACTIVITY = "activity"
    """When the activity's documents are made: its forms were taken long before, so it can only warn."""
    INSPECTION = "inspection"
    """When a year is inspected: of what branches have in common, which none of them can know. It can only warn."""

    @property
    def can_stop(self) -> bool:
        return self in {Stage.READING, Stage.FORM}


class Check(Cited):
    """One thing that can be wrong; its code is its key."""

    stage: Stage
    severity: Severity
    kinds: tuple[str, ...] = ()
    """Only of activities of these kinds; empty: of all."""
    enabled: bool = True


@dataclass(frozen=True)
class Catalogue:
    """Every check by its code, in the files' order."""

    checks: Mapping[str, Check]

    @cached_property
    def digest(self) -> str:
        """Whether any of them is another."""
        told = {code: check.model_dump(mode="json") for code, check in self.checks.items()}
        return digest_of(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())

    def misfits_of(self, settings: Checks) -> Iterator[Misfit]:
        """A code that is none, is named twice, or cannot stop; `at` is the key of dangan.toml."""
        named: dict[str, str] = {}
        for key, code in settings.named():
            at = ("checks", key)
            if code not in self.checks:
                yield Misfit(at, f"没有叫“{code}”的核对项目", nearest(code, self.checks))
            elif code in named:
                where = f"{named[code]} 和 {key}" if named[code] != key else key
                yield Misfit(at, f"{code} 写了两次（{where}）", "请只留一处")
            elif key == "stops" and not self.checks[code].stage.can_stop:
                what = f"这里不能写 {code}：几张表对照时表都已收下，只能提醒"
                yield Misfit(at, what, f"请把 {code} 写进 checks.warns 或删去")
            named.setdefault(code, key)

    def chosen(self, settings: Checks) -> Catalogue:
        """As dangan.toml changes it. Raises SetupError at the first misfit."""
        for misfit in self.misfits_of(settings):
            raise SetupError(f"dangan.toml 的 {in_words(misfit.at)}：{misfit.message}", misfit.hint)
        changed = dict(self.checks)
        for key, code in settings.named():
            changed[code] = _changed(changed[code], key)
        return Catalogue(changed)


def _changed(check: Check, key: str) -> Check:
    if key == "off":
        return check.model_copy(update={"enabled": False})
    return check.model_copy(update={"enabled": True, "severity": Severity(key)})
