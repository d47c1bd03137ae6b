"""The schema that editors use says what the loader accepts, in Chinese."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from builders import REPOSITORY

from pipeline.mapping.schema import mapping_schema
from pipeline.mapping.text import read_text
from pipeline.mapping.words.keys import KEYS
from pipeline.mapping.words.values import VALUES

FOLDER = REPOSITORY / "mappings"
SHIPPED = sorted(FOLDER.glob("*/*.yaml"))
SCHEMA = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
VALIDATE = fastjsonschema.compile(SCHEMA)
HEADER = "# yaml-language-server: $schema=../schema.json"
FORM = """\
form: 请假单
title: [请假单]
key: [日期]
fields:
  支部: {type: branch, role: branch}
  日期: {type: date, role: date}
tables:
  请假:
    columns:
      姓名: {anchor: true}
"""


def data(text: str) -> Any:
    return read_text(Path("映射.yaml"), text.encode()).data


def test_it_is_what_the_models_make() -> None:
    assert mapping_schema() == SCHEMA, "make schema"


def test_every_key_and_value_has_words_and_none_is_left_over() -> None:
    definitions: dict[str, dict[str, Any]] = mapping_schema()["definitions"]
    keys = {name: set(each["properties"]) for name, each in definitions.items() if "properties" in each}
    assert keys == {name: set(words) for name, words in KEYS.items()}
    values = {name: set(each["enum"]) for name, each in definitions.items() if "enum" in each}
    assert {name: values[name] for name in VALUES} == {name: set(words) for name, words in VALUES.items()}
    assert values.keys() - VALUES.keys() == {"Attendance", "Retention"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_fits_and_names_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    VALIDATE(data(text))
    assert text.splitlines()[0] == HEADER
    assert (path.parent / HEADER.partition("=")[2]).resolve() == FOLDER / "schema.json"


def slips() -> Iterator[tuple[str, str, str]]:
    yield "an unknown key", "anchor: true", "anker: true"
    yield "an unknown key at the top", "key:", "keys:"
    yield "an unknown type", "type: date", "type: dat"
    yield "an unknown role", "role: date", "role: data"
    yield "a word for a list", "title: [请假单]", "title: 请假单"
    yield "no form, packet or rules", "form: 请假单", "name: 请假单"


@pytest.mark.parametrize(("was", "instead"), [pytest.param(*slip[1:], id=slip[0]) for slip in slips()])
def test_what_does_not_fit(was: str, instead: str) -> None:
    VALIDATE(data(FORM))
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        VALIDATE(data(FORM.replace(was, instead, 1)))


def test_a_number_may_stand_for_a_word() -> None:
    VALIDATE(data(FORM.replace("title: [请假单]", "title: [2026]")))
