"""What stands in a document's properties."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

from pipeline.errors import TemplateError
from pipeline.render.printing import printed

FILLED: Final = ("description", "identifier", "language", "subject")
"""The template's properties that docxtpl fills, as the XML calls them; the activity's own are stamped over it."""


class Properties(NamedTuple):
    """`day` is the activity's, never today's."""

    title: str
    author: str
    day: dt.date

    def names(self) -> dict[str, str]:
        """As a compiled template asks for them (see `compile`)."""
        return {"__title": self.title[:255], "__author": self.author[:255], "__moment": f"{self.day}T00:00:00Z"}


def stamped(title: str, author: str, moment: str) -> dict[str, str]:
    """What stands in every document's properties, by the XML's names: `moment` as W3C writes it."""
    return {
        "title": title,
        "creator": author,
        "lastModifiedBy": author,
        "revision": "1",
        "created": moment,
        "modified": moment,
    }


def in_properties(value: Any) -> str:
    """A value as it is printed there, where only text can stand."""
    text = printed(value)
    if not isinstance(text, (str, int, float)):
        raise TemplateError(
            "文档属性里只能填文字，不能放图片和带格式的内容", "请在 Word 的“文件-信息-属性”里改掉这个标签"
        )
    return str(text)
