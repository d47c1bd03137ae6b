"""docxtpl's template, without the two ways in which it loses or spoils text."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment

from pipeline.render.printing import printed


class Document(DocxTemplate):  # type: ignore[misc]
    """Refuses what is no XML, where docxtpl would drop it; does not escape the properties twice."""

    def fix_tables(self, xml: str) -> Any:
        parse_xml(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        plain = (jinja_env or Environment()).overlay(autoescape=False, finalize=printed)
        super().render_properties(context, plain)
