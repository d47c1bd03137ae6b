"""Workbooks as people's programs leave them: locked, hidden, half calculated, far too large."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from builders import Grid, make_form, make_ods, make_xls
from openpyxl import load_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BOOK = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def raw_xlsx(
    path: Path,
    rows: Iterable[str],
    *,
    strings: str = "",
    promised: int = 1,
    sheets: int = 1,
    after: str = "",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> Path:
    """An .xlsx of which the test writes the sheet's XML itself; `rows` may be many, `after` are merged ranges."""
    names = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, sheets + 1))
    relations = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    relations += (
        f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>' if strings else ""
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{BOOK}</Relationships>')
        package.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        )
        package.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>')
        if strings:
            package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}" uniqueCount="{promised}">{strings}</sst>')
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{head}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for row in rows:
                part.write(row.encode())
            merges = f"<mergeCells>{after}</mergeCells>" if after else ""
            part.write(f"</sheetData>{merges}</worksheet>".encode())
    return path


def hide(path: Path, rows: Iterable[int] = (), columns: str = "") -> Path:
    """Hides rows and columns of the first sheet, named as the person sees them."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    for column in columns:
        sheet.column_dimensions[column].hidden = True
    workbook.save(path)
    return path


def xls_with_hidden_row(path: Path, grid: Grid, row: int) -> Path:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for number, cells in enumerate(grid):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(number, column, value)
    sheet.row(row - 1).hidden = True
    workbook.save(str(path))
    return path


def xls_with_far_cell(path: Path) -> Path:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    sheet.write(0, 0, "党员签到表")
    sheet.write(65_535, 255, 1)
    workbook.save(str(path))
    return path


def xls_that_promises(path: Path) -> Path:
    """The record DIMENSIONS of a small sheet names the last of four thousand million rows."""
    content = bytearray(make_xls(path, [["党员签到表"]]).read_bytes())
    at = content.index(b"\x00\x02\x0e\x00")
    content[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    return path


def xls_with_shared_text(path: Path, cells: int, length: int) -> Path:
    """One text that lies in the file once."""
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for row in range(cells):
        sheet.write(row, 0, "长" * length)
    workbook.save(str(path))
    return path


def ods_with_hidden_row(path: Path, grid: Grid, row: int) -> Path:
    from odf.opendocument import load
    from odf.table import TableRow

    make_ods(path, grid)
    document = load(str(path))
    document.spreadsheet.getElementsByType(TableRow)[row - 1].setAttribute("visibility", "collapse")
    document.save(str(path))
    return path


def locked_xlsx(path: Path) -> Path:
    """An OLE container with the stream that encrypted Office files have; the sector table promises no more."""
    header = OLE + bytes(22) + (9).to_bytes(2, "little") + bytes(44) + b"\xff" * 436
    path.write_bytes(header + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\x00"))
    return path


def locked_xls(path: Path, grid: Grid) -> Path:
    """The record FILEPASS in the place of the workbook's second record."""
    content = bytearray(make_xls(path, grid).read_bytes())
    start = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    content[start + 20 : start + 22] = b"\x2f\x00"
    path.write_bytes(content)
    return path


def locked_ods(path: Path, grid: Grid) -> Path:
    make_ods(path, grid)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["META-INF/manifest.xml"] = b'<manifest><file-entry><encryption-data checksum="x"/></file-entry></manifest>'
    parts["content.xml"] = b"\x00\x01\x02 encrypted"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def with_macros(path: Path, grid: Grid) -> Path:
    make_form(path, grid)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", OLE + bytes(600))
    return path


def cut_off(path: Path, grid: Grid) -> Path:
    content = make_form(path, grid).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def text_file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
