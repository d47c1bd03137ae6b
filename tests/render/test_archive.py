"""The archive is a plain zip to everybody else, and the same bytes for the same parts."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render.archive import Prepared, member


def opened(content: bytes) -> zipfile.ZipFile:
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.testzip() is None
    return package


def held(content: bytes) -> dict[str, bytes]:
    package = opened(content)
    return {name: package.read(name) for name in package.namelist()}


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(st.text("ab党.", min_size=1, max_size=6), st.binary(max_size=300), max_size=4),
    st.dictionaries(st.text("cd员/", min_size=1, max_size=6), st.binary(max_size=300), max_size=4),
)
def test_what_goes_in_comes_out_in_order(static: dict[str, bytes], own: dict[str, bytes]) -> None:
    prepared = Prepared.of([member(name, body, once=True) for name, body in static.items()])
    made = held(prepared.with_members([member(name, body) for name, body in own.items()]))
    assert list(made.items()) == [*static.items(), *own.items()]


def test_no_member_knows_a_clock() -> None:
    (info,) = opened(Prepared.of([member("a.xml", b"x")]).with_members([])).infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("name", ["word/media/image1.jpg", "word/media/image2.jpeg", "word/media/image3.png"])
def test_pictures_are_stored(name: str) -> None:
    (info,) = opened(Prepared.of([]).with_members([member(name, b"x" * 1000)])).infolist()
    assert (info.compress_type, info.compress_size) == (zipfile.ZIP_STORED, 1000)


def test_text_is_deflated() -> None:
    (info,) = opened(Prepared.of([]).with_members([member("a.xml", b"x" * 1000)])).infolist()
    assert info.compress_type == zipfile.ZIP_DEFLATED
    assert info.compress_size < 50


def test_what_is_packed_once_is_packed_smaller() -> None:
    words = random.Random(1)
    body = " ".join(words.choice(["<w:p>", "党员", "会议", "记录", "</w:p>"]) for _ in range(5000)).encode()
    assert len(member("a.xml", body, once=True).body) < len(member("a.xml", body).body)


def test_same_parts_same_bytes() -> None:
    parts = [member("a.xml", b"x" * 100), member("b.jpg", b"y")]
    assert Prepared.of(parts).with_members([]) == Prepared.of([]).with_members(parts)
