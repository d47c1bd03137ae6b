"""A form of another kind below the first on one sheet: a registration with its sign-in sheet under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from pipeline.forms.extract import extract
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import common_words, lexicon
from pipeline.forms.recognise import Recognised, recognise
from pipeline.forms.report import Reading, Report
from pipeline.forms.tables.headers import find_headers
from pipeline.mapping.form import FormMapping

_LONGEST = 30
_MOST_TRIED = 5


def extract_one(
    grid: Grid, seen: Recognised, forms: Mapping[str, FormMapping], file: str, branch: str
) -> list[Reading]:
    """The form that the sheet is. Where another stands below it, it is stopped, with what is wrong with it alone."""
    readings = extract(grid, seen, file, branch)
    if not any(reading.problems for reading in readings):
        return readings
    below = _form_below(grid, seen, forms)
    if below is None:
        return readings
    title, other = below
    above = _part(grid, 0, title[0])
    readings = extract(above, replace(seen, headers=find_headers(above, seen.form)), file, branch)
    report = Report(file, grid)
    message = f"这张{seen.form.form}下面还有一份{other}，分不清哪些是共用的，都没有收"
    report.stop(title, "forms-stacked", message, f"一张工作表只放一份，请把{other}移到另一张工作表，写全它的栏目")
    for reading in readings:
        reading.record, reading.partial = None, reading.record or reading.partial
    readings[0].problems += report.problems
    return readings


def _form_below(grid: Grid, seen: Recognised, forms: Mapping[str, FormMapping]) -> tuple[Cell, str] | None:
    """The title of the other form, with what makes it that form under it; and its name."""
    for cell in islice(_titles_below(grid, seen, forms), _MOST_TRIED):
        hits = recognise(_part(grid, cell[0], grid.height), forms)
        if len(hits) == 1 and hits[0].form != seen.form and hits[0].title == (0, cell[1]):
            return cell, hits[0].form.form
    return None


def _titles_below(grid: Grid, seen: Recognised, forms: Mapping[str, FormMapping]) -> Iterator[Cell]:
    """Lines by themselves that end with another form's title, and are none of the sections of this one."""
    own, common = lexicon(seen.form), common_words(tuple(forms.values()))
    first = next(grid.filled())[0] if seen.title is None else seen.title[0]
    for row in range(first + 1, grid.height):
        cells = grid.filled_in(row)
        text = grid.word(cells[0]) if len(cells) == 1 else ""
        if not text or len(text) > _LONGEST or text in own.sections or text in own.all_labels:
            continue
        if any(text.endswith(lexicon(form).title) for form in common.spoken_of(text) if form != seen.form):
            yield cells[0]


def _part(grid: Grid, start: int, stop: int) -> Grid:
    """Some lines of the sheet, as a sheet of their own."""
    spans = {
        (first[0] - start, first[1]): (last[0] - start, last[1])
        for first, last in grid.spans.items()
        if start <= first[0] and last[0] < stop
    }
    return Grid(grid.sheet, grid.rows[start:stop], spans, grid.hidden, grid.facts, grid.is_1904)
