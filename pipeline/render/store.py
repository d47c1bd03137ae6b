"""Compiled templates on disk: a fresh process need not import docxtpl or lxml for a template that it has seen."""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.files.digest import digest_of
from pipeline.files.publish import write_whole
from pipeline.render.plan import Plan

_COMPILERS = ("jinja2", "docxtpl", "docx")
"""Their `__init__.py` names their version; importlib.metadata would tell it too, and cost a fresh process 17 ms."""


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
            write_whole(kept, marshal.dumps(tuple(plan)))
        return plan


@cache
def _maker() -> str:
    """Changes with this package, with the libraries that compile, and with Python: none can read another's work."""
    ours = sorted(Path(__file__).parent.glob("*.py"))
    theirs = [Path(spec.origin) for name in _COMPILERS if (spec := find_spec(name)) and spec.origin]
    code = b"".join(path.read_bytes() for path in (*ours, *theirs))
    return digest_of(code + str(sys.implementation.cache_tag).encode())[:16]
