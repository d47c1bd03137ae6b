"""What `dangan inspect --json` prints: an inspection for programs, with stable English keys."""

from __future__ import annotations

from typing import Any

from pipeline.inspection.inspection import BranchInspection, Cell, Finding, Inspection
from pipeline.rules.standing import Standing


def inspection_answer(inspection: Inspection) -> dict[str, Any]:
    """Standings and layers by their names in the program, in small letters: met, late, missing, not_yet …"""
    return {
        "year": inspection.year,
        "today": inspection.today.isoformat(),
        "clean": inspection.is_clean,
        "branches": [_branch(branch) for branch in inspection.branches],
    }


def _branch(branch: BranchInspection) -> dict[str, Any]:
    return {
        "branch": branch.branch,
        "office": branch.office,
        "score": None if branch.score is None else str(branch.score),
        "counts": {standing.name.lower(): branch.count(standing) for standing in Standing},
        "cells": [_cell(cell) for cell in branch.cells],
        "findings": [_finding(finding) for finding in branch.findings],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "rule": cell.rule,
        "of": cell.label,
        "standing": cell.standing.name.lower(),
        "due": cell.due.isoformat() if cell.due else None,
        "found": [{"text": link.text, "path": link.path} for link in cell.found],
        "wants": cell.wants,
        "missing": list(cell.missing),
        "basis": cell.basis,
        "layer": cell.layer.value,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "at": finding.places,
        "message": finding.message,
        "hint": finding.hint,
        "date": finding.day.isoformat() if finding.day else None,
        "folder": finding.path,
        "basis": finding.basis,
    }
