"""A compiled template: per document only Jinja, encoding and deflating of what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from types import CodeType
from typing import Any, Final

from jinja2 import Template
from markupsafe import escape

from pipeline.model.picture import Picture
from pipeline.render.archive import Member, Prepared, member
from pipeline.render.environment import DRAW, NeedsDocxtpl, environment
from pipeline.render.media import Media, Prepare
from pipeline.render.plan import TYPES, Plan
from pipeline.render.printing import LINE_BREAK, printed

_SEPARATOR: Final = "\0"
"""Between values that are treated as one text: no value may hold it."""
_CONTROLS: Final = bytes({*range(1, 32)} - {*b"\n"})


class Compiled:
    """Renders one template. Not for several threads at once; processes do not share it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._parts = {name: _part(name, code) for name, code in plan.codes.items()}
        self._prepared = Prepared(*plan.prepared)
        self._relations = member(plan.relations_name, plan.relations.encode())
        self._types = member(TYPES, plan.types.encode())

    @property
    def reasons(self) -> tuple[str, ...]:
        return self._plan.reasons

    @property
    def names(self) -> tuple[str, ...]:
        return self._plan.names

    def render(self, context: Mapping[str, Any], prepare: Prepare) -> bytes:
        """Raises NeedsDocxtpl, TemplateError for text that XML cannot hold, and Jinja's errors."""
        media = Media(self._plan.drawing, self._plan.relations, self._plan.images, prepare)
        document = {**environment().globals, **context, "__next_drawing": media.next_drawing, DRAW: media.draw}
        elsewhere = {**document, DRAW: _draw_elsewhere}
        members = []
        for name, part in self._parts.items():
            if isinstance(part, Member):
                members.append(part)
                continue
            content = self._filled(name, part, document if name == self._plan.document else elsewhere)
            if self._plan.in_attributes and media.parts():
                _check_whole(content)
            members.append(member(name, content))
        return self._prepared.with_members([*members, *self._package(media)])

    def _filled(self, name: str, template: Template, names: dict[str, Any]) -> bytes:
        """Text and value in turn: the template's own comes as bytes; values come as text, made XML all at once."""
        pairs = template.root_render_func(template.new_context(names, shared=True))
        chunks: list[Any] = list(chain.from_iterable(pairs))
        values = chunks[1::2]
        drawings = _drawings(values)
        for at in drawings:
            values[at] = ""
        text = _SEPARATOR.join(values)
        # As many separators as values: one stands in a value, which `printed` refuses by name.
        if _is_special(text) or text.count(_SEPARATOR) >= max(len(values), 1):
            text = _SEPARATOR.join([printed(value) for value in values])
        if name != self._plan.core and ("\t" in text or ("\n" in text and self._plan.in_attributes)):
            # What splits runs and paragraphs is left to docxtpl itself.
            raise NeedsDocxtpl(name)
        xml = str(escape(text))
        if name != self._plan.core:
            xml = xml.replace("\n", LINE_BREAK)
        ready = xml.encode().split(_SEPARATOR.encode())
        for at, drawing in drawings.items():
            ready[at] = drawing
        chunks[1::2] = ready
        return b"".join(chunks)

    def _package(self, media: Media) -> list[Member]:
        pictures = media.parts()
        if not pictures:
            return [self._relations, self._types]
        return [
            *(member(name, content) for name, content in pictures.items()),
            member(self._plan.relations_name, media.relations().encode()),
            member(TYPES, media.types(self._plan.types).encode()),
        ]


def _drawings(values: Sequence[Any]) -> dict[int, bytes]:
    """Those among the values, by their place: they are XML already. Most documents have none."""
    if bytes not in set(map(type, values)):
        return {}
    return {at: value for at, value in enumerate(values) if type(value) is bytes}


def _is_special(text: str) -> bool:
    """Whether it holds a control character but a line's end, a lone surrogate, U+FFFE or U+FFFF.

    In a third of a pattern's time.
    """
    if "\ufffe" in text or "\uffff" in text:
        return True
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        return True
    return len(encoded.translate(None, _CONTROLS)) < len(encoded)


def _check_whole(xml: bytes) -> None:
    """A picture may stand in an attribute: docxtpl's own way says what is wrong then."""
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError as error:
        raise NeedsDocxtpl(str(error)) from error


def _draw_elsewhere(picture: Picture) -> str:
    """A header's picture has its relationship in the header's own file."""
    raise NeedsDocxtpl(picture.digest)


def _part(name: str, code: CodeType | bytes) -> Template | Member:
    """What every document has of it ready; its names are given to a template with each document."""
    return member(name, code) if isinstance(code, bytes) else Template.from_code(environment(), code, {})
