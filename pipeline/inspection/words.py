"""How an inspection's own words are printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.mapping.rules.parts import Layer
from pipeline.model.problem import Severity
from pipeline.rules.standing import Standing

LETTERS: Final[Mapping[Standing, str]] = {
    Standing.MET: "有",
    Standing.LATE: "迟",
    Standing.MISSING: "缺",
    Standing.NOT_YET: "未",
    Standing.NOT_APPLICABLE: "—",
}
"""Where there is room for one sign."""

LAYERS: Final[Mapping[Layer, str]] = {
    Layer.NATIONAL: "全国规定",
    Layer.LOCAL: "地方规定",
    Layer.UNIT: "本单位规定",
    Layer.SENSE: "常理",
}

SEVERITIES: Final[Mapping[Severity, str]] = {Severity.STOPS: "要改", Severity.WARNS: "请核对"}
