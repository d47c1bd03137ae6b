"""dangan.toml: what an office may choose. Every key has a default; an unknown key is refused."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from pipeline.model.retention import Retention


class Rounding(Enum):
    """How a computed due is brought to `scale` places. No national rule was found, so the unit decides."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    UP = "up"
    DOWN = "down"

    # As `Role`: Enum's own hash is that of the name, in Python.
    __hash__ = object.__hash__


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ThemeDay(_Section):
    """The office's own theme day, over that of its `Rules.sets`: `day`, or the nth weekday.

    `weekday` counts from 1 = Monday; where `nth` is given, it wins over `day`.
    """

    day: Annotated[int, Field(ge=1, le=28)] = 20
    nth: Annotated[int, Field(ge=1, le=4)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] = 5
    within_days: Annotated[int, Field(ge=0, le=15)] = 7


class Rules(_Section):
    """The files of mappings/rules that hold, by their names: of two rules with one id the later file's wins.

    `branch`: a branch that has chosen for itself -> its files.
    """

    sets: tuple[str, ...] = ("条例", "每月20日")
    branch: dict[str, tuple[str, ...]] = {}


class Dues(_Section):
    """Decimal places and mode of a computed due; yuan."""

    scale: Annotated[int, Field(ge=0, le=2)] = 2
    rounding: Rounding = Rounding.HALF_UP


class Checks(_Section):
    """Codes of mappings/rules: those not to be made, and those to be made with another severity than theirs."""

    off: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()

    def named(self) -> Iterator[tuple[str, str]]:
        """The key and the code of each entry."""
        for key, codes in (("off", self.off), ("stops", self.stops), ("warns", self.warns)):
            for code in codes:
                yield key, code


class Watch(_Section):
    """Seconds: how long a file must be quiet, and how often the whole inbox is looked at again."""

    quiet_s: Annotated[float, Field(gt=0)] = 0.4
    rescan_s: Annotated[float, Field(gt=0)] = 3.0


class Converter(_Section):
    """Where LibreOffice is, when it does not stand where it is usually found.

    What it has printed is kept for `keep_days` after its last use, `keep_mb` megabytes of it at most.
    """

    soffice: str = ""
    timeout_s: Annotated[float, Field(gt=0)] = 120.0
    keep_days: Annotated[float, Field(ge=1)] = 90.0
    keep_mb: Annotated[float, Field(ge=0)] = 2000.0


class Archive(_Section):
    """`fonds` is the 全宗号 that the archive has given to the unit, empty while there is none; `name` is the unit's.

    `retention`: a box of mappings/archive -> how long this unit keeps it.
    """

    fonds: str = ""
    name: str = ""
    retention: dict[str, Retention] = {}


class Settings(_Section):
    """The whole of dangan.toml. `branches` empty: any branch is accepted until a roster names one."""

    branches: tuple[str, ...] = ()
    offices: dict[str, tuple[str, ...]] = {}
    """The Party organisations above the branches (党总支, 党委), each with its branches."""
    rules: Rules = Rules()
    theme_day: ThemeDay | None = None
    """Not of the branches that have chosen for themselves."""
    dues: Dues = Dues()
    checks: Checks = Checks()
    watch: Watch = Watch()
    converter: Converter = Converter()
    archive: Archive = Archive()

    def office_of(self, branch: str) -> str:
        """Empty where the branch is under none."""
        return next((office for office, branches in self.offices.items() if branch in branches), "")

    @field_validator("offices")
    @classmethod
    def _each_branch_once(cls, offices: dict[str, tuple[str, ...]], info: ValidationInfo) -> dict[str, tuple[str, ...]]:
        seen: set[str] = set()
        for branch in (branch for branches in offices.values() for branch in branches):
            if branch in seen:
                raise PydanticCustomError("branch_twice", "twice", {"branch": branch})
            if info.data.get("branches") and branch not in info.data["branches"]:
                raise PydanticCustomError("branch_unknown", "unknown", {"branch": branch})
            seen.add(branch)
        return offices
