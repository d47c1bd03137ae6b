"""A real share: Samba on loopback with the inbox as its folder, and files put into it as Windows puts them."""

from __future__ import annotations

import datetime as dt
import getpass
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from builders import BRANCH, make_form, outbox_of, registration, sign_in, text_of
from core import make_core_desk
from watching import Watching, until

from pipeline.flow.desk import Desk
from pipeline.model.outcome import Accepted, Duplicate, Returned

pytestmark = pytest.mark.skipif(
    not (shutil.which("smbd") and shutil.which("smbclient")), reason="没有安装 Samba（apt: samba、smbclient）"
)

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"

_CONF = """
[global]
  server role = standalone server
  map to guest = Bad User
  guest account = {user}
  interfaces = lo
  bind interfaces only = yes
  smb ports = {port}
  disable netbios = yes
  load printers = no
  lock directory = {state}
  state directory = {state}
  cache directory = {state}
  private dir = {state}
  pid directory = {state}
  ncalrpc dir = {state}/ncalrpc
  log file = {state}/log.%m
[inbox]
  path = {inbox}
  guest ok = yes
  read only = no
"""


@dataclass(frozen=True)
class Share:
    """The inbox as somebody at another desk sees it."""

    port: int

    def _client(self, *commands: str) -> list[str]:
        script = "; ".join(commands)
        return ["smbclient", "//127.0.0.1/inbox", "-p", str(self.port), "-N", "-c", script]

    def do(self, *commands: str) -> None:
        done = subprocess.run(self._client(*commands), capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout.decode(errors="replace")

    def put_slowly(self, content: bytes, name: str, pieces: int) -> None:
        """Keeps the file open on the server while its parts come, further apart than the quiet time."""
        client = subprocess.Popen(self._client(f'put - "{name}"'), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        assert client.stdin
        size = len(content) // pieces + 1
        for start in range(0, len(content), size):
            client.stdin.write(content[start : start + size])
            client.stdin.flush()
            time.sleep(0.4)
        client.stdin.close()
        assert client.wait(60) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def desk(tmp_path: Path, quick: Callable[[Desk], Desk]) -> Iterator[Desk]:
    """Its clock runs: how long ago a file was last written decides whether the rest is waited for."""
    desk = make_core_desk(tmp_path / "ws")
    yield replace(quick(desk), now=dt.datetime.now)
    desk.close()


@pytest.fixture
def share(desk: Desk, tmp_path: Path) -> Iterator[Share]:
    state = tmp_path / "samba"
    (state / "ncalrpc").mkdir(parents=True)
    desk.workspace.inbox.chmod(0o777)
    conf, port = state / "smb.conf", _free_port()
    conf.write_text(
        _CONF.format(user=getpass.getuser(), port=port, state=state, inbox=desk.workspace.inbox), encoding="utf-8"
    )
    server = subprocess.Popen(
        ["smbd", "--foreground", "--no-process-group", "--configfile", conf],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,  # when it ends, it signals its whole group
    )  # fmt: skip
    try:
        here = Share(port)
        until(lambda: _listens(port))
        yield here
    finally:
        server.terminate()
        server.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_put_whole_into_a_folder_of_its_own(desk: Desk, share: Share, tmp_path: Path) -> None:
    form = make_form(tmp_path / "登记.xlsx", registration())
    with Watching(desk) as watching:
        share.do(f'mkdir "{BRANCH}"', f'put "{form}" "{BRANCH}\\登记.xlsx"')
        until(lambda: f"{FOLDER}/03 会议记录.docx" in outbox_of(desk))
    assert [outcome.file for outcome in watching.outcomes(Accepted)] == [f"{BRANCH}/登记.xlsx"]
    assert watching.outcomes(Returned) == []
    assert (desk.workspace.outbox / FOLDER / "原始表单" / "登记.xlsx").read_bytes() == form.read_bytes()


def test_put_slowly_is_taken_once_and_whole(desk: Desk, share: Share, tmp_path: Path) -> None:
    """smbclient sends what it has been given in blocks of its own: so the file is large enough for several."""
    grid = registration(会议记录="、".join(f"第{number}位同志发言" for number in range(9000)))
    content = make_form(tmp_path / "登记.xlsx", grid).read_bytes()
    with Watching(desk) as watching:
        share.put_slowly(content, "登记.xlsx", 5)
        until(lambda: watching.outcomes(Accepted))
    assert len(watching.outcomes(Accepted)) == 1
    assert watching.outcomes(Returned) == []
    assert (desk.workspace.outbox / FOLDER / "原始表单" / "登记.xlsx").read_bytes() == content


def test_replaced_while_being_read(desk: Desk, share: Share, tmp_path: Path) -> None:
    """The last version holds, whatever was taken of those before it."""
    versions = [make_form(tmp_path / f"{number}.xlsx", registration(会议记录=f"第{number}稿")) for number in range(12)]
    with Watching(desk) as watching:
        share.do(f'mkdir "{BRANCH}"')
        for version in versions:
            share.do(f'put "{version}" "{BRANCH}\\登记.xlsx"')
        minutes = desk.workspace.outbox / FOLDER / "03 会议记录.docx"
        until(lambda: minutes.is_file() and "第11稿" in text_of(minutes))
        until(lambda: not list(desk.workspace.inbox.rglob("*.xlsx")))
    assert watching.outcomes(Returned) == watching.outcomes(Duplicate) == []
    current = [held for held in desk.ledger.held(BRANCH) if held.form == "活动登记表"]
    assert [held.record.value("会议记录") for held in current] == ["第11稿"]


def test_cable_pulled_while_putting(desk: Desk, share: Share, tmp_path: Path) -> None:
    """What came of it waits or goes back; the whole file, put again, is taken."""
    content = make_form(tmp_path / "签到.xlsx", sign_in()).read_bytes()
    (tmp_path / "半.xlsx").write_bytes(content[: len(content) // 2])
    with Watching(desk) as watching:
        share.do(f'mkdir "{BRANCH}"', f'put "{tmp_path / "半.xlsx"}" "{BRANCH}\\签到.xlsx"')
        until(lambda: watching.reports)
        assert watching.outcomes(Accepted) == []
        share.do(f'put "{tmp_path / "签到.xlsx"}" "{BRANCH}\\签到.xlsx"')
        until(lambda: watching.outcomes(Accepted))
    assert len(watching.outcomes(Accepted)) == 1


def test_renamed_and_deleted_while_waiting(desk: Desk, share: Share, tmp_path: Path) -> None:
    form = make_form(tmp_path / "签到.xlsx", sign_in())
    with Watching(desk) as watching:
        share.do(f'mkdir "{BRANCH}"', f'put "{form}" "{BRANCH}\\~$甲.xlsx"', f'put "{form}" "{BRANCH}\\甲.xlsx"')
        share.do(f'rename "{BRANCH}\\甲.xlsx" "{BRANCH}\\乙.xlsx"')
        until(lambda: watching.outcomes(Accepted))
    assert [outcome.file for outcome in watching.outcomes(Accepted)] == [f"{BRANCH}/乙.xlsx"]
