"""docxtpl's own way, for what text alone cannot do."""

from __future__ import annotations

import gc
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from docx.shared import Mm
from docxtpl import InlineImage
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from pipeline.errors import TemplateError
from pipeline.model.picture import Picture
from pipeline.render.archive import Prepared, member
from pipeline.render.bound import Bound
from pipeline.render.core import stamp
from pipeline.render.dialect import Dialect, opened
from pipeline.render.environment import environment
from pipeline.render.media import Prepare
from pipeline.render.printing import check_text, printed
from pipeline.render.properties import Properties, stamped

_LINK: Final = re.compile(r'<w:hyperlink r:id="([^"]*)"')
_SPLITTERS: Final = str.maketrans("", "", "\a\f")
"""A new paragraph and a new page, in docxtpl's own values."""
_BIND: Final = "请用 Bound 交给渲染器，由它在这份文档里生成"


def render_by_docxtpl(content: bytes, context: Mapping[str, Any], properties: Properties, prepare: Prepare) -> bytes:
    """The same package that the fast way makes; raises TemplateError, and what docxtpl, lxml and Jinja raise."""
    document = opened(content)
    out = io.BytesIO()
    try:
        document.render(_filled(context, document, prepare), _environment(document), autoescape=True)
        stamp(document, stamped(*(printed(text) for text in properties.names().values())))
        document.save(out)
    finally:
        # Parts and package know each other: Python finds such rings late, and does not see lxml's megabytes in them.
        del document
        gc.collect()
    with zipfile.ZipFile(out) as package:
        members = [member(name, package.read(name)) for name in package.namelist()]
    return Prepared.of(members).with_members([])


def _filled(value: Any, document: Dialect, prepare: Prepare) -> Any:
    """The context with every picture and every bound value turned into one of this document."""
    if isinstance(value, Picture):
        made = prepare(value)
        image = InlineImage(document, io.BytesIO(made.content), width=Mm(made.width_mm), height=Mm(made.height_mm))
        return _Noted(image, made.note) if made.note else image
    if isinstance(value, InlineImage):
        return InlineImage(document, value.image_descriptor, value.width, value.height, value.anchor)
    if isinstance(value, Bound):
        return value.make(document)
    if isinstance(value, Mapping):
        return {key: _filled(inner, document, prepare) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, document, prepare) for inner in value]
    return value


class _Noted:
    """A picture with text behind it."""

    def __init__(self, image: InlineImage, note: str) -> None:
        self._image = image
        self._note = note

    def __html__(self) -> str:
        return str(self._image) + str(escape(self._note))


def _environment(document: Dialect) -> Any:
    @pass_eval_context  # else Jinja prints constants when it compiles, and escapes them before and after
    def in_xml(_: EvalContext, value: Any) -> Any:
        return _in_xml(printed(value), document)

    return environment().overlay(finalize=in_xml)


def _in_xml(value: Any, document: Dialect) -> Any:
    """Escaped, and braces as references: docxtpl would take `{_{` in a value for its own sign."""
    if not isinstance(value, str) and not hasattr(value, "__html__"):
        return value
    if getattr(value, "tpl", document) is not document:
        raise TemplateError("一个值（图片或子文档）是为别的文档生成的", _BIND)
    text = str(escape(value))
    if not isinstance(value, str):
        check_text(text.translate(_SPLITTERS))
        relations = document.current_rendering_part.rels
        if lost := [link for link in _LINK.findall(text) if link not in relations]:
            raise TemplateError(f"带格式文字里的网址链接 {lost[0]} 不在这份文档里", _BIND)
    return Markup(text.replace("{", "&#123;").replace("}", "&#125;"))
