"""The machine starts the watcher: what systemd is handed, and what it is told. systemctl is stood in for."""

from __future__ import annotations

import shutil
import socket
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.settings.workspace import Workspace
from pipeline.watch.notify import READY, tell_systemd
from pipeline.watch.service import install, remove, service_of, unit_file
from pipeline.watch.unit import Service, systemd_unit, windows_task

ODD = Path('/srv/档案 100% "$x\\y')


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lines that systemctl was called with."""
    calls = tmp_path / "calls"
    stand_in = tmp_path / "bin" / "systemctl"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\necho "$@" >> "{calls}"\n')
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(stand_in.parent))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return calls


def test_installed_twice_and_removed(called: Path, tmp_path: Path) -> None:
    service = service_of(Workspace(tmp_path), system=False)
    assert install(service) == install(service) == unit_file(service)
    assert str(tmp_path) in unit_file(service).read_text()
    remove(service)
    assert not unit_file(service).exists()
    lines = called.read_text().splitlines()
    assert lines[:3] == ["--user daemon-reload", f"--user enable {service.name}", f"--user restart {service.name}"]
    assert f"--user disable --now {service.name}" in lines
    with pytest.raises(SetupError):
        remove(service)


def test_systemctl_that_refuses_is_quoted(called: Path, tmp_path: Path) -> None:
    (tmp_path / "bin" / "systemctl").write_text("#!/bin/sh\necho kein Bus >&2\nexit 1\n")
    with pytest.raises(SetupError, match="kein Bus"):
        install(service_of(Workspace(tmp_path), system=False))


def test_machine_without_systemd(called: Path, tmp_path: Path) -> None:
    (tmp_path / "bin" / "systemctl").unlink()
    with pytest.raises(SetupError, match="systemctl"):
        install(service_of(Workspace(tmp_path), system=False))


def test_each_workspace_has_its_own(tmp_path: Path) -> None:
    names = {service_of(Workspace(tmp_path / name), system=False).name for name in "甲乙"}
    assert len(names) == 2
    assert all(name.isascii() for name in names)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="没有 systemd-analyze，单元文件无从核对")
@pytest.mark.parametrize("user", ["", "root"])
def test_systemd_understands_the_unit(user: str, tmp_path: Path) -> None:
    shell = Path("/bin/sh")  # systemd asks that the program exists
    unit = tmp_path / "dangan-probe.service"
    unit.write_text(systemd_unit(Service("dangan-probe", ODD, shell, user)))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, check=False, timeout=60)
    assert str(unit) not in (done.stdout + done.stderr).decode()
    assert done.returncode == 0


def test_windows_task_is_well_formed() -> None:
    root = ET.fromstring(windows_task(Service("x", ODD, Path("/a b/python"))).encode("utf-16"))
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert root.findtext(".//t:Command", namespaces=space) == "/a b/python"
    assert root.findtext(".//t:WorkingDirectory", namespaces=space) == str(ODD)


def test_told_to_systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "ear"))
        ear.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "ear"))
        tell_systemd(READY)
        assert ear.recv(100) == b"READY=1"
    tell_systemd(READY)  # nobody listens any more
    monkeypatch.delenv("NOTIFY_SOCKET")
    tell_systemd(READY)
