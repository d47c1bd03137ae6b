"""The rules as data: mappings/rules/*.yaml. So far the checks, each with its code, its source and how grave it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import SetupError
from pipeline.mapping.load import MappingFile, read_mapping
from pipeline.mapping.misfit import MappingFault, Misfit, in_words, nearest
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


class Layer(Enum):
    """Who made the rule."""

    NATIONAL = "national"
    LOCAL = "local"
    UNIT = "unit"
    SENSE = "sense"
    """Nobody: arithmetic and good sense (常理)."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Check(_Part):
    """One thing that can be wrong; its code is its key."""

    about: Annotated[str, Field(min_length=1)]
    stage: Stage
    severity: Severity
    layer: Layer
    source: Annotated[str, Field(min_length=1)]
    """The document that says so."""
    article: str = ""
    kinds: tuple[str, ...] = ()
    """Only of activities of these kinds; empty: of all."""
    enabled: bool = True


class RuleFile(_Part):
    """One file of rules."""

    rules: str
    about: str = ""
    checks: dict[str, Check]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every check by its code, in the files' order."""

    checks: Mapping[str, Check]

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
            elif key == "stops" and self.checks[code].stage is Stage.ACTIVITY:
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


def read_rules(folder: Path) -> tuple[list[MappingFile[RuleFile]], list[MappingFault]]:
    """Never raises: the files below `folder` (mappings/rules), and every fault of them."""
    if not folder.is_dir():
        hint = "请用 dangan init 补全工作区，或从备份中恢复 mappings 文件夹"
        return [], [MappingFault(folder, 1, (), "缺少这个文件夹", hint)]
    files: list[MappingFile[RuleFile]] = []
    seen: dict[str, Path] = {}
    for path in sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"}):
        file = read_mapping(path, RuleFile, "rules")
        files.append(file.and_also(list(_misfits(file.mapping, seen)) if file.mapping else ()))
        seen |= dict.fromkeys(file.mapping.checks if file.mapping else (), path)
    return files, [fault for file in files for fault in file.faults]


def catalogue_of(files: Iterable[MappingFile[RuleFile]]) -> Catalogue:
    """Of what could be read of them."""
    return Catalogue({code: check for file in files if file.mapping for code, check in file.mapping.checks.items()})


def load_catalogue(folder: Path) -> Catalogue:
    """Raises MappingError at the first thing that does not fit, naming file, line and key."""
    files, faults = read_rules(folder)
    if faults:
        raise faults[0].error()
    return catalogue_of(files)


def _misfits(file: RuleFile, seen: Mapping[str, Path]) -> Iterator[Misfit]:
    for code, check in file.checks.items():
        if code in seen:
            yield Misfit(("checks", code), f"{code} 已经在 {seen[code].name} 里写过", "请删去其中一个")
        if check.stage is Stage.ACTIVITY and check.severity is Severity.STOPS:
            what = "几张表对照时表都已收下，不能退回"
            yield Misfit(("checks", code, "severity"), what, "请写 severity: warns")
