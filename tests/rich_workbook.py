"""A sign-in sheet in a workbook with much else in it, as Excel and WPS write it, and what a copy of it holds."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from builders import sign_in
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin

SHEET = "签到"
OWN_COMMENT = "请假条已收"

_SPARKLINES = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines>'
    "<x14:sparkline><xm:f>签到!A6:A7</xm:f><xm:sqref>G6</xm:sqref></x14:sparkline>"
    "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)
_SHAPE = '<absoluteAnchor><pos x="0" y="0"/><ext cx="9" cy="9"/><clientData/></absoluteAnchor>'
_BUTTON = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_s1090"><div>提交<br></div>'
    '<x:ClientData xmlns:x="urn:schemas-microsoft-com:office:excel" ObjectType="Button"/></v:shape>'
)


def problem(
    cell: str, *, sheet: str = SHEET, code: str = "wrong", warns: bool = False, file: str = "表.xlsx"
) -> Problem:
    severity = Severity.WARNS if warns else Severity.STOPS
    return Problem(Origin(file, sheet, cell), code, f"{code} {cell}", f"mend {cell}", severity)


def make_rich(path: Path) -> Path:
    """Sheets 签到, 隐藏的 and 其他; the person's own comments at C6 and A1."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    for row in sign_in([("冯伟", None), ("姜淑芬", "√")]):
        sheet.append(row)
    _dress(sheet)
    hidden = workbook.create_sheet("隐藏的")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "=1+1"
    workbook.create_sheet("其他")["A1"] = "随便"
    workbook.defined_names["名单"] = DefinedName("名单", attr_text="签到!$B$6:$B$7")
    workbook["其他"].defined_names["本表"] = DefinedName("本表", attr_text="其他!$A$1")
    workbook.save(path)
    return with_parts(path, _more_parts)


def _dress(sheet: Worksheet) -> None:
    sheet["A8"] = CellRichText("合计", TextBlock(InlineFont(b=True), "两人"))
    sheet["B8"] = "=COUNTA(B6:B7)"
    sheet["B6"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["B7"].font = Font(name="楷体", size=14, color="0000FF")
    sheet["B7"].number_format = "@"
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("B3:E3")
    sheet.column_dimensions["B"].width = 23.5
    sheet.row_dimensions[6].height = 33
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "5:5"
    sheet.print_area = "A1:E8"
    sheet.freeze_panes = "A6"
    sheet.auto_filter.ref = "A5:E7"
    choice = DataValidation("list", formula1='"√,请假"')
    choice.add("C6:C7")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("C6:C7", CellIsRule("equal", ['"√"'], fill=PatternFill(bgColor="AAAAAA")))
    for cell, (width, height) in (("C6", (400, 300)), ("A1", (222, 111))):
        note = Comment(OWN_COMMENT, "王")
        note.width, note.height = width, height
        sheet[cell].comment = note
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8), (200, 0, 0)).save(picture, "PNG")
    sheet.add_image(Image(picture), "G2")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=5, max_row=7))
    sheet.add_chart(chart, "G10")


def _more_parts(parts: dict[str, bytes]) -> None:
    """What openpyxl does not write, and would drop."""
    _put_before(parts, "xl/worksheets/sheet1.xml", "</worksheet>", _SPARKLINES)
    _put_before(parts, "xl/drawings/drawing1.xml", "</wsDr>", _SHAPE)
    vml = next(name for name in parts if name.endswith(".vml"))
    _put_before(parts, vml, "</xml>", _BUTTON)
    parts["customXml/item1.xml"] = b"<mine/>"
    parts["xl/cellimages.xml"] = b"<etc:cellImages/>"
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))


def _put_before(parts: dict[str, bytes], part: str, mark: str, text: str) -> None:
    content = parts[part].decode()
    assert mark in content
    parts[part] = content.replace(mark, text + mark).encode()


def parts_of(content: bytes | Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(source: bytes | Path, *, data_only: bool = False) -> Workbook:
    """As openpyxl reads it, which warns of what it would drop."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparkline Group extension")
        return load_workbook(io.BytesIO(source) if isinstance(source, bytes) else source, data_only=data_only)


def box_of(content: bytes | Path, cell: str) -> tuple[int, int]:
    """Width and height in pixels of the only box of a comment at the cell."""
    row, column = coordinate_to_tuple(cell)
    texts = [part.decode() for name, part in parts_of(content).items() if name.endswith(".vml")]
    shapes = [shape for text in texts for shape in re.findall(r"<\w+:shape .*?</\w+:shape>", text, re.DOTALL)]
    (box,) = [shape for shape in shapes if f"Row>{row - 1}<" in shape and f"Column>{column - 1}<" in shape]
    width, height = (re.search(rf"[;\"]{side}:(\d+)px", box) for side in ("width", "height"))
    assert width and height
    return int(width[1]), int(height[1])


def with_parts(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The workbook with its parts changed in place by `change`."""
    parts = parts_of(path)
    change(parts)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path
