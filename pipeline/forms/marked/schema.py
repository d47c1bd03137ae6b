"""The order in which SpreadsheetML wants the parts of a sheet, a style sheet and a workbook: Excel refuses another."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _order(names: str) -> list[str]:
    return names.split()


WORKSHEET: Final = _order(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing drawingHF legacyDrawing legacyDrawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
STYLES: Final = _order("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst")
COMMENTS: Final = _order("authors commentList extLst")
COMMENT: Final = _order("text commentPr")
WORKBOOK: Final = _order(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr "
    "webPublishObjects extLst"
)
_WRAPPED: Final = {"AlternateContent": "controls"}
"""Excel wraps the controls of a sheet for readers that do not know them."""


def q(name: str) -> str:
    """The name as lxml writes it, in the main namespace."""
    return f"{{{MAIN}}}{name}"


def parsed(xml: str) -> Any:
    """An element of the main namespace out of its text."""
    return etree.fromstring(f'<of xmlns="{MAIN}">{xml}</of>')[0]


def put_in_order(root: Any, child: Any, order: list[str]) -> Any:
    """Puts the child where the order wants it, behind others of its name."""
    place = order.index(etree.QName(child).localname)
    for index, other in enumerate(root):
        name = etree.QName(other).localname if isinstance(other.tag, str) else ""
        name = _WRAPPED.get(name, name)
        if name in order and order.index(name) > place:
            root.insert(index, child)
            return child
    root.append(child)
    return child


def child_of(root: Any, name: str, order: list[str]) -> Any:
    """The child of that name, made where there is none."""
    found = root.find(q(name))
    return put_in_order(root, etree.Element(q(name)), order) if found is None else found
