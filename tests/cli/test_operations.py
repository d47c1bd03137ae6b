"""What docs/operations.md tells people to type works as it stands there, in its order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import BRANCH, REPOSITORY, make_form, registration
from click.testing import CliRunner

from pipeline.cli.main import COMMANDS, cli

PAGE = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")
RUN = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
SHOWN = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="the page writes for a POSIX shell")
def test_the_page_from_the_first_command_to_the_last(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "dangan"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY),
    }
    srv = tmp_path / "srv"
    srv.mkdir()
    inbox = srv / "dangan" / "inbox" / BRANCH
    for number, shown in enumerate(RUN):
        block = shown
        if number == 1:  # something to back up
            make_form(inbox / "登记.xlsx", registration())
            block = f"dangan ingest -w /srv/dangan\n{block}"
        script = block.replace("/srv", str(srv))
        ran = subprocess.run(
            ["bash", "-e", "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, f"{block}\n{ran.stdout}\n{ran.stderr}"
    assert "台账库已重建：" in ran.stdout
    assert (srv / "dangan" / ".dangan" / "originals" / "收件.jsonl").is_file()


def test_every_command_of_the_page_is_one() -> None:
    lines = [line for block in SHOWN for line in block.splitlines()]
    lines += re.findall(r"`(dangan .*?)`", PAGE)
    told = re.findall(r"dangan ([a-z]+)(?: (install|remove))?", "\n".join(lines))
    assert {"service", "accept", "watch"} <= {name for name, _ in told}
    for name, below in told:
        assert name in COMMANDS
        assert CliRunner().invoke(cli, [name, *([below] if below else []), "--help"]).exit_code == 0


def test_options_of_what_is_shown_exist() -> None:
    for line in (line for block in SHOWN for line in block.splitlines()):
        _, name, below, *_ = line.removeprefix("sudo ").split()
        helped = CliRunner().invoke(cli, [name, below, "--help"]).output
        assert all(option in helped for option in re.findall(r"(?<=\s)--?[a-z]+", line))
