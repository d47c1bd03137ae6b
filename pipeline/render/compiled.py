"""A compiled template: per document only Jinja, encoding and deflating of what changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, Final

from jinja2 import Template
from markupsafe import Markup

from pipeline.render.archive import Member, Prepared, member
from pipeline.render.environment import NeedsDocxtpl, environment
from pipeline.render.media import Media, Prepare
from pipeline.render.plan import CORE, RELATIONS, TYPES, Plan
from pipeline.render.printing import printed

_SPECIAL: Final = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_PARAGRAPH: Final = re.compile("[\t\a\f]")
_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'


class Compiled:
    """Renders one template. Not for several threads at once; processes do not share it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._templates = {name: _template(code) for name, code in plan.codes.items()}
        self._prepared = Prepared(*plan.prepared)
        self._constants: dict[int, tuple[str, bytes]] = {}
        self._relations = member(RELATIONS, plan.relations.encode())
        self._types = member(TYPES, plan.types.encode())

    @property
    def reasons(self) -> tuple[str, ...]:
        return self._plan.reasons

    def render(self, context: Mapping[str, Any], prepare: Prepare) -> bytes:
        """Raises NeedsDocxtpl, TemplateError for text that XML cannot hold, and Jinja's errors."""
        media = Media(self._plan.drawing, self._plan.relations, prepare)
        environment().draw = media.draw
        names = {**context, "__next_drawing": media.next_drawing}
        members = [member(name, self._part(name, template, names)) for name, template in self._templates.items()]
        return self._prepared.with_members([*members, *self._package(media)])

    def _part(self, name: str, template: Template, names: dict[str, Any]) -> bytes:
        """Static text comes as str, always the same object, and is encoded once; values come as Markup."""
        constants = self._constants
        chunks: list[bytes | Markup] = []
        values: list[Markup] = []
        for chunk in template.root_render_func(template.new_context(names)):
            if type(chunk) is Markup:
                values.append(chunk)
                chunks.append(chunk)
                continue
            encoded = constants.get(id(chunk))
            if encoded is None:
                # The constant is kept with its bytes: while it lives, no other object has its id.
                encoded = (chunk, chunk.encode())
                constants[id(chunk)] = encoded
            chunks.append(encoded[1])
        special = _SPECIAL.search("".join(values)) is not None
        turn = self._plain if name == CORE else self._with_breaks
        encode: Callable[[str], bytes] = turn if special else str.encode
        return b"".join([chunk if isinstance(chunk, bytes) else encode(chunk) for chunk in chunks])

    def _plain(self, value: str) -> bytes:
        """Of a property: refuses what XML cannot hold."""
        return bytes(printed(str(value)).encode())

    def _with_breaks(self, value: str) -> bytes:
        """Line breaks as docxtpl prints them; what splits runs and paragraphs is left to docxtpl itself."""
        text = printed(str(value))
        if _NEEDS_PARAGRAPH.search(text) or ("\n" in text and self._plan.in_attributes):
            raise NeedsDocxtpl(text)
        return bytes(text.replace("\n", _BREAK).encode())

    def _package(self, media: Media) -> list[Member]:
        pictures = media.parts()
        if not pictures:
            return [self._relations, self._types]
        return [
            *(member(name, content) for name, content in pictures.items()),
            member(RELATIONS, media.relations().encode()),
            member(TYPES, media.types(self._plan.types).encode()),
        ]


def _template(code: CodeType) -> Template:
    made = environment()
    return Template.from_code(made, code, made.make_globals(None))
