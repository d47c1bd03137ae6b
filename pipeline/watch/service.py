"""Hands `dangan watch` to the machine, or takes it back: systemd, or the task scheduler of Windows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of
from pipeline.files.faults import in_words
from pipeline.files.publish import write_whole
from pipeline.settings.workspace import Workspace
from pipeline.watch.unit import Service, systemd_unit, windows_task

_PATIENCE_S: Final = 60


def service_of(workspace: Workspace, system: bool) -> Service:
    """Its name is made from the workspace's path, so that each workspace has its own.

    A system-wide one runs as whom the workspace belongs to, so that what it writes can be read by the same people.
    """
    name = f"dangan-{digest_of(str(workspace.root).encode())[:8]}"
    return Service(name, workspace.root, Path(sys.executable), workspace.root.owner() if system else "")


def install(service: Service) -> Path:
    """Writes and starts it; returns the file. Raises SetupError saying what the machine refused."""
    if os.name == "nt":
        path = service.workspace / ".dangan" / f"{service.name}.xml"
        _write(path, windows_task(service).encode("utf-16"))
        _run(["schtasks", "/Create", "/F", "/TN", service.name, "/XML", str(path)])
        _run(["schtasks", "/Run", "/TN", service.name])
        return path
    path = unit_file(service)
    _write(path, systemd_unit(service).encode())
    _systemctl(service, "daemon-reload")
    _systemctl(service, "enable", service.name)
    _systemctl(service, "restart", service.name)
    return path


def remove(service: Service) -> None:
    """Stops it and takes it away; what it made stays. Raises SetupError where none is installed."""
    if os.name == "nt":
        _run(["schtasks", "/Delete", "/F", "/TN", service.name])
        return
    path = unit_file(service)
    if not path.is_file():
        raise SetupError(f"没有装过这个服务：{path}", "系统服务请加 --system")
    _systemctl(service, "disable", "--now", service.name)
    path.unlink()
    _systemctl(service, "daemon-reload")


def unit_file(service: Service) -> Path:
    """Where systemd looks: for the whole machine, or for the person who installs it."""
    if service.user:
        return Path("/etc/systemd/system", f"{service.name}.service")
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "systemd" / "user" / f"{service.name}.service"


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        hint = "系统服务要用管理员身份安装：sudo dangan service install --system"
        raise SetupError(f"写不进 {path}：{in_words(error)}", hint) from error


def _systemctl(service: Service, *words: str) -> None:
    _run(["systemctl", *([] if service.user else ["--user"]), *words])


def _run(command: Sequence[str]) -> None:
    shown = " ".join(command)
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=False)
    except FileNotFoundError as error:
        raise SetupError(f"这台电脑没有 {command[0]}", "请用本机自带的办法开机运行 dangan watch") from error
    except subprocess.TimeoutExpired as error:
        raise SetupError(f"{shown} 一直没有结束", "请稍后再试") from error
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip() or f"退出码 {done.returncode}"
        raise SetupError(f"{shown} 没有成功：{told}", "服务文件已经写好；请处理后再装一次")
