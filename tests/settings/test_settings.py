"""dangan.toml: every key has a default, and what does not fit is told with the key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.settings.schema import Rounding
from pipeline.settings.workspace import Workspace, find_workspace, load_settings


def load(tmp_path: Path, text: str | bytes) -> object:
    (tmp_path / "dangan.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(Workspace(tmp_path))


def test_everything_has_a_default(tmp_path: Path) -> None:
    settings = load(tmp_path, "")
    assert settings == load(tmp_path, (Path(__file__).parents[2] / "dangan.toml").read_bytes())


def test_values_and_byte_order_mark(tmp_path: Path) -> None:
    settings = load(tmp_path, b"\xef\xbb\xbf[dues]\nrounding = 'up'\n")
    assert settings.dues.rounding is Rounding.UP  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("branche = []", "branche"),
        ("[dues]\nscales = 2", "dues.scales"),
        ("[dues]\nscale = 'zwei'", "dues.scale"),
        ("[dues]\nscale = 3", "dues.scale"),
        ("[dues]\nrounding = 'nearest'", "dues.rounding"),
        ("[watch]\nquiet_s = 0", "watch.quiet_s"),
        ("[theme_day]\nday = 31", "theme_day.day"),
        ("branches = '甲'", "branches"),
        ("watch = 1", "watch"),
        ("[offices]\n'甲' = '一'", "offices.甲"),
        ("[offices]\n'甲' = ['一']\n'乙' = ['一']", "“一”写了两次"),
        ("branches = ['一']\n[offices]\n'甲' = ['二']", "没有“二”"),
        ("[checks]\nof = []", "checks.of"),
        ("[checks]\noff = 'due-differs'", "checks.off"),
        ("a = = 1", "第 1 行"),
        ("a = 1\na = 2", "dangan.toml"),
        ("甲".encode("gbk"), "dangan.toml"),
    ],
)
def test_what_does_not_fit_is_named_in_chinese(tmp_path: Path, text: str | bytes, named: str) -> None:
    with pytest.raises(SetupError) as caught:
        load(tmp_path, text)
    assert caught.value.exit_code == 2
    assert named in caught.value.message
    assert caught.value.hint
    said = caught.value.message.replace(str(tmp_path), "")
    assert not re.search(r"\b(input|should|valid|Expected|invalid|extra)\b", said)


def test_nearest_key_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        load(tmp_path, "[watch]\nquiet = 1")
    assert "watch.quiet_s" in caught.value.hint


def test_workspace_is_found_from_below(tmp_path: Path) -> None:
    load(tmp_path, "")
    deep = tmp_path / "inbox" / "甲"
    deep.mkdir(parents=True)
    assert find_workspace(deep) == Workspace(tmp_path)


def test_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        find_workspace(tmp_path)


def test_the_office_of_a_branch(tmp_path: Path) -> None:
    settings = load(tmp_path, "[offices]\n'甲党委' = ['一', '二']\n'乙党委' = ['三']")
    assert [settings.office_of(branch) for branch in ("二", "三", "四")] == ["甲党委", "乙党委", ""]  # type: ignore[attr-defined]
