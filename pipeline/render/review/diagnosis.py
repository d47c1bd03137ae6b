"""Why could a template not be rendered with this context? Asked only after it has failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateSyntaxError

from pipeline.render.fault import TemplateFault
from pipeline.render.review.known import OPEN, Names, Table
from pipeline.render.review.parts import parts_of
from pipeline.render.review.rehearsal import rehearse
from pipeline.render.scan import faults_of


def diagnose(content: bytes, context: Mapping[str, Any]) -> list[TemplateFault]:
    """All that failed; of a template that cannot even be parsed, all that is wrong in it."""
    names = {name: _names_in(value) for name, value in context.items()}
    try:
        parts = parts_of(content)
        return faults_of(content, names) if any(part.is_closed for part in parts) else rehearse(parts, context)
    except TemplateSyntaxError:
        return faults_of(content, names)
    except Exception:
        # No docx at all, or one that even the diagnosis stumbles over: the first failure is told.
        return []


def _names_in(value: Any) -> Names | Table | None:
    if isinstance(value, Mapping):
        return {str(name): _names_in(inner) for name, inner in value.items()}
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, Mapping)]
        return Table({str(name): _names_in(inner) for row in rows for name, inner in row.items()} if rows else OPEN)
    return None
