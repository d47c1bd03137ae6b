"""A list of entries, one in each row, of a form that has one entry on a sheet: its fields head the columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from pipeline.forms.feet import is_note, is_signature
from pipeline.forms.fields.found import FoundField
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import lexicon
from pipeline.forms.report import Report
from pipeline.forms.several.heading_rows import HeadingRows, is_other_line
from pipeline.forms.several.list_form import NUMBER, anchor_of, as_list, may_be_listed
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.head_blocks import Block
from pipeline.forms.tables.headers import find_headers
from pipeline.forms.tables.tables import find_tables
from pipeline.forms.values.text import is_blank, is_ditto
from pipeline.forms.words import word
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Type

_SEVERAL: Final = 2
_HEADS: Final = 4

Entry = tuple[Cell, dict[str, FoundField]]
"""The first cell of a row, and the fields that it holds."""


def find_list(grid: Grid, form: FormMapping, headed: HeadingRows) -> FoundTable | None:
    """The table whose header is one of the rows of labels, with the key or, over several entries, a part of it."""
    if not headed or not may_be_listed(form):
        return None
    listed = as_list(form)
    headers = find_headers(grid, listed)
    header = headers.get(form.form)
    if header is None or not any(header.row <= row < header.row + header.height for row in headed):
        return None
    table = find_tables(grid, listed, headers)[form.form]
    _place_followers(grid, form, table)
    table.rows = _rows_of(grid, form, table)
    held = {*form.key}.intersection(*(block.keys() for block in table.blocks))
    enough = 1 if held == {*form.key} else _SEVERAL
    return table if held and len(entries(grid, form, table)) >= enough else None


def _rows_of(grid: Grid, form: FormMapping, table: FoundTable) -> list[int]:
    """Those above the first label or line to sign; of what is below a foot or a note, what is plainly an entry."""
    known = lexicon(form).all_labels
    end = next((row for row in table.rows if is_other_line(grid, known, row)), grid.height)
    rows = [row for row in table.rows if row < end]
    below = range(table.first_row, _next_head(grid, known, table, rows))
    printed = {*table.lines()} - {*table.rows}
    return sorted({*rows, *(row for row in below if row not in printed and _is_plain_entry(grid, form, table, row))})


def _next_head(grid: Grid, known: Collection[str], table: FoundTable, rows: Sequence[int]) -> int:
    """The first line below the `rows` that has labels alone: what it heads is another table."""
    for row in range(max(rows, default=table.header) + 1, grid.height):
        cells = grid.filled_in(row)
        if len(cells) > 1 and row not in table.printed and all(grid.word(cell) in known for cell in cells):
            return row
    return grid.height


def _is_plain_entry(grid: Grid, form: FormMapping, table: FoundTable, row: int) -> bool:
    """Most of what an entry must have stands in the line, and it is neither a label nor to be signed."""
    cells = grid.filled_in(row)
    text = grid.text(cells[0]) if len(cells) >= _SEVERAL else ""
    if not text or is_note(text) or is_signature(text) or is_other_line(grid, lexicon(form).all_labels, row):
        return False
    columns = as_list(form).tables[table.name].columns
    filled = {cell[1] for cell in cells}
    needed = ([at for name, at in block.items() if not columns[name].optional] for block in table.blocks)
    return any(2 * len(filled.intersection(each)) > len(each) for each in needed)


def tell_empty_list(form: FormMapping, report: Report) -> bool:
    """Whether the sheet has the heads of a list and nothing under them but numbers or a lone remark; that is said."""
    grid, known = report.grid, lexicon(form)
    if not may_be_listed(form):
        return False
    for row in range(grid.height):
        cells = grid.filled_in(row)
        told = {grid.word(cell) for cell in cells}
        is_head = len(cells) >= _HEADS and told <= known.all_labels | {word(NUMBER)}
        if not is_head or any(known.labels[name].isdisjoint(told) for name in form.key):
            continue
        if any(len(grid.filled_in(line)) > 1 for line in range(row + 1, grid.height)):
            return False
        hint = "请从表头下一行起填写，一行一份；没有要报的，这张表不用报"
        report.stop((row + 1, cells[0][1]), "table-empty", f"{form.form}一行也没有填", hint)
        return True
    return False


def entries(grid: Grid, form: FormMapping, table: FoundTable) -> list[Entry]:
    """From top to bottom, of blocks side by side one after the other; a cell that says 同上 holds what is above it."""
    found: list[Entry] = []
    anchor = anchor_of(form)
    person = anchor if form.fields[anchor].type is Type.MEMBER else ""
    for block in table.blocks:
        above: dict[str, FoundField] = {}
        for line in table.rows:
            held = _fields_of(grid, table, block, line)
            own = [field.cell for field in held.values() if field.cell[0] == line and not is_blank(field.raw)]
            if not own:
                continue
            above = {name: _told(name, field, above, person) for name, field in held.items()}
            found.append((min(own), above))
    return found


def _fields_of(grid: Grid, table: FoundTable, block: Block, line: int) -> dict[str, FoundField]:
    """A cell merged downwards holds for each of its rows."""
    found = {}
    for name, column in block.items():
        if name == NUMBER:
            continue
        head = grid.head((line, column))
        cell = head if head[0] >= table.first_row and head[1] == column else (line, column)
        found[name] = FoundField(grid.raw(cell), cell, (table.header, column))
    return found


def _told(name: str, field: FoundField, above: dict[str, FoundField], person: str) -> FoundField:
    """Whom an entry is about is never the one above."""
    is_same = name in above and name != person and isinstance(field.raw, str) and is_ditto(field.raw)
    return FoundField(above[name].raw, field.cell, field.label) if is_same else field


def _place_followers(grid: Grid, form: FormMapping, table: FoundTable) -> None:
    """谈话人 | 职务 | 谈话对象 | 职务: such a head belongs to the nearest of those before it that it may follow."""
    names = lexicon(form).labels
    for block in table.blocks:
        leaders = {column: name for name, column in block.items() if name != NUMBER}
        for name, field in form.fields.items():
            if not field.after or name in block or field.after not in block:
                continue
            start = block[field.after]
            end = min((column for column in leaders if column > start), default=grid.width)
            heads = [head for head in table.strangers if start < head[1] < end and grid.word(head) in names[name]]
            if heads:
                block[name] = heads[0][1]
                table.strangers.remove(heads[0])
