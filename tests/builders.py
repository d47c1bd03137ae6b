"""Small worlds for tests: a workbook out of a grid, a workspace out of the packaged defaults, a template of text."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from opening import open_soon
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from standing_clock import StandingClock
from warm import warm

from pipeline.flow.desk import Desk
from pipeline.flow.init import make_workspace
from pipeline.forms.read import WorkbookReading, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.load import Mappings, load_mappings
from pipeline.model.record import Record
from pipeline.model.values import Scalar
from pipeline.settings.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLES = REPOSITORY / "examples" / "机关第一党支部"
BRANCH = "机关第一党支部"
NOW = dt.datetime(2026, 4, 1, 9, 30)

Grid = Sequence[Sequence[Any]]


def make_form(path: Path, sheets: Mapping[str, Grid] | Grid, merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Writes an .xlsx: rows of cells, or several sheets by name; `merged` lists ranges by sheet name."""
    workbook = Workbook()
    named = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    for number, (name, rows) in enumerate(named.items()):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        assert isinstance(sheet, Worksheet)
        sheet.title = name
        for row in rows:
            sheet.append(list(row))
        for ranges in (merged or {}).get(name, ()):
            sheet.merge_cells(ranges)
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def sign_in(
    rows: Sequence[Sequence[Any]] = (("冯伟", "√"), ("姜淑芬", "请假", "出差", None, "2026-12-20")),
    *,
    branch: str = BRANCH,
    date: Any = "2026-03-20",
    theme: str = "学党章",
) -> list[list[Any]]:
    """A plain sign-in sheet: name and mark, and whatever stands behind them under 请假事由, 备注 and 补课日期."""
    head: list[list[Any]] = [["党员签到表"], ["支部", branch], ["活动日期", date], ["活动主题", theme]]
    head.append(["序号", "姓名", "签到", "请假事由", "备注", "补课日期"])
    return head + [[number, *row] for number, row in enumerate(rows, 1)]


def registration(
    *, branch: str = BRANCH, date: Any = "2026-03-20", theme: str = "学党章", **fields: Any
) -> list[list[Any]]:
    """A plain activity form, the set actions done; further fields by their label, tables are appended by the test."""
    known: dict[str, Any] = {
        "支部": branch,
        "活动日期": date,
        "活动地点": "会议室",
        "活动主题": theme,
        "主持人": "冯伟",
    }
    done = [[action, "是"] for action in ("集中学习", "重温入党誓词", "交纳党费") if action not in fields]
    rows = [[label, value] for label, value in (known | fields).items()]
    return [["活动登记表"], *([*row, *(done.pop() if done else ())] for row in rows)]


def dues(
    rows: Sequence[Sequence[Any]] = (("冯伟", 3000, "0.5%", 15, 15),), *, branch: str = BRANCH, month: str = "2026年3月"
) -> list[list[Any]]:
    """A plain dues sheet: name, base, rate, due, paid."""
    head: list[list[Any]] = [
        [f"{month}党费收缴表"],
        ["支部", branch],
        ["序号", "姓名", "计算基数", "比例", "应交", "实交"],
    ]
    return head + [[number, *row] for number, row in enumerate(rows, 1)]


def roster(names: Sequence[str] = ("冯伟", "姜淑芬"), *, branch: str = BRANCH) -> list[list[Any]]:
    head: list[list[Any]] = [["党员花名册"], ["支部", branch], ["序号", "姓名", "职务"]]
    return head + [[number, name, "党员"] for number, name in enumerate(names, 1)]


def plan(
    rows: Sequence[Sequence[Any]] = (("3月", "学党章", "学总纲", "人教科"),), *, branch: str = BRANCH, year: int = 2026
) -> list[list[Any]]:
    head: list[list[Any]] = [
        [f"{year}年主题党日活动安排表"],
        ["支部", branch],
        ["月份", "活动主题", "活动内容", "组织科室"],
    ]
    return head + [list(row) for row in rows]


def talk(
    *, branch: str = BRANCH, date: str = "2026-03-12", talker: str = "冯伟", member: str = "姜淑芬"
) -> list[list[Any]]:
    fields = {
        "支部": branch,
        "谈话日期": date,
        "谈话地点": "203室",
        "谈话人": talker,
        "谈话对象": member,
        "谈话主题": "年度谈话",
        "谈话内容": "谈了学习和工作",
    }
    return [["谈心谈话记录表"], *([label, value] for label, value in fields.items())]


