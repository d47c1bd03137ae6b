"""The official faces come out in their own kind: 仿宋 and 小标宋 with serifs, 黑体 without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from pipeline.pdf.convert import convert
from pipeline.pdf.fonts import font_config

SYSTEM = Path("/etc/fonts/fonts.conf")
OFFICIAL = {
    "仿宋_GB2312": "NotoSerifCJK",
    "仿宋": "NotoSerifCJK",
    "FangSong": "NotoSerifCJK",
    "宋体": "NotoSerifCJK",
    "SimSun": "NotoSerifCJK",
    "方正小标宋简体": "NotoSerifCJK",
    "黑体": "NotoSansCJK",
    "SimHei": "NotoSansCJK",
}


def ask(config: Path, program: str, *arguments: str) -> str:
    env = dict(os.environ, FONTCONFIG_FILE=str(config))
    return subprocess.run([program, *arguments], env=env, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def noto() -> None:
    if sys.platform != "linux" or not shutil.which("fc-list"):
        pytest.skip("the font aliases are for Linux with fontconfig")
    if "Noto Serif CJK SC" not in ask(SYSTEM, "fc-list", ":", "family"):
        pytest.skip("needs the package fonts-noto-cjk")


def embedded(pdf: Path) -> str:
    with PdfReader(pdf) as reader:
        fonts = reader.pages[0]["/Resources"]["/Font"].values()
        return " ".join(str(font.get_object()["/BaseFont"]) for font in fonts)


def test_each_official_face_is_embedded_as_its_own_kind(noto, soffice, make_docx, tmp_path):
    sources = [make_docx(f"{name}.docx", "主题党日", font=name) for name in OFFICIAL]
    results = convert(sources, tmp_path / "out", "pdf", soffice=soffice, timeout_s=120)
    fonts = {pdf.stem: embedded(pdf) for pdf in results}
    wrong = {name: fonts[name] for name, kind in OFFICIAL.items() if kind not in fonts[name]}
    assert not wrong
    assert "Bold" in fonts["方正小标宋简体"]
    assert "Bold" not in fonts["仿宋_GB2312"]


def test_a_font_that_is_installed_is_left_alone(noto, tmp_path):
    config = tmp_path / "fonts.conf"
    config.write_text(font_config(SYSTEM), "utf-8")
    wanted = ask(SYSTEM, "fc-match", "Noto Sans CJK SC:bold", "file")
    assert ask(config, "fc-match", "Noto Sans CJK SC:bold", "file") == wanted


def test_fonts_of_the_workspace_are_seen(noto, tmp_path):
    folder = tmp_path / "字体 & <fonts>"
    folder.mkdir()
    source = ask(SYSTEM, "fc-match", "--format=%{file}", "Noto Serif CJK SC")
    (folder / "mine.ttc").symlink_to(source)
    config = tmp_path / "fonts.conf"
    config.write_text(font_config(SYSTEM, folder), "utf-8")
    assert str(folder / "mine.ttc") in ask(config, "fc-list")


def test_a_sibling_name_comes_before_a_free_font():
    tree = ElementTree.fromstring(font_config(SYSTEM))
    accepted = {
        alias.findtext("family"): [family.text for family in alias.iterfind("accept/family")]
        for alias in tree.iterfind("alias")
    }
    assert accepted["仿宋_GB2312"].index("仿宋") < accepted["仿宋_GB2312"].index("Noto Serif CJK SC")
    assert accepted["KaiTi"][-2:] == ["LXGW WenKai", "Noto Serif CJK SC"]
    assert all(name not in others for name, others in accepted.items())
