"""Amounts that a sheet says are not in yuan: 单位：角, 月工资收入（千元）."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable
from pipeline.mapping.form import Table
from pipeline.mapping.vocabulary import Type

_OTHER: Final = r"(?P<unit>角|分|[十百千万亿]+元|美元|美金|港元|港币|欧元|日元)"
_IN_HEAD: Final = re.compile(rf"[(（\[【]\s*(?:单位\s*[:：]?\s*)?{_OTHER}\s*[)）\]】]")
_SAID: Final = re.compile(rf"单位\s*[:：]?\s*(?:人民币)?\s*{_OTHER}(?![\u4e00-\u9fff])")
_SAYS: Final = "单位"
_LONGEST: Final = 100


def tell_units(mapping: Table, table: FoundTable, report: Report) -> None:
    """At the first head of a column of money, or the cell beside the table, that names another unit."""
    grid, header = report.grid, range(table.header, table.first_row)
    if not (_SAYS in "".join(grid.places()) or any(_IN_HEAD.search("".join(grid.texts[row])) for row in header)):
        return
    columns = {at for block in table.blocks for name, at in block.items() if mapping.columns[name].type is Type.MONEY}
    heads = ((grid.head((row, at)), _IN_HEAD) for at in sorted(columns) for row in header)
    beside = ((cell, _SAID) for told, cells in grid.places().items() if _SAYS in told for cell in cells)
    for cell, pattern in chain(heads, beside) if columns else ():
        if found := pattern.search(grid.text(cell)[:_LONGEST]):
            message = f"金额的单位写的是“{found['unit']}”，这里的金额一律按元读取"
            report.stop(cell, "money-unit", message, "请把金额换算成元，单位改成“元”")
            return