def make_desk(root: Path, now: dt.datetime = NOW) -> Desk:
    """A workspace made of the packaged defaults, opened; its clock stands still."""
    workspace, _ = make_workspace(root)
    warm(workspace)
    return open_soon(workspace, StandingClock(now))


def drop(desk: Desk, grid: Mapping[str, Grid] | Grid, name: str = "表.xlsx", folder: str = BRANCH) -> Path:
    """A filled form in the inbox."""
    return make_form(desk.workspace.inbox / folder / name, grid)


def drop_samples(workspace: Workspace) -> Path:
    """What one branch really sends, in its folder of the inbox."""
    return shutil.copytree(SAMPLES, workspace.inbox / BRANCH, dirs_exist_ok=True)


@cache
def shipped_mappings() -> Mappings:
    return load_mappings(REPOSITORY / "mappings")


def make_template(path: Path, *paragraphs: str) -> Path:
    """A .docx with one paragraph for each text, tags and all."""
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def text_of(content: bytes | Path) -> str:
    """Every line of a .docx in reading order, tables too: cells separated by tabs, line breaks kept."""
    from docx import Document
    from docx.table import Table

    source = io.BytesIO(content) if isinstance(content, bytes) else str(content)
    lines: list[str] = []
    for block in Document(source).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                seen: list[Any] = []
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                lines.append("\t".join("\n".join(p.text for p in _cell(tc, block).paragraphs) for tc in seen))
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _cell(tc: Any, table: Any) -> Any:
    from docx.table import _Cell

    return _Cell(tc, table)


def read_form(
    folder: Path, grid: Mapping[str, Grid] | Grid, merged: Sequence[str] = (), branch: str = BRANCH
) -> WorkbookReading:
    """A grid through a real .xlsx to its reading; `merged` are ranges of the first sheet."""
    first = next(iter(grid)) if isinstance(grid, Mapping) else "Sheet1"
    path = make_form(folder / "表.xlsx", grid, {first: merged})
    return read_file(path, branch)


def read_file(path: Path, branch: str = BRANCH) -> WorkbookReading:
    return read_workbook(WorkbookFile(path), path.name, shipped_mappings().forms, branch)


def record_of(reading: WorkbookReading) -> Record:
    """The only record of a workbook that has nothing wrong with it."""
    assert codes(reading) == []
    (sheet,) = reading.readings
    assert sheet.record is not None
    return sheet.record


def codes(reading: WorkbookReading) -> list[tuple[str, str]]:
    """Code and cell of each problem, in reading order of the codes."""
    return sorted((problem.code, problem.at.cell) for problem in reading.all_problems())


def fields_of(record: Record) -> dict[str, tuple[Scalar, str]]:
    """Value and cell of each field that the sheet gave."""
    return {name: (held.value, held.origin.cell) for name, held in record.fields.items() if held.written}


def column_of(record: Record, table: str, column: str) -> list[tuple[Scalar, str]]:
    """Value and cell down one column."""
    return [(row[column].value, row[column].origin.cell) for row in record.rows(table)]


def make_xls(path: Path, rows: Grid) -> Path:
    """The binary format of Excel 97, which WPS writes as .et too."""
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value, *([day] if isinstance(value, dt.date) else []))
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(str(path))
    return path


def make_ods(path: Path, rows: Grid) -> Path:
    """An OpenDocument spreadsheet; dates and numbers keep their kind."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    sheet = Table(name="表")
    for cells in rows:
        line = TableRow()
        for value in cells:
            if isinstance(value, dt.date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, (int, float)):
                cell = TableCell(valuetype="float", value=str(value))
            else:
                cell = TableCell(valuetype="string") if value is not None else TableCell()
            if value is not None:
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def outbox_of(desk: Desk) -> dict[str, bytes]:
    """Every file in the outbox but the status page, by its path with slashes."""
    folder = desk.workspace.outbox
    page = desk.workspace.status_page
    files = (path for path in folder.rglob("[!.]*") if path.is_file() and path != page)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def make_photo(
    path: Path, *, taken: str = "2026:03:20 14:40:00", size: tuple[int, int] = (64, 48), red: int = 200
) -> Path:
    """A small JPEG with the time in its EXIF; none where `taken` is empty. `red` tells one from another."""
    from PIL import Image

    image = Image.new("RGB", size, (red, 30, 30))
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", exif=exif)
    return path


def tiny_png(red: int = 200) -> bytes:
    """A picture as a template has one of its own."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), (red, 30, 30)).save(out, "PNG")
    return out.getvalue()
