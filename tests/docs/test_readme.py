"""What the two READMEs show is there: each command with its options, each picture, each page that they point to."""

from __future__ import annotations

import re

import click
import pytest
from builders import REPOSITORY

from pipeline.cli.main import COMMANDS, cli

PAGES = {name: (REPOSITORY / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")}
PICTURES = REPOSITORY / "docs" / "pictures"
LARGEST = 250_000


def commands(page: str) -> list[str]:
    """Those of the blocks, and of the sentences; without what is said of them behind the #."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    lines = re.findall(r"^dangan .*$", blocks, re.MULTILINE)
    return [line.partition("#")[0] for line in (*lines, *re.findall(r"`(dangan .*?)`", page))]


def options(name: str) -> set[str]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_each_command_is_there_with_its_options(page: str) -> None:
    for line in commands(page):
        name = line.split()[1]
        assert name in COMMANDS, line
        assert set(re.findall(r"(?<=\s)--?[a-z-]+", line)) <= options(name), line


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_each_option_told_of_in_a_sentence_is_one(page: str) -> None:
    known = {option for name in COMMANDS for option in options(name)}
    assert set(re.findall(r"`(--?[a-z-]+)", page)) <= known


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_each_command_is_told_of(page: str) -> None:
    assert {line.split()[1] for line in commands(page)} == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_each_file_pointed_to_exists(page: str) -> None:
    assert all((REPOSITORY / target).exists() for target in re.findall(r"\]\(([^):#]+)", page))


def test_each_picture_is_shown_and_small() -> None:
    shown = {target for page in PAGES.values() for target in re.findall(r"\(docs/pictures/([^)]+)\)", page)}
    assert {picture.name for picture in PICTURES.iterdir()} == shown
    assert all(picture.stat().st_size < LARGEST for picture in PICTURES.iterdir())
