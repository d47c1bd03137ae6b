"""Kinds of papers: a word stands for one of them, and what names a kind must name one that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import REPOSITORY

from pipeline.mapping.load import read_mappings


@pytest.fixture
def mappings(tmp_path: Path) -> Path:
    return shutil.copytree(REPOSITORY / "mappings", tmp_path / "mappings")


def change(mappings: Path, file: str, was: str, instead: str) -> None:
    path = mappings / file
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, instead, 1), encoding="utf-8")


def faults(mappings: Path) -> list[tuple[str, str]]:
    """File and last named key of each."""
    return [(fault.path.name, str(fault.at[-1])) for fault in read_mappings(mappings).faults]


def test_what_is_shipped(mappings: Path) -> None:
    assert faults(mappings) == []


@pytest.mark.parametrize(
    ("file", "was", "instead", "expected"),
    [
        ("papers/文件材料.yaml", "words: [主持稿", "words: [讲稿, 主持稿", ("文件材料.yaml", "主持词")),
        ("papers/文件材料.yaml", "words: [讲稿", "word: [讲稿", ("文件材料.yaml", "word")),
        ("packets/2三会一课.yaml", "paper: 主持词", "paper: 主持辞", ("2三会一课.yaml", "paper")),
        ("packets/2三会一课.yaml", "kinds: [党课]}", "kinds: [党刻]}", ("2三会一课.yaml", "0")),
        ("forms/文件材料登记表.yaml", "choices: [党课讲稿", "choices: [讲话稿, 党课讲稿", ("文件材料登记表.yaml", "0")),
    ],
)
def test_what_does_not_fit(mappings: Path, file: str, was: str, instead: str, expected: tuple[str, str]) -> None:
    change(mappings, file, was, instead)
    assert faults(mappings) == [expected]


def test_a_second_file_may_add_kinds_and_not_take_words(mappings: Path) -> None:
    more = mappings / "papers" / "附加.yaml"
    more.write_text("papers: 我们的\nkinds:\n  廉政承诺书: {words: [承诺书]}\n", encoding="utf-8")
    assert faults(mappings) == []
    more.write_text("papers: 我们的\nkinds:\n  廉政承诺书: {words: [讲稿]}\n", encoding="utf-8")
    assert faults(mappings) == [("附加.yaml", "廉政承诺书")]


def test_a_workspace_may_do_without(mappings: Path) -> None:
    shutil.rmtree(mappings / "papers")
    reading = read_mappings(mappings)
    assert (reading.papers, reading.faults) == ((), ())
