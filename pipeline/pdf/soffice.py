"""The LibreOffice program: where it is, and what it is started with."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

from pipeline.errors import ConverterError
from pipeline.pdf.fonts import font_config, system_config
from pipeline.pdf.process import NotStarted, Outcome, run_program

_USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
INSTALL = (
    "请安装 LibreOffice（Debian/Ubuntu：sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui "
    "fonts-noto-cjk；Windows、macOS：从 LibreOffice 官网下载），"
    "Windows 上装有 Word 的，也可以改装 docx2pdf（pip install docx2pdf）；"
    "或在 dangan.toml 的 [converter] 中用 soffice 写明它的位置"
)


class NoConverter(ConverterError):
    """There is none, or it does not start: no document is to blame."""


def find_soffice(setting: str = "") -> Path:
    """The program that the setting names, else on PATH, else in a usual place; ConverterError if none."""
    if setting:
        named = shutil.which(setting)
        if named is None:
            raise NoConverter(f"设置中写的 LibreOffice 不存在或不能运行：{setting}", INSTALL)
        return Path(named).absolute()
    on_path = (shutil.which(name) for name in ("soffice", "libreoffice"))
    usual = (shutil.which(place) for place in (*_USUAL_PLACES, *_newest_opt()))
    for found in (*on_path, *usual):
        if found is not None:
            return Path(found).absolute()
    raise NoConverter("没有找到 LibreOffice，不能生成 PDF", INSTALL)


def _newest_opt() -> list[str]:
    """The packages from LibreOffice itself install into /opt/libreoffice<version>."""
    return sorted((str(path) for path in Path("/opt").glob("libreoffice*/program/soffice")), reverse=True)


def run(
    command: Sequence[str], work: Path, *, timeout_s: float, fonts: Path | None, stop: Event | None = None
) -> Outcome:
    """With a profile of its own in `work`. Raises NoConverter, and what `run_program` does."""
    profile = (work / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    try:
        return run_program(
            [command[0], *options, *command[1:]],
            work,
            _environment(work, fonts),
            timeout_s=timeout_s,
            stop=stop or Event(),
        )
    except NotStarted as error:
        raise not_started(command[0], error) from error


def not_started(program: str, why: Exception) -> NoConverter:
    return NoConverter(f"LibreOffice 不能启动：{program}（{why}）", INSTALL)


def _environment(work: Path, fonts: Path | None) -> Mapping[str, str]:
    """Linux: free fonts, and one locale for every machine: it decides defaults and how paths are read."""
    env = dict(os.environ)
    if sys.platform == "linux":
        config = work / "fonts.conf"
        config.write_text(font_config(system_config(), fonts), "utf-8")
        env |= {"FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8"}
    return env
