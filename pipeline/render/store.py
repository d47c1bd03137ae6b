"""Compiled templates on disk: a fresh process need not import docxtpl or lxml for a template that it has seen."""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline.files.digest import digest_of
from pipeline.files.publish import write_whole
from pipeline.render.plan import Plan

_MAKERS = ("compile.py", "proof.py", "plan.py", "environment.py", "archive.py")


class PlanStore:
    """One file for each template that was compiled by this program; what cannot be read is compiled again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def plan(self, digest: str, content: bytes) -> Plan:
        """`digest` is the SHA-256 of `content`; raises what `compile_template` raises."""
        kept = self._folder / f"{digest[:32]}-{_maker()}.plan"
        with suppress(OSError, ValueError, EOFError, TypeError):
            return Plan(*marshal.loads(kept.read_bytes()))
        from pipeline.render.compile import compile_template

        plan = compile_template(content)
        with suppress(OSError):  # without a cache everything works, only slower
            write_whole(kept, marshal.dumps(astuple(plan)))
        return plan


@cache
def _maker() -> str:
    """Changes with this program, its code that compiles, Jinja and Python: none can read another's work."""
    here = Path(__file__).parent
    code = b"".join((here / name).read_bytes() for name in _MAKERS)
    names = f"{version('dangan')} {version('jinja2')} {sys.implementation.cache_tag}"
    return digest_of(code + names.encode())[:16]
