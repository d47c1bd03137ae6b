"""Every shipped template, filled with everything and with nothing but what must be there."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from builders import BRANCH, REPOSITORY, make_photo, shipped_mappings, text_of
from judging import shipped_catalogue, shipped_rules

from pipeline.files.digest import digest_of
from pipeline.filing.templates import TEMPLATES as OF_ARCHIVES
from pipeline.handbook.templates import TEMPLATES as OF_HANDBOOKS
from pipeline.inspection.templates import TEMPLATES as OF_INSPECTIONS
from pipeline.ledger.body import to_text
from pipeline.ledger.entries import Held, Photo
from pipeline.mapping.form import Column, FieldOf, FormMapping
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.periods import Period
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Attendance, Month, PartialDate, Quarter, Rate, Scalar
from pipeline.packet.activity import Activity
from pipeline.packet.branch.facts import told_by
from pipeline.packet.branch.measure import Measure
from pipeline.packet.contents import with_contents
from pipeline.packet.drafts import Draft, draft_documents
from pipeline.render.pictures import PictureShop
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

MAPPINGS = shipped_mappings()
TEMPLATES = REPOSITORY / "templates"
DAY = dt.date(2026, 3, 20)
HOSTILE = 'A<B & "R&D" {_{ }} 买买提·艾力 𠮷\n第二行'


def value_of(name: str, entry: FieldOf | Column, full: bool) -> Scalar:
    if entry.type is Type.MARK:
        # An empty mark stops the form: it is never blank.
        return Attendance.EXCUSED if full else Attendance.ABSENT
    if (entry.optional and not full) or entry.role is Role.LEFT:
        return BLANK
    values: dict[Type, Scalar] = {
        Type.DATE: DAY, Type.BIRTH: PartialDate(1985, 3), Type.MONTH: Month(2026, 3), Type.YEAR: 2026,
        Type.QUARTER: Quarter(2026, 1),
        Type.TIME: dt.time(14, 30), Type.MONEY: Decimal("1598.99"), Type.RATE: Rate(Decimal("0.015")), Type.COUNT: 17,
        Type.YES_NO: True, Type.BRANCH: BRANCH, Type.MEMBER: "买买提·艾力",
        Type.PEOPLE: ("甲", "乙"),
    }  # fmt: skip
    if entry.choices:
        return (entry.choices[0],) if entry.type is Type.CHOICES else entry.choices[0]
    if name == "文件名":
        return "a.jpg"
    return values.get(entry.type, f"{name}{HOSTILE}" if full else name)


def held(form: FormMapping, full: bool, number: int = 1) -> Held:
    at = Origin("表.xlsx", "Sheet1", "A1")

    def row(entries: dict[str, FieldOf] | dict[str, Column]) -> dict[str, Value]:
        return {name: Value(value_of(name, entry, full), name, at) for name, entry in entries.items()}

    tables = {
        name: () if table.optional and not full else tuple(row(table.columns) for _ in range(3 if full else 1))
        for name, table in form.tables.items()
    }
    body = to_text(Record(form.form, at, row(form.fields), tables, {}))
    happened = DAY.isoformat()
    return Held(
        number,
        form.form,
        BRANCH,
        "k",
        happened,
        "Sheet1",
        "d" * 64,
        "m" * 64,
        "表.xlsx",
        "f" * 64,
        BRANCH,
        number,
        body,
    )


def drafts_of(packet: PacketMapping, full: bool, photo: str) -> list[Draft]:
    forms = MAPPINGS.forms
    sources = {
        name: held(forms[source.form], full, number)
        for number, (name, source) in enumerate(packet.sources.items())
        if full or source.join in {Join.SUBJECT, Join.DATE, Join.MONTH, Join.PERIOD}
    }
    together = {name for name, source in packet.sources.items() if source.join is Join.PERIOD}
    several = {name: (sources.pop(name),) * (2 if full else 1) for name in together}
    plan = next((name for name, source in packet.sources.items() if source.join is Join.PLAN), "")
    rows = sources[plan].record.rows(packet.sources[plan].table) if plan in sources else (None,)
    kinds = packet.kinds
    each = (sources[packet.subject],) if packet.subject and not kinds else ()
    activity = Activity(
        packet,
        BRANCH,
        "k",
        DAY,
        "学党章",
        kinds,
        sources=sources,
        plan_row=rows[0],
        number=1,
        period=None if kinds else Period.of(DAY, packet.every),
        each=each,
        several=several,
        forms=forms,
    )
    photos = (Photo("a.jpg", photo, BRANCH, "2026-03-20 14:40", 1),) if full else ()
    measure = Measure(shipped_catalogue(), shipped_rules(), told_by((), forms))
    drafts = draft_documents(activity, forms, photos, measure)
    check = Problem(Origin("表.xlsx", "Sheet1", "B2"), "c", HOSTILE, HOSTILE, Severity.WARNS)
    return with_contents(drafts, activity, [check] if full else [])


def cases() -> Iterator[tuple[str, bool]]:
    for packet in MAPPINGS.packets:
        yield packet, True
        yield packet, False


@pytest.mark.parametrize(("packet", "full"), list(cases()), ids=str)
def test_documents_of_a_packet(packet: str, full: bool, tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "a.jpg").read_bytes()
    renderer = Renderer(
        TEMPLATES, PictureShop({digest_of(photo): photo}.__getitem__, tmp_path / "cache"), PlanStore(tmp_path)
    )
    drafts = drafts_of(MAPPINGS.packets[packet], full, digest_of(photo))
    if full:
        mapping = MAPPINGS.packets[packet]
        served = (document for document in mapping.documents if document.serves(mapping.kinds[:1]))
        wanted = {document.name for document in served if not document.optional}
        assert wanted <= {draft.document.name for draft in drafts}
    for draft in drafts:
        properties = Properties(draft.name, BRANCH, DAY)
        content = renderer.render(draft.document.template, draft.context, properties)
        text = text_of(content)
        assert not re.search(r"\{%|%\}|None|BLANK|nan|\{\{|Value\(", text.replace("{_{", "").replace("}}", "")), (
            draft.name
        )
        assert text.strip()
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.testzip() is None


def test_full_texts_survive_in_every_template(tmp_path: Path) -> None:
    """What a template prints of a form's text, it prints whole."""
    renderer = Renderer(TEMPLATES, PictureShop({}.__getitem__, tmp_path), PlanStore(tmp_path))
    for packet in MAPPINGS.packets.values():
        for draft in drafts_of(packet, True, "0" * 64):
            context = {name: value for name, value in draft.context.items() if name not in {"照片", "首图"}}
            if "照片" in draft.context or "首图" in draft.context:
                continue
            text = text_of(renderer.render(draft.document.template, context, Properties("t", BRANCH, DAY)))
            assert text.count("A<B") == text.count('A<B & "R&D" {_{ }} 买买提·艾力 𠮷'), draft.name


def test_every_template_is_used() -> None:
    used = {document.template for packet in MAPPINGS.packets.values() for document in packet.documents}
    used |= OF_INSPECTIONS.keys() | OF_HANDBOOKS.keys() | OF_ARCHIVES.keys()
    assert used == {path.name for path in TEMPLATES.glob("*.docx")}


def test_templates_are_what_the_script_builds(tmp_path: Path) -> None:
    """In a process of its own: docxtpl's extras, once imported, change what python-docx saves."""
    code = "import sys, pathlib, build_templates; build_templates.build(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(REPOSITORY / "tools"), str(REPOSITORY)))}
    subprocess.run([sys.executable, "-c", code, tmp_path], env=environment, check=True)
    built = {path.name: path.read_bytes() for path in tmp_path.glob("*.docx")}
    assert built == {path.name: path.read_bytes() for path in TEMPLATES.glob("*.docx")}
