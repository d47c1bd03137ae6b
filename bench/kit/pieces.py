"""The steps of our renderer one by one, as `pipeline.render.compiled` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template
from kit.engines import PROPERTIES
from kit.minutes import TEMPLATE

from pipeline.files.digest import digest_of
from pipeline.render.environment import environment
from pipeline.render.plan import Plan
from pipeline.render.store import PlanStore


def plan_of(folder: Path) -> Plan:
    content = (folder / TEMPLATE).read_bytes()
    return PlanStore(folder / "plans").plan(TEMPLATE, digest_of(content), content)


def templates_of(plan: Plan) -> dict[str, Template]:
    dialect = environment()
    names = dialect.make_globals(None)
    return {part: Template.from_code(dialect, code, names) for part, code in plan.codes.items()}


def names_of(context: Mapping[str, Any]) -> dict[str, Any]:
    """As a compiled template wants them; the page has no drawings to be numbered."""
    return {**context, **PROPERTIES.names()}


def run(template: Template, names: dict[str, Any]) -> list[bytes | str]:
    return list(template.root_render_func(template.new_context(names)))


def joined(pieces: list[bytes | str]) -> bytes:
    return b"".join([piece if isinstance(piece, bytes) else piece.encode() for piece in pieces])
