"""What the page's script draws: the inspection as small JSON, each text held once."""

from __future__ import annotations

import json
from typing import Any, Final

from pipeline.inspection.inspection import BranchInspection, Cell, Finding, Inspection
from pipeline.inspection.matrix import Column, columns_of
from pipeline.inspection.words import LAYERS, LETTERS, SEVERITIES
from pipeline.rules.standing import Standing

_STANDINGS: Final = {standing: number for number, standing in enumerate(Standing)}
_GRAVEST: Final = (Standing.MISSING, Standing.LATE, Standing.NOT_YET, Standing.MET, Standing.NOT_APPLICABLE)
"""Of several things in one slot the gravest is shown."""


def page_data(inspection: Inspection) -> dict[str, Any]:
    """Numbers stand for texts: of `texts`, of `standings` and of `columns`, counted from 0. As page.js reads it:

    a cell: column, slot, label, standing, due, about, basis, layer, wants, missing, then text, folder and file of
    each thing found; a finding: day, severity, message, places, hint, basis, folder.
    """
    texts = _Texts()
    columns = {column.rule: (number, column) for number, column in enumerate(columns_of(inspection))}
    branches = [_branch(branch, columns, texts) for branch in inspection.branches]
    return {
        "standings": [[LETTERS[standing], str(standing), standing.name.lower()] for standing in Standing],
        "gravest": [_STANDINGS[standing] for standing in _GRAVEST],
        "columns": [[column.rule, column.labels, column.signs] for _, column in columns.values()],
        "branches": branches,
        "texts": texts.held,
    }


def as_script(data: dict[str, Any]) -> str:
    """JSON that can stand in a page: no text in it ends the script or begins a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class _Texts:
    """Each text once; 0 is the empty one."""

    def __init__(self) -> None:
        self._numbers = {"": 0}

    @property
    def held(self) -> list[str]:
        return list(self._numbers)

    def number(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))


def _branch(branch: BranchInspection, columns: dict[str, tuple[int, Column]], texts: _Texts) -> dict[str, Any]:
    return {
        "name": branch.branch,
        "office": branch.office,
        "score": "" if branch.score is None else str(branch.score),
        "cells": [_cell(cell, *columns[cell.rule], texts) for cell in branch.cells],
        "findings": [_finding(finding, texts) for finding in branch.findings],
    }


def _cell(cell: Cell, number: int, column: Column, texts: _Texts) -> list[int]:
    told = (cell.about, cell.basis, LAYERS[cell.layer], cell.wants, "、".join(cell.missing))
    found = [part for link in cell.found for part in (link.text, *_folder_and_file(link.path))]
    due = cell.due.isoformat() if cell.due else ""
    return [
        number,
        column.slot(cell),
        texts.number(cell.label),
        _STANDINGS[cell.standing],
        texts.number(due),
        *map(texts.number, told),
        *map(texts.number, found),
    ]


def _finding(finding: Finding, texts: _Texts) -> list[int]:
    day = finding.day.isoformat() if finding.day else ""
    told = (finding.message, finding.places, finding.hint, finding.basis, finding.path)
    return [texts.number(text) for text in (day, SEVERITIES[finding.severity], *told)]


def _folder_and_file(path: str) -> tuple[str, str]:
    """A folder comes with many files, and a file's name in many folders."""
    folder, _, file = path.rpartition("/")
    return folder, file
