"""Does a template fit the names that it may use? All faults at once, without a value at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from jinja2 import TemplateSyntaxError, nodes

from pipeline.errors import TemplateError
from pipeline.render.environment import environment
from pipeline.render.fault import TemplateFault
from pipeline.render.review import known
from pipeline.render.review.blocks import Slip, mend
from pipeline.render.review.parts import MERGE, Part, parts_of
from pipeline.render.review.reading import read
from pipeline.render.review.syntax import in_words
from pipeline.render.review.written import ENDS, Tag

Names: TypeAlias = known.Names
"""Name -> None for a plain value, a Table for a list of rows, the names inside for a single row."""
Table: TypeAlias = known.Table
OPEN: Final[Names] = known.OPEN
"""The names in something of which these are not known: each is there."""

_ALONE: Final = "{%tr %}、{%tc %}、{%p %} 要单独占一行、一格或一段，那里的别的内容生成时会去掉"
_IN_LOOP: Final = "它把循环生成的格子合并起来；要在 {%tr for %} 或 {%tc for %} 和它的结尾之间"
_DROPS_COMMENTED: Final = re.compile(r"\{#(tr|tc|p) ")
_RAW: Final = re.compile(r"\{%[-+]?\s*raw\b")
_OPEN: Final = "请补上结尾，一个标签要写在同一段里"
_BROKEN: Final = {
    "wide": ("用了全角的大括号，不会被填写", "请改用英文（半角）的 {{ }} 或 {% %}"),
    "stray": ("只有标签的结尾，前面没有成对的开头", "请补上开头的“{{”或“{%”，或者删去"),
}


def faults_of(content: bytes, names: Names | None) -> list[TemplateFault]:
    """Every fault in document order: body, headers, footers, footnotes, endnotes, properties. Never raises.

    `names` None: it is not known which there are, and only how it is written is looked at.
    """
    try:
        parts = parts_of(content)
    except TemplateError as error:
        return [TemplateFault("", "", -1, "", "", error.message, error.hint)]
    return [fault for part in parts for fault in _faults_in(part, names)]


def names_used(content: bytes) -> frozenset[str]:
    """Dotted paths that the template prints or tests, loop variables resolved: {"党费.姓名", "活动主题"}.

    What cannot be parsed gives what can still be read in it.
    """
    try:
        parts = parts_of(content)
    except TemplateError:
        return frozenset()
    return frozenset(path for part in parts if part.is_filled for path in _used_in(part))


def _faults_in(part: Part, names: Names | None) -> list[TemplateFault]:
    try:
        return _in_order(part, _faults(part, names))
    except (RecursionError, SyntaxError):
        # Deeper than Jinja or Python can follow.
        return [TemplateFault(part.name, "", -1, "", "", "标签一层套一层，套得太深", "请减少层数，或拆成几个标签")]


def _used_in(part: Part) -> Iterable[str]:
    try:
        tree = _parsed(part).tree
        return read(tree, None).used if tree else ()
    except RecursionError:
        return ()


@dataclass(frozen=True, slots=True)
class _Parsed:
    """`tree` is None where nothing can be parsed; `is_whole` where it is the template's own, nothing left out."""

    tree: nodes.Template | None
    slips: list[Slip]
    is_whole: bool


def _parsed(part: Part) -> _Parsed:
    try:
        return _Parsed(environment().parse(part.source), [], True)
    except TemplateSyntaxError as error:
        mended = mend(part.source)
        slips = mended.slips
        if not slips:
            slips = [_slip(part, error)]
    try:
        return _Parsed(environment().parse(mended.source), slips, False)
    except TemplateSyntaxError as error:
        return _Parsed(None, [*slips, _slip(part, error)], False)


def _slip(part: Part, error: TemplateSyntaxError) -> Slip:
    tag = part.tag_at(error.lineno)
    return Slip(error.lineno, *in_words(error, tag.text if tag else ""))


