"""The page as a browser draws it: the filters that the address names, and the panel of a branch."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from inspecting import HOSTILE, cell, finding, inspection, of_branch

from pipeline.inspection.page import page
from pipeline.rules.standing import Standing

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: the page's script is not run")


def drawn(root: Path, **chosen: str) -> str:
    """The page's body after its script has run."""
    first = of_branch("甲支部", [cell(month=3), cell("党员大会", label="第二季度", month=4, standing=Standing.MET)])
    second = of_branch("乙支部", [cell(month=2, standing=Standing.MET)], [finding(HOSTILE)])
    path = root / "迎检总览.html"
    path.write_bytes(page(inspection(first, second)))
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={root / 'profile'}"]
    words = [str(CHROMIUM), *quiet, "--dump-dom", f"{path.as_uri()}#{urlencode(chosen)}"]
    told = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True).stdout
    return told.partition("<body>")[2].partition('<script type="application/json"')[0]


def names(body: str) -> list[str]:
    return re.findall(r'<button type="button" class="name"[^>]*>([^<]*)', body)


def test_everything_is_shown_first(tmp_path: Path) -> None:
    body = drawn(tmp_path)
    assert names(body) == ["甲支部", "乙支部"]
    assert "<script" not in body.partition('id="matrix"')[2].partition("</table>")[0]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"branch": "乙支部"}, ["乙支部"]),
        ({"gaps": "on"}, ["甲支部"]),
        ({"words": "没有这个词"}, []),
        ({"rule": "党员大会"}, ["甲支部", "乙支部"]),
    ],
)
def test_the_address_says_what_is_shown(tmp_path: Path, chosen: dict[str, str], expected: list[str]) -> None:
    assert names(drawn(tmp_path, **chosen)) == expected


def test_a_branch_that_the_address_opens_tells_its_gaps(tmp_path: Path) -> None:
    body = drawn(tmp_path, open="甲支部")
    assert "缺 1 项" in body
    assert "请报送" in body
