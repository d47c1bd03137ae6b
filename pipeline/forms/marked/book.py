"""The sheets of a workbook, in the order of their tabs: put one first, take one out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from pipeline.forms.marked.package import DOCUMENT, Package, Unpatchable
from pipeline.forms.marked.schema import WORKBOOK, child_of, parsed, q

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LOSSES: Final = {
    "vbaProject": "宏",
    "attachedToolbars": "自定义工具栏",
    "revisionHeaders": "共享工作簿的修订记录",
    "usernames": "共享工作簿的修订记录",
    "origin": "数字签名",
}
"""What an .xlsx cannot hold, or what any change makes invalid, by the kind of relation that leads to it."""
_SHEETS_OF_CELLS: Final = "worksheet"
_PLAIN_SHEETS: Final = {"worksheet", "chartsheet", "dialogsheet"}


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str
    holds_cells: bool


class Book:
    """Raises Unpatchable for what is no .xlsx of the usual dialect, or holds macro sheets."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.related("", "officeDocument")
        if self.part not in package or self._root.tag != q("workbook") or self._root.find(q("sheets")) is None:
            raise Unpatchable("no workbook")
        kinds = {each.kind for each in package.relations(self.part) if each.kind.endswith("sheet")}
        if not kinds <= _PLAIN_SHEETS:
            raise Unpatchable("macro sheets")

    @property
    def _root(self) -> Any:
        return self.package.root(self.part)

    def sheets(self) -> list[Sheet]:
        known = {each.id: each for each in self.package.relations(self.part)}
        entries = self._root.find(q("sheets")).findall(q("sheet"))
        relations = [known[entry.get(f"{{{DOCUMENT}}}id")] for entry in entries]
        return [
            Sheet(entry.get("name", ""), relation.target, relation.kind == _SHEETS_OF_CELLS)
            for entry, relation in zip(entries, relations, strict=True)
        ]

    def make_plain_xlsx(self) -> list[str]:
        """Takes out what cannot be kept; what that was, in Chinese."""
        lost = []
        for part in ("", self.part):
            for relation in self.package.relations(part):
                if relation.kind in _LOSSES:
                    self.package.unrelate(part, relation)
                    lost.append(_LOSSES[relation.kind])
        self.package.declare(self.part, _XLSX)
        return list(dict.fromkeys(lost))

    def remove(self, sheet: Sheet) -> None:
        """With all that belongs to the sheet alone."""
        index = self.sheets().index(sheet)
        entry = self._root.find(q("sheets")).findall(q("sheet"))[index]
        relation = next(each for each in self.package.relations(self.part) if each.id == entry.get(f"{{{DOCUMENT}}}id"))
        entry.getparent().remove(entry)
        self.package.unrelate(self.part, relation)
        self._shift_names(lambda place: None if place == index else place - (place > index))
        self._show_first()

    def put_first(self, name: str, content: bytes, print_titles: str) -> None:
        """A new first sheet, the only one selected; `print_titles` is repeated on every printed page: "$5:$5"."""
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        for sheet in self.sheets():
            self._deselect(sheet)
        self.package.add(part, content, _SHEET)
        sheets = self._root.find(q("sheets"))
        number = max((int(entry.get("sheetId", "0")) for entry in sheets.findall(q("sheet"))), default=0) + 1
        entry = parsed(f'<sheet sheetId="{number}"/>')
        entry.set("name", name)
        entry.set(f"{{{DOCUMENT}}}id", self.package.relate(self.part, "worksheet", part))
        sheets.insert(0, entry)
        self._shift_names(lambda place: place + 1)
        titles = parsed('<definedName name="_xlnm.Print_Titles" localSheetId="0"/>')
        titles.text = f"{quoted(name)}!{print_titles}"
        child_of(self._root, "definedNames", WORKBOOK).insert(0, titles)
        self._show_first()

    def _show_first(self) -> None:
        for view in self._root.iter(q("workbookView")):
            for place in ("activeTab", "firstSheet"):
                view.attrib.pop(place, None)

    def _deselect(self, sheet: Sheet) -> None:
        """Two selected sheets would be a group: what is typed in one is typed in both."""
        if sheet.part in self.package and b"tabSelected" in self.package.read(sheet.part):
            for view in self.package.root(sheet.part).iter(q("sheetView")):
                view.attrib.pop("tabSelected", None)

    def _shift_names(self, moved: Callable[[int], int | None]) -> None:
        """Names that belong to one sheet know it by its place, counted from 0; `moved` gives None for a lost one."""
        names = self._root.find(q("definedNames"))
        for name in [] if names is None else list(names):
            if (place := name.get("localSheetId")) is None:
                continue
            if (now := moved(int(place))) is None:
                names.remove(name)
            else:
                name.set("localSheetId", str(now))
        if names is not None and not len(names):
            self._root.remove(names)


def quoted(sheet: str) -> str:
    """As a formula names a sheet."""
    escaped = sheet.replace("'", "''")
    return f"'{escaped}'"