def _faults(part: Part, names: Names | None) -> Iterator[tuple[int, TemplateFault]]:
    """Each with its tag's place in the part's order."""
    if not part.is_filled:
        for number in _whole(part):
            yield _at(part, number, "", f"{part.name}里的标签不会被填写", "请写到正文、页眉、页脚或脚注里")
        return
    parsed = _parsed(part)
    yield from _as_written(part, parsed)
    for slip in parsed.slips:
        if not _is_open(part, slip.line):
            yield _at(part, part.number_at(slip.line), "", slip.message, slip.hint)
    unknown = read(parsed.tree, names).unknown if parsed.tree else []
    for each in unknown:
        number = part.number_at(each.line)
        if each.field == "loop" and number >= 0 and MERGE.fullmatch(part.tags[number].text):
            yield _at(part, number, "", "只能写在循环里的格子里", _IN_LOOP)
        elif not _is_open(part, each.line):
            yield _at(part, number, each.field, each.message, each.hint)
    if parsed.is_whole and not unknown:
        yield from _uncompiled(part)


def _as_written(part: Part, parsed: _Parsed) -> Iterator[tuple[int, TemplateFault]]:
    """What is wrong with the signs themselves, and what docxtpl drops with the row that it stands in."""
    kept = set(part.lines)
    told = {"wide": True, "stray": _prints_ends(part, parsed)}
    for number, tag in enumerate(part.tags):
        if told.get(tag.kind):
            yield _at(part, number, "", *_BROKEN[tag.kind])
        elif tag.kind == "open" and part.is_closed:
            yield _at(part, number, "", f"标签没有写完，缺少结尾的“{ENDS[tag.text[:2]]}”", _OPEN)
    if _DROPS_COMMENTED.search(" ".join(tag.text for tag in part.tags)):
        return
    for number in _whole(part):
        if number not in kept and not MERGE.fullmatch(part.tags[number].text):
            yield _at(part, number, "", "不起作用：同一行、格或段里还有别的 {%tr %}、{%tc %} 或 {%p %}", _ALONE)


def _is_open(part: Part, line: int) -> bool:
    """An unclosed tag is told as such, not by what it comes to when it is closed anywhere."""
    tag = part.tag_at(line)
    return tag is not None and tag.kind == "open"


def _prints_ends(part: Part, parsed: _Parsed) -> bool:
    """Not when they stand in quotes, or are meant: {% raw %}."""
    if parsed.tree is None or not parsed.is_whole:
        return True
    data = "".join(each.data for each in parsed.tree.find_all(nodes.TemplateData))
    return not _RAW.search(part.source) and ("}}" in data or "%}" in data)


def _whole(part: Part) -> Iterator[int]:
    return (n for n, tag in enumerate(part.tags) if tag.kind == "whole" and not tag.text.startswith("{#"))


def _uncompiled(part: Part) -> Iterator[tuple[int, TemplateFault]]:
    """What Jinja finds only when it makes code: a block named twice, a filter in a branch."""
    try:
        environment().compile(part.source)
    except TemplateSyntaxError as error:
        slip = _slip(part, error)
        yield _at(part, part.number_at(slip.line), "", slip.message, slip.hint)


def _at(part: Part, number: int, field: str, message: str, hint: str) -> tuple[int, TemplateFault]:
    tag = part.tags[number] if number >= 0 else Tag("", "", -1)
    return number, TemplateFault(part.name, tag.place, tag.paragraph, tag.text, field, message, hint)


def _in_order(part: Part, found: Iterator[tuple[int, TemplateFault]]) -> list[TemplateFault]:
    """Each once, also where Word keeps a text box twice, and a macro is called twice."""
    once: dict[tuple[str, str, str, str], TemplateFault] = {}
    for _, fault in sorted(found, key=lambda pair: pair[0]):
        once.setdefault((fault.place, fault.tag, fault.field, fault.message), fault)
    return list(once.values())
