"""A compiled template: per document only Jinja, encoding and deflating of what changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import CodeType
from typing import Any, Final

from jinja2 import Template
from markupsafe import escape

from pipeline.model.picture import Picture
from pipeline.render.archive import Member, Prepared, member
from pipeline.render.environment import NeedsDocxtpl, environment
from pipeline.render.media import Media, Prepare
from pipeline.render.plan import CORE, DOCUMENT, RELATIONS, TYPES, Plan
from pipeline.render.printing import printed

_SEPARATOR: Final = "\0"
"""Between values that are treated as one text: no value may hold it."""
_SPECIAL: Final = re.compile("[\x01-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'


class Compiled:
    """Renders one template. Not for several threads at once; processes do not share it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._templates = {name: _template(code) for name, code in plan.codes.items()}
        self._prepared = Prepared(*plan.prepared)
        self._relations = member(RELATIONS, plan.relations.encode())
        self._types = member(TYPES, plan.types.encode())

    @property
    def reasons(self) -> tuple[str, ...]:
        return self._plan.reasons

    def render(self, context: Mapping[str, Any], prepare: Prepare) -> bytes:
        """Raises NeedsDocxtpl, TemplateError for text that XML cannot hold, and Jinja's errors."""
        media = Media(self._plan.drawing, self._plan.relations, self._plan.images, prepare)
        names = {**context, "__next_drawing": media.next_drawing}
        members = []
        for name, template in self._templates.items():
            environment().draw = media.draw if name == DOCUMENT else _draw_elsewhere
            members.append(member(name, self._part(name, template, names)))
        return self._prepared.with_members([*members, *self._package(media)])

    def _part(self, name: str, template: Template, names: dict[str, Any]) -> bytes:
        """The template's own text comes as bytes; values come as text, and are made XML all at once."""
        chunks: list[bytes | str] = list(template.root_render_func(template.new_context(names)))
        values = [chunk for chunk in chunks if type(chunk) is str]
        text = _SEPARATOR.join(values)
        # As many separators as values: one stands in a value, which `printed` refuses by name.
        if _SPECIAL.search(text) or text.count(_SEPARATOR) >= max(len(values), 1):
            text = _SEPARATOR.join([printed(value) for value in values])
            if name != CORE and ("\t" in text or ("\n" in text and self._plan.in_attributes)):
                # What splits runs and paragraphs is left to docxtpl itself.
                raise NeedsDocxtpl(name)
        xml = str(escape(text))
        if name != CORE:
            xml = xml.replace("\n", _BREAK)
        encoded = iter(xml.encode().split(_SEPARATOR.encode()))
        return b"".join([chunk if type(chunk) is bytes else next(encoded) for chunk in chunks])

    def _package(self, media: Media) -> list[Member]:
        pictures = media.parts()
        if not pictures:
            return [self._relations, self._types]
        return [
            *(member(name, content) for name, content in pictures.items()),
            member(RELATIONS, media.relations().encode()),
            member(TYPES, media.types(self._plan.types).encode()),
        ]


def _draw_elsewhere(picture: Picture) -> str:
    """A header's picture has its relationship in the header's own file."""
    raise NeedsDocxtpl(picture.digest)


def _template(code: CodeType) -> Template:
    made = environment()
    return Template.from_code(made, code, made.make_globals(None))
