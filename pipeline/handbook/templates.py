"""The templates that a handbook needs, each with the names that it may use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.handbook import own
from pipeline.render.scan import Names, Table

_WHOSE: Final[Names] = dict.fromkeys(("支部", "上级党组织", "年度"))
_MADE: Final[Names] = {
    **_WHOSE,
    "大事记": Table(dict.fromkeys(("日期", "类型", "事项", "应到", "实到"))),
    "统计": Table(dict.fromkeys(("项目", "次数", "日期"))),
}

TEMPLATES: Final[Mapping[str, Names]] = {
    own.COVER: _WHOSE,
    own.INSTRUCTIONS: {**_WHOSE, "各部分": None},
    own.CONTENTS: {"目录": Table(dict.fromkeys(("名称", "页码", "级")))},
    own.CHAPTER: {"章次": None, "章名": None, "材料": Table({})},
    own.LEFT_OUT: dict.fromkeys(("名称", "原因", "位置")),
    own.HEADS: _WHOSE,
    own.NUMBERS: {"其余页": Table({})},
    **dict.fromkeys(own.MADE.values(), _MADE),
}
