"""mappings/rules/*.yaml and mappings/holidays/*.yaml -> the rules, or everything in them that does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.mapping.load import MappingFile, read_mapping
from pipeline.mapping.misfit import MappingFault, Misfit
from pipeline.mapping.rules.book import RuleBook, holidays_of
from pipeline.mapping.rules.checks import Catalogue
from pipeline.mapping.rules.file import RuleFile
from pipeline.mapping.rules.holidays import HolidayYear
from pipeline.mapping.rules.misfits import misfits_of_holidays, misfits_of_rules
from pipeline.mapping.rules.parts import Part
from pipeline.settings.schema import Settings

FilePart = TypeVar("FilePart", bound=Part)


@dataclass(frozen=True, slots=True)
class RuleReading:
    """Each file in the order of their names, as far as it can be read, and every fault of them."""

    files: tuple[MappingFile[RuleFile], ...]
    holidays: tuple[MappingFile[HolidayYear], ...]
    faults: tuple[MappingFault, ...]

    def catalogue(self) -> Catalogue:
        """The checks of all files: they are chosen one by one, not with the sets of rules."""
        return Catalogue({code: check for file in self.sets().values() for code, check in file.checks.items()})

    def sets(self) -> dict[str, RuleFile]:
        """By name; of two with one name the first."""
        return {file.name: file.mapping for file in reversed(self.files) if file.mapping}

    def book(self, settings: Settings) -> RuleBook:
        digests = {file.name: file.digest for file in self.files}
        digests |= {holidays_of(file.mapping.holidays): file.digest for file in self.holidays if file.mapping}
        return RuleBook(self.sets(), self.years(), settings, digests)

    def years(self) -> dict[int, HolidayYear]:
        return {file.mapping.holidays: file.mapping for file in reversed(self.holidays) if file.mapping}


def read_rules(mappings: Path) -> RuleReading:
    """Never raises. `mappings` is the folder that holds both; that of the holidays may be missing."""
    rules, holidays = mappings / "rules", mappings / "holidays"
    faults = []
    if not rules.is_dir():
        hint = "请用 dangan init 补全工作区，或从备份中恢复 mappings 文件夹"
        faults.append(MappingFault(rules, 1, (), "缺少这个文件夹", hint))
    files = _rules(_read(rules, RuleFile, "rules"))
    years = [
        file.and_also(misfits_of_holidays(file.mapping) if file.mapping else ())
        for file in _read(holidays, HolidayYear, "holidays")
    ]
    faults += [fault for file in files for fault in file.faults]
    faults += [fault for year in years for fault in year.faults]
    return RuleReading(tuple(files), tuple(years), tuple(faults))


def load_rules(mappings: Path) -> RuleReading:
    """Raises MappingError at the first thing that does not fit, naming file, line and key."""
    reading = read_rules(mappings)
    if reading.faults:
        raise reading.faults[0].error()
    return reading


def _rules(read: list[MappingFile[RuleFile]]) -> list[MappingFile[RuleFile]]:
    """A code of a check stands in one file only; a deadline may be counted from one of another file."""
    deadlines = {key for file in read if file.mapping for key in file.mapping.deadlines}
    codes: dict[str, str] = {}
    files = []
    for file in read:
        files.append(file.and_also(misfits_of_rules(file.mapping, codes, deadlines) if file.mapping else ()))
        codes |= dict.fromkeys(file.mapping.checks if file.mapping else (), file.text.path.name)
    return files


def _read(folder: Path, model: type[FilePart], name_key: str) -> list[MappingFile[FilePart]]:
    """A name that an earlier file bears is told at the later one."""
    paths = [path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"}] if folder.is_dir() else []
    named: dict[str, str] = {}
    files = []
    for path in sorted(paths):
        file = read_mapping(path, model, name_key)
        if earlier := named.get(file.name):
            file = file.and_also([Misfit((name_key,), f"{file.name} 已经在 {earlier} 里用过", "请给它另起一个名称")])
        named.setdefault(file.name, path.name)
        files.append(file)
    return files
