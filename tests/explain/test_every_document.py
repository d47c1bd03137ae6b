"""The sample year: of every kind of document, values are followed to workbook, sheet and cell."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, REPOSITORY, make_desk
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from rebuilds import enter

from pipeline.flow.assembly.assemble import branch_places
from pipeline.flow.assembly.branch import branch_of
from pipeline.flow.assembly.prepare import Document, prepare
from pipeline.flow.desk import Desk
from pipeline.flow.explain import trials
from pipeline.flow.explain.cells import Cell, cells_of, held_by
from pipeline.flow.explain.derivation import Derivation, derived, shown
from pipeline.flow.explain.names import leaves
from pipeline.flow.explain.supposed import drafted
from pipeline.packet.context import Context

MANY = 3000
"""Cells: of the registers of a year, some values are looked at by themselves."""
OF_NO_CELL = {"期号", "首图", "支部", "月份"}
"""What the program counts, or a picture, or a folder's name: nothing that was typed."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("year"))
    shutil.copytree(REPOSITORY / "examples" / "全年", desk.workspace.inbox, dirs_exist_ok=True)
    enter(desk)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def documents(desk: Desk) -> dict[str, Document]:
    """The last of each kind, by its name in the mapping: the year has brought most to it."""
    branch = branch_of(BRANCH, desk)
    places, _ = branch_places(branch, desk)
    made = (document for place in places for document in prepare(place, branch, desk).documents)
    return {document.draft.document.name: document for document in made if not document.draft.document.contents}


def printed_names(document: Document, desk: Desk) -> list[str]:
    """What its template prints of what it sees: of each table the first row."""
    content = (desk.workspace.templates / document.draft.document.template).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        texts = (re.sub("<[^>]+>", "", package.read(name).decode()) for name in package.namelist() if ".xml" in name)
        tags = " ".join(tag for text in texts for tag in re.findall(r"\{[{%].*?[%}]\}", text))
    told = ((name, name.split(".")) for name, value in leaves(document.draft.context).items() if shown(value))
    return [name for name, parts in told if all(part == "1" if part.isdigit() else part in tags for part in parts)]


@cache
def workbook(path: Path) -> Workbook:
    return load_workbook(io.BytesIO(path.read_bytes()), data_only=True)


def lies_there(cell: Cell, desk: Desk) -> bool:
    """Whether the original holds, in that sheet and cell, what is told of it."""
    origin = cell.value.origin
    if not origin.cell:
        return True
    there = workbook(desk.originals.path(cell.held.file_digest))[origin.sheet][origin.cell].value
    written = cell.value.written
    return there is not None and (written in str(there) or not isinstance(there, str) or str(there).strip() in written)


def is_told(one: Derivation) -> bool:
    return bool(one.cells or one.papers or one.beside or one.rules)


def one_of(names: list[str], document: Document) -> list[str]:
    """A value that is computed is followed by trying each cell that might be its own: all of them take minutes."""
    cells = sum(1 for _ in cells_of(held_by(document.draft.material)))
    return names[len(names) // 2 :][:1] if cells < MANY else []


def test_no_value_of_any_document_comes_from_nowhere(documents: dict[str, Document], desk: Desk) -> None:
    assert len(documents) > 50
    untold, elsewhere = [], []
    for name, document in documents.items():
        for one in derived(document.draft, one_of(printed_names(document, desk), document)):
            untold += [] if is_told(one) or one.name.split(".")[-1] in OF_NO_CELL else [(name, one.name, one.shown)]
            elsewhere += [(name, one.name, str(at.value.origin)) for at in one.cells if not lies_there(at, desk)]
    assert (untold, elsewhere) == ([], [])


DUES, MEETING, TALK = "2.24主题党日.xlsx 党费收缴表", "支委会会议记录.xlsx 1.7 签到", "谈心谈话记录.xlsx 12.4 严一鸣"


DECEMBER = {
    *("党小组会记录.xlsx 12.8 签到 D11", "12.11组织生活会和民主评议.xlsx 签到表 D18"),
    *("12.21主题党日.xlsx 签到表 D18", "12.21主题党日.xlsx 请假补课登记表 M5"),
}
"""Two presences, an absence, and the day on which it was made up for."""


@pytest.mark.parametrize(
    ("document", "name", "cells"),
    [
        ("活动台账", "活动台账.1.实到人数", {f"{MEETING} D{row}" for row in range(5, 10)}),
        ("活动台账", "活动台账.1.材料", {f"{MEETING} D2", "支委会会议记录.xlsx 1.7 记录 D2"}),
        ("01 党员年度考勤表", "考勤.13.十二月", DECEMBER),
        ("01 党员年度考勤表", "考勤活动.1.日期", {f"{MEETING} D2", "支委会会议记录.xlsx 1.7 记录 D2"}),
        ("01 党费年度台账", "年度台账.5.实交2", {f"{DUES} G2", f"{DUES} G9"}),
        ("00-1 谈心谈话情况统计表", "支委之间.8.次数", {f"{TALK} D4", f"{TALK} D5"}),
    ],
)
def test_a_value_of_a_register(document: str, name: str, cells: set[str], documents: dict[str, Document]) -> None:
    (one,) = derived(documents[document].draft, [name])
    assert {str(cell.value.origin) for cell in one.cells if "花名册" not in cell.held.file} == cells


def test_a_count_of_activities_is_told_by_their_own_forms_alone(documents: dict[str, Document]) -> None:
    (one,) = derived(documents["三会一课台账"].draft, ["活动次数"])
    assert {cell.name for cell in one.cells} == {"活动日期"}
    assert {cell.held.form for cell in one.cells} == {"活动登记表", "签到表"}
    assert len(one.cells) == 2 * int(one.shown)


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("01 党员年度考勤表", "考勤.5.出勤率"),
        ("三会一课台账", "活动次数"),
        ("05 活动内容频次对照表", "频次.4.各期.1.开展情况"),
        ("01 党费年度台账", "年度合计.1.实交计"),
    ],
)
def test_no_value_is_tried_a_thousand_times(
    document: str, name: str, documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts: list[object] = []

    def counted(*given: Any) -> Context | None:
        drafts.append(given)
        return drafted(*given)

    monkeypatch.setattr(trials, "drafted", counted)
    (one,) = derived(documents[document].draft, [name])
    assert one.cells
    assert len(drafts) < 900
