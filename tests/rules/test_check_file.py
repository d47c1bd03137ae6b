"""A slip in a file of rules stops the program with its line; a code stands in one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import REPOSITORY

from pipeline.errors import MappingError
from pipeline.mapping.rules.read import load_rules


def _rules(mappings: Path, text: str, name: str = "核对") -> None:
    path = mappings / "rules" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ("severity: stops", "severity: stop", "stops"),
        ("severity: stops", "serverity: stops", "severity"),
        ("layer: sense", "layer: sens", "sense"),
        ("stage: form", "stage: forms", "form"),
        ("  member-twice:", "  member-twice: []\n  x:", "member-twice"),
        ("  photo-twice:", "  member-twice:", "member-twice"),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(tmp_path: Path, line: str, instead: str, told: str) -> None:
    text = (REPOSITORY / "mappings" / "rules" / "核对.yaml").read_text(encoding="utf-8")
    _rules(tmp_path, text.replace(line, instead, 1))
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert re.search(r"核对\.yaml 第 \d+ 行", caught.value.message)
    assert told in caught.value.message + caught.value.hint


def test_a_check_between_forms_cannot_stop(tmp_path: Path) -> None:
    text = (REPOSITORY / "mappings" / "rules" / "核对.yaml").read_text(encoding="utf-8")
    head, tail = text.split("  not-on-roster:")
    _rules(tmp_path, f"{head}  not-on-roster:{tail.replace('severity: warns', 'severity: stops', 1)}")
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert "not-on-roster.severity" in caught.value.message


def test_a_code_in_two_files(tmp_path: Path) -> None:
    text = (REPOSITORY / "mappings" / "rules" / "核对.yaml").read_text(encoding="utf-8")
    for name in ("a", "b"):
        _rules(tmp_path, text.replace("rules: 核对", f"rules: {name}"), name)
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert "b.yaml" in caught.value.message
    assert "checks.title-differs" in caught.value.message
    assert "a.yaml" in caught.value.message


def test_no_folder_of_rules(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        load_rules(tmp_path)
    assert "dangan init" in caught.value.hint
