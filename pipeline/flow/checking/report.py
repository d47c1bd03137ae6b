"""What `dangan check` has to say: data, for the terminal and for programs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.flow.checking.templates import TemplateCheck
from pipeline.model.problem import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit (it stops), or what should be looked at (it warns), in one file of the workspace.

    `file` is below the workspace, with slashes. `line` counts from 1, 0 where it is not known. `place` is the path of
    keys in a mapping, or the part, place and tag in a template; empty for the file as a whole.
    """

    file: str
    line: int
    place: str
    message: str
    hint: str
    severity: Severity = Severity.STOPS

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOPS


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings by file and line, those of a template in the document's order; every template by name."""

    findings: tuple[Finding, ...]
    templates: tuple[TemplateCheck, ...]

    @property
    def errors(self) -> int:
        return sum(finding.stops for finding in self.findings)

    @property
    def hints(self) -> int:
        return len(self.findings) - self.errors
