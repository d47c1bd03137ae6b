"""Settings, mappings, rules, forms and templates against each other: everything that does not fit, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.filing.templates import TEMPLATES as OF_ARCHIVES
from pipeline.flow.checking.fonts import check_fonts
from pipeline.flow.checking.mappings import forms_as_meant, misfits_between, not_compared, not_used, packets_of
from pipeline.flow.checking.report import CheckReport, Finding
from pipeline.flow.checking.templates import TemplateCheck, Use, check_template, templates_in, uses_of
from pipeline.handbook.templates import TEMPLATES as OF_HANDBOOKS
from pipeline.inspection.templates import TEMPLATES as OF_INSPECTIONS
from pipeline.mapping.archive import misfits_of_retention
from pipeline.mapping.load import Reading, read_mappings
from pipeline.mapping.misfit import MappingFault, in_words
from pipeline.mapping.rules.read import RuleReading, read_rules
from pipeline.model.problem import Severity
from pipeline.settings.read import line_of, read_settings
from pipeline.settings.workspace import SETTINGS_NAME, Workspace

_OWN: Final = {"迎检": OF_INSPECTIONS, "工作手册": OF_HANDBOOKS, "归档": OF_ARCHIVES}
"""Templates that no packet uses, by what they are for."""


def check(workspace: Workspace) -> CheckReport:
    """Writes nothing. Whatever is wrong with the files is in the report, nothing of it is raised."""
    reading = read_mappings(workspace.mappings)
    rules = read_rules(workspace.mappings)
    uses = uses_of(packets_of(reading), forms_as_meant(reading))
    for whose, own in _OWN.items():
        for template, shape in own.items():
            uses.setdefault(template, []).append(Use(whose, template.removesuffix(".docx"), shape))
    names = templates_in(workspace.templates)
    templates = [check_template(workspace.templates, name, uses.get(name, [])) for name in names]
    faults = [*reading.faults, *rules.faults, *misfits_between(reading, rules.files, names)]
    remarks = [*not_compared(reading), *not_used(reading, {each.name: each.used for each in templates})]
    is_whole = len(packets_of(reading)) == len(reading.packets)
    findings = [
        *_of_settings(workspace, rules, reading),
        *_of_mappings(workspace, faults, Severity.STOPS),
        *_of_mappings(workspace, remarks, Severity.WARNS),
        *(finding for template in templates for finding in _of_template(template)),
        *check_fonts(workspace, {template.name: template.content for template in templates}),
        *(_not_used(name) for name in names if is_whole and name not in uses),
        *(_not_there(name, whose) for whose, own in _OWN.items() for name in own if name not in names),
    ]
    return CheckReport(tuple(sorted(findings, key=lambda each: (each.file, each.line))), tuple(templates))


def _of_settings(workspace: Workspace, rules: RuleReading, mappings: Reading) -> Iterator[Finding]:
    path = workspace.root / SETTINGS_NAME
    settings, faults = read_settings(path)
    for fault in faults:
        yield Finding(SETTINGS_NAME, fault.line, fault.key, fault.message, fault.hint)
    if settings is None or not rules.files or not all(file.mapping for file in rules.files):
        return  # what it chooses of the rules is not told twice
    text, book = path.read_text(encoding="utf-8-sig"), rules.book(settings)
    archives = [file.mapping for file in mappings.archives if file.mapping]
    boxes = misfits_of_retention(settings.archive.retention, archives)
    stops = [*rules.catalogue().misfits_of(settings.checks), *book.misfits(), *boxes]
    for severity, misfits in ((Severity.STOPS, stops), (Severity.WARNS, book.remarks())):
        for misfit in misfits:
            at = in_words(misfit.at)
            yield Finding(SETTINGS_NAME, line_of(misfit.at, text), at, misfit.message, misfit.hint, severity)


def _of_mappings(workspace: Workspace, faults: Iterable[MappingFault], severity: Severity) -> Iterator[Finding]:
    for fault in faults:
        file = fault.path.relative_to(workspace.root).as_posix()
        yield Finding(file, fault.line, in_words(fault.at), fault.message, fault.hint, severity)


def _of_template(template: TemplateCheck) -> Iterator[Finding]:
    for fault in template.faults:
        place = " ".join(part for part in (fault.part, fault.place, fault.tag) if part)
        yield Finding(f"templates/{template.name}", 0, place, fault.message, fault.hint)


def _not_used(template: str) -> Finding:
    hint = "要用的话，请在 mappings/packets 的 documents 里写上它；不用的可以删去"
    return Finding(f"templates/{template}", 0, "", "没有一个材料包用到这个模板", hint, Severity.WARNS)


def _not_there(template: str, whose: str) -> Finding:
    """All else goes on without it."""
    hint = "请用 dangan init 补全 templates 文件夹"
    return Finding(f"templates/{template}", 0, "", f"没有这个模板，{whose}的材料写不出来", hint, Severity.WARNS)
