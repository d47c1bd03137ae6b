"""Compiled templates on disk: a fresh process need not import docxtpl or lxml for a template that it has seen."""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.files.digest import digest_of
from pipeline.render.kept import keep, kept
from pipeline.render.plan import Plan

_COMPILERS = ("jinja2", "docxtpl", "docx")
"""Their `__init__.py` names their version; importlib.metadata would tell it too, and cost a fresh process 17 ms."""


class PlanStore:
    """One file for each template, as this program compiles it; what is damaged is compiled again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def plan(self, template: str, digest: str, content: bytes) -> Plan:
        """`digest` is the SHA-256 of `content`; raises what `compile_template` raises."""
        of_template = digest_of(template.encode())[:16]
        path = self._folder / f"{of_template}-{digest[:32]}-{_maker()}.plan"
        if content_kept := kept(path):
            return Plan(*marshal.loads(content_kept))
        from pipeline.render.compile import compile_template

        plan = compile_template(content)
        keep(path, marshal.dumps(tuple(plan)))
        self._drop_outdated(of_template, path)
        return plan

    def _drop_outdated(self, of_template: str, newest: Path) -> None:
        """What other versions of this program have compiled, and what the template was before it was edited."""
        with suppress(OSError):
            for path in self._folder.glob("*.plan"):
                is_of_before = path.name.startswith(f"{of_template}-") and path != newest
                if is_of_before or not path.stem.endswith(f"-{_maker()}"):
                    path.unlink(missing_ok=True)


@cache
def _maker() -> str:
    """Changes with this package, with the libraries that compile, and with Python: none can read another's work."""
    ours = sorted(Path(__file__).parent.glob("*.py"))
    theirs = [Path(spec.origin) for name in _COMPILERS if (spec := find_spec(name)) and spec.origin]
    code = b"".join(path.read_bytes() for path in (*ours, *theirs))
    return digest_of(code + str(sys.implementation.cache_tag).encode())[:16]
