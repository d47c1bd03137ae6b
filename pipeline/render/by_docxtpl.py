"""docxtpl's own way, for what text alone cannot do; without the two ways in which it loses or spoils text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx.oxml import parse_xml
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment
from markupsafe import Markup, escape

from pipeline.model.picture import Picture
from pipeline.render.archive import Prepared, member
from pipeline.render.environment import environment
from pipeline.render.media import Prepare
from pipeline.render.printing import printed
from pipeline.render.properties import Properties


class Document(DocxTemplate):  # type: ignore[misc]
    """Refuses what is no XML, where docxtpl would drop it; does not escape the properties twice."""

    def fix_tables(self, xml: str) -> Any:
        parse_xml(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        plain = (jinja_env or Environment()).overlay(autoescape=False, finalize=printed)
        super().render_properties(context, plain)


def render_by_docxtpl(content: bytes, context: Mapping[str, Any], properties: Properties, prepare: Prepare) -> bytes:
    """The same package that the fast way makes; raises what docxtpl, lxml and Jinja raise."""
    document = Document(io.BytesIO(content))
    document.init_docx()
    dialect = environment().overlay(finalize=_in_xml)
    document.render(_filled(context, document, prepare), dialect, autoescape=True)
    _stamp(document, properties)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        members = [member(name, package.read(name)) for name in package.namelist()]
    return Prepared.of(members).with_members([])


def _filled(value: Any, document: DocxTemplate, prepare: Prepare) -> Any:
    """The context with every Picture turned into one of this document."""
    if isinstance(value, Picture):
        content, width, height = prepare(value)
        return InlineImage(document, io.BytesIO(content), width=Mm(width), height=Mm(height))
    if isinstance(value, Mapping):
        return {key: _filled(inner, document, prepare) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, document, prepare) for inner in value]
    return value


def _in_xml(value: Any) -> Any:
    """Escaped, and braces as references: docxtpl would take `{_{` in a value for its own sign."""
    text = printed(value)
    if type(text) is not str:
        return text
    return Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))


def _stamp(document: DocxTemplate, properties: Properties) -> None:
    core = document.docx.core_properties
    core.title, core.author = properties.title[:255], properties.author[:255]
    core.last_modified_by = core.author
    core.created = core.modified = dt.datetime.combine(properties.day, dt.time())
    core.revision = 1
