"""One run of the LibreOffice program: where it is, what it is started with, and that nothing outlives it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConverterError
from pipeline.pdf.fonts import font_config

_USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_INSTALL = (
    "请安装 LibreOffice（Debian/Ubuntu：sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui "
    "fonts-noto-cjk；Windows、macOS：从 LibreOffice 官网下载），"
    "或在 dangan.toml 的 [converter] 中用 soffice 写明它的位置"
)


class NoConverter(ConverterError):
    """There is none, or it does not start: no document is to blame."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; `said` is all that the program printed."""

    exit_code: int
    said: str


def find_soffice(setting: str = "") -> Path:
    """The program that the setting names, else on PATH, else in a usual place; ConverterError if none."""
    if setting:
        named = shutil.which(setting)
        if named is None:
            raise NoConverter(f"设置中写的 LibreOffice 不存在或不能运行：{setting}", _INSTALL)
        return Path(named).absolute()
    on_path = (shutil.which(name) for name in ("soffice", "libreoffice"))
    usual = (shutil.which(place) for place in (*_USUAL_PLACES, *_newest_opt()))
    for found in (*on_path, *usual):
        if found is not None:
            return Path(found).absolute()
    raise NoConverter("没有找到 LibreOffice，不能生成 PDF", _INSTALL)


def _newest_opt() -> list[str]:
    """The packages from LibreOffice itself install into /opt/libreoffice<version>."""
    return sorted((str(path) for path in Path("/opt").glob("libreoffice*/program/soffice")), reverse=True)


def run(command: Sequence[str], work: Path, *, timeout_s: float, fonts: Path | None) -> Outcome:
    """Run in a process group of its own, profile and log in `work`; TimeoutError when the time is over.

    The output goes to a file, since a pipe that a surviving child holds open would block for ever.
    """
    log = work / "output.txt"
    profile = (work / "profile").as_uri()
    with log.open("wb") as sink:
        try:
            process = subprocess.Popen(
                [command[0], f"-env:UserInstallation={profile}", "--headless", "--norestore", *command[1:]],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=_environment(work, fonts),
                cwd=work,
                start_new_session=True,
            )
        except OSError as error:
            raise NoConverter(f"LibreOffice 不能启动：{command[0]}（{error}）", _INSTALL) from error
        try:
            exit_code = process.wait(timeout_s)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
        finally:
            _end(process)
    return Outcome(exit_code, log.read_text("utf-8", errors="replace").strip())


def _environment(work: Path, fonts: Path | None) -> Mapping[str, str]:
    """Linux: free fonts, and one locale for every machine: it decides defaults and how paths are read."""
    env = dict(os.environ)
    if sys.platform == "linux":
        system = Path(env.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf"))
        config = work / "fonts.conf"
        config.write_text(font_config(system, fonts), "utf-8")
        env |= {"FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8"}
    return env


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the run: soffice is a launcher, and its child does not die with it."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    else:
        # macOS answers EPERM for a group of zombies
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
