"""docs/coverage.md says of every record and rule of the source documents what shows it: each thing it names exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from builders import REPOSITORY, shipped_mappings

from pipeline.mapping.rules.read import load_rules

COVERAGE = REPOSITORY / "docs" / "coverage.md"
COLUMNS = ("项目", "表单", "材料", "核对和规则", "测试")
NOTHING = "—"
SOURCES = ("000", "001", "002", "003", "004")


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    """Each line of the tables, with the number of the document under whose heading it stands."""
    source = ""
    for line in COVERAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\d{3}) ", line):
            source = heading[1]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != COLUMNS[0] and not set(line) <= set("|- :"):
            yield source, dict(zip(COLUMNS, cells, strict=True))


ROWS = list(rows())


def named(cell: str) -> list[str]:
    """What stands between backquotes."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def defined_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_each_source_document_is_there() -> None:
    assert {source for source, _ in ROWS} == set(SOURCES)


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=lambda row: row["项目"])
def test_what_a_row_names_exists(row: dict[str, str]) -> None:
    mappings = shipped_mappings()
    assert set(named(row["表单"])) <= set(mappings.forms)
    packets = mappings.packets.values()
    documents = {each.name for packet in packets for each in (*packet.documents, *packet.papers)}
    assert set(named(row["材料"])) <= documents
    assert set(named(row["核对和规则"])) <= known_rules()
    tests = [name.split("::") for name in named(row["测试"])]
    assert tests
    for file, test in tests:
        assert test in defined_in(REPOSITORY / "tests" / file)


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=lambda row: row["项目"])
def test_a_row_shows_something(row: dict[str, str]) -> None:
    assert any(row[column] != NOTHING for column in ("表单", "材料", "核对和规则"))


@cache
def known_rules() -> frozenset[str]:
    """Codes of checks, and ids of rules."""
    reading = load_rules(REPOSITORY / "mappings")
    rules = {key for file in reading.sets().values() for _, key, _ in file.every_rule()}
    return frozenset(reading.catalogue().checks) | rules
