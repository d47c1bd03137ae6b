"""A template's parts as docxtpl fills them, each tag of the patched source known again as it stands in Word."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from jinja2 import TemplateSyntaxError

from pipeline.render.environment import environment
from pipeline.render.review.written import Tag, numbers_in, written

if TYPE_CHECKING:
    from pipeline.render.dialect import Dialect

_PROPERTIES: Final = {
    "title": "标题", "subject": "主题", "creator": "作者", "description": "备注",
    "identifier": "标识", "language": "语言",
}  # fmt: skip
_LEFT: Final = {"keywords": "关键词", "category": "类别", "contentStatus": "内容状态", "version": "版本"}
"""Properties as Word calls them; docxtpl does not look at the latter. Title and author become the activity's."""
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_NOT_FILLED: Final = {
    f"{_OFFICE}.wordprocessingml.endnotes+xml": "尾注",
    f"{_OFFICE}.drawingml.chart+xml": "图表",
    f"{_OFFICE}.drawingml.diagramData+xml": "SmartArt 图形",
}
"""What is printed, and docxtpl does not look at."""
_OPENER: Final = re.compile(r"\{\{|\{%")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
MERGE: Final = re.compile(r"\{%-?\s*[vh]m\s*-?%\}")


@dataclass(frozen=True, slots=True)
class Part:
    """`source` is what Jinja gets, with a new line before each of its tags and nowhere else.

    `lines[n]` is the index in `tags` of the tag on line n + 1, -1 where there is none.
    """

    name: str
    tags: list[Tag]
    source: str
    lines: list[int]
    is_filled: bool
    """False where docxtpl leaves the tags as they are."""
    is_closed: bool = False
    """Tags that their author did not close have been closed."""

    def number_at(self, line: int) -> int:
        """The index of the tag on a line that counts from 1, -1 where there is none."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else -1

    def tag_at(self, line: int) -> Tag | None:
        number = self.number_at(line)
        return self.tags[number] if number >= 0 else None


def parts_of(content: bytes) -> list[Part]:
    """Body, headers, footers, footnotes, what is not filled, properties; raises TemplateError for what is no docx."""
    from pipeline.render.dialect import opened

    template = opened(content)
    return [
        _part(template, "正文", template.get_xml()),
        *_numbered(template, "页眉", _margins(template, template.HEADER_URI)),
        *_numbered(template, "页脚", _margins(template, template.FOOTER_URI)),
        *_numbered(template, "脚注", [template.get_part_xml(part) for part in template.footnotes()]),
        *_not_filled(template),
        *_properties(template),
    ]


def _numbered(template: Dialect, name: str, sources: list[str], is_filled: bool = True) -> Iterator[Part]:
    for number, xml in enumerate(sources, 1):
        yield _part(template, f"{name}{number}" if len(sources) > 1 else name, xml, is_filled)


def _margins(template: Dialect, kind: str) -> list[str]:
    """Headers or footers in the order in which the sections name them."""
    body = template.get_xml()
    found = sorted(template.get_headers_footers(kind), key=lambda pair: body.find(f'"{pair[0]}"'))
    return [template.get_part_xml(part) for _, part in found]


def _not_filled(template: Dialect) -> Iterator[Part]:
    parts = sorted(template.docx.part.package.iter_parts(), key=lambda part: str(part.partname))
    for kind, name in _NOT_FILLED.items():
        sources = [template.get_part_xml(part) for part in parts if part.content_type == kind]
        yield from _numbered(template, name, sources, is_filled=False)
    links = [unquote(link.target_ref) for part in parts for link in part.rels.values() if link.is_external]
    tags = [tag for link in sorted(links) for tag in written(html.escape(link, quote=False)).tags]
    yield _lined("链接的网址", tags, "", is_filled=False)


def _part(template: Dialect, name: str, xml: str, is_filled: bool = True) -> Part:
    found = written(xml)
    part = _lined(name, found.tags, template.patch_xml(found.marked), is_filled)
    if found.closed == found.marked or _is_right(part.source):
        return part
    return replace(_lined(name, found.tags, template.patch_xml(found.closed), is_filled), is_closed=True)


def _is_right(source: str) -> bool:
    """A brace may also stand in quotes, and a tag may run on in the next paragraph."""
    try:
        environment().parse(source)
    except (TemplateSyntaxError, RecursionError):
        return False
    return True


def _properties(template: Dialect) -> Iterator[Part]:
    from pipeline.render.core import text_of

    for key, name in (_PROPERTIES | _LEFT).items():
        found = written(html.escape(text_of(template, key), quote=False))
        tags = [replace(tag, place=name) for tag in found.tags]
        yield _lined("文档属性", tags, html.unescape(found.marked), key in _PROPERTIES)


def _lined(name: str, tags: list[Tag], patched: str, is_filled: bool) -> Part:
    head, *pieces = _split(_BREAK.sub(" ", patched))
    marks = [next(iter(numbers_in(piece)), -1) for piece in pieces]
    return Part(name, tags, "\n".join([head, *pieces]), [-1, *_all_known(marks, tags)], is_filled)


def _split(source: str) -> Iterator[str]:
    """Before the first tag, then one piece from each tag to the next."""
    starts = [0, *(match.start() for match in _OPENER.finditer(source)), len(source)]
    return (source[start:end] for start, end in itertools.pairwise(starts))


def _all_known(marks: list[int], tags: list[Tag]) -> Iterator[int]:
    """What docxtpl makes of {% vm %} and {% hm %} bears no mark: it is theirs, or else the tag's before it."""
    merges = [number for number, tag in enumerate(tags) if MERGE.fullmatch(tag.text)]
    before = -1
    for index, mark in enumerate(marks):
        if mark < 0:
            behind = next((later for later in marks[index:] if later >= 0), len(tags))
            yield next((merge for merge in merges if before < merge < behind), before)
        else:
            before = mark
            yield mark
