"""The page of a blank form: A4, as wide as the paper, every page full, and the heads protected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.forms.blank.paper import Line, Paper

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_PORTRAIT: Final = 76.0
_LANDSCAPE: Final = 113.0
"""Characters of the workbook's own font, 宋体 11, that fit across A4 at full size, or nearly so in a wider font."""
_TOO_WIDE: Final = 120.0
"""Characters asked for, beyond which the paper is turned."""
_TIGHTEST: Final = 0.78
"""Of the width that a column asks for; what is wider still is printed smaller."""
_ROOM_PORTRAIT: Final = 718.0
_ROOM_LANDSCAPE: Final = 472.0
"""Points between the margins of A4, a little less than there are."""
_A4: Final = "9"


@dataclass(frozen=True, slots=True)
class Page:
    """`widths` of the columns in characters, `room` of a page in points as the sheet counts them."""

    widths: tuple[float, ...]
    room: float
    landscape: bool


def page_for(asked: Sequence[float]) -> Page:
    """The columns stretched, or tightened, to the width of the paper."""
    total = sum(asked)
    landscape = total > _TOO_WIDE
    across, room = (_LANDSCAPE, _ROOM_LANDSCAPE) if landscape else (_PORTRAIT, _ROOM_PORTRAIT)
    stretch = max(across / total, _TIGHTEST)
    return Page(tuple(width * stretch for width in asked), room * max(1.0, total * stretch / across), landscape)


def set_up_page(sheet: Worksheet, landscape: bool) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.8
    sheet.page_margins.footer = 0.4
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页 共 &N 页"))
    sheet.sheet_view.showGridLines = False


def share_out_lines(sheet: Worksheet, lines: Sequence[Line], paper: Paper, columns: int) -> None:
    """The height of every line, and the print area around them."""
    row = 0
    for page in paper.share_out(lines):
        if row:
            sheet.row_breaks.append(Break(id=row))
        for height in page:
            row += 1
            sheet.row_dimensions[row].height = height
    sheet.print_area = f"A1:{get_column_letter(columns)}{row}"


def protect(sheet: Worksheet) -> None:
    """Against slips only, so without a password: rows, formats, sorting and pictures stay in the person's hands."""
    guard = sheet.protection
    guard.enable()
    guard.formatCells = guard.formatColumns = guard.formatRows = False
    guard.insertRows = guard.deleteRows = False
    guard.sort = guard.autoFilter = False
    guard.objects = guard.scenarios = False
