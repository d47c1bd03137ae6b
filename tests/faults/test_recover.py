"""The ledger is gone or broken: recover makes it anew, and the world is as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from builders import BRANCH, NOW, drop, registration, sign_in
from click.testing import CliRunner
from core import make_core_desk
from dropped_ten import lay, make_ten, world

from pipeline.cli.main import cli
from pipeline.errors import DanganError, LedgerError, SetupError
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.flow.intake import taking
from pipeline.flow.recover import Recovery
from pipeline.flow.recover import recover as run
from pipeline.model.outcome import Duplicate
from pipeline.settings.workspace import Workspace

PACKET = f"2026/{BRANCH}/2026-03-20 学党章"
EDITED = f"{PACKET}/03 会议记录.docx"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after ten files, a correction, a return that was mended, one taken away, and four hand edits."""
    root = tmp_path_factory.mktemp("lived") / "工作区"
    desk = make_core_desk(root)
    lay(make_ten(tmp_path_factory.mktemp("ten")), desk.workspace)
    ingest(desk)
    outbox = desk.workspace.outbox
    (outbox / EDITED).write_bytes(b"edited, then a new version came")
    for path in sorted((outbox / f"2026/{BRANCH}/2026-02-20 学党史").glob("*.docx"))[:1]:
        path.write_bytes(b"edited, and nothing came since")
    (desk.workspace.returned / BRANCH / "坏签到(需更正).xlsx").unlink()
    drop(desk, sign_in(date="2026-02-20", theme="学党史"), "坏签到.xlsx")
    drop(desk, [*registration(会议记录="二")], "登记3月.xlsx")
    ingest(desk)
    desk.close()
    return root


@pytest.fixture
def workspace(lived_in: Path, tmp_path: Path) -> Workspace:
    return Workspace(shutil.copytree(lived_in, tmp_path / "工作区"))


def recover(workspace: Workspace, even_if_whole: bool = False) -> Recovery:
    return run(workspace, 1, even_if_whole, lambda: NOW)


def opened(workspace: Workspace) -> Desk:
    return open_desk(workspace, lambda: NOW)


def gone(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_database(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def torn(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 12] = b"\xff" * (4096 * 11)
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [gone, empty, no_database, torn, scribbled])
def test_the_world_is_as_it_was(harm: object, workspace: Workspace) -> None:
    before = world(workspace)
    harm(workspace.ledger)  # type: ignore[operator]
    recovery = recover(workspace)
    assert (recovery.unread, recovery.lost, recovery.unnamed, recovery.report.failures) == (0, (), (), [])
    assert world(workspace) == before
    assert any(name.endswith("03 会议记录(系统新版).docx") for name in before["outbox"])
    assert (recovery.aside is None) == (harm is gone)


def test_numbers_and_what_comes_next_are_the_same(workspace: Workspace) -> None:
    def rows(query: str) -> list[object]:
        with sqlite3.connect(workspace.ledger) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    queries = [f"SELECT * FROM {table} ORDER BY 1" for table in ("submissions", "records", "members", "left_behind")]
    before = [rows(query) for query in queries]
    gone(workspace.ledger)
    recover(workspace)
    assert [rows(query) for query in queries] == before
    desk = opened(workspace)
    drop(desk, registration(会议记录="三"), "登记3月.xlsx")
    ingest(desk)
    desk.close()
    assert world(workspace)["outbox"][EDITED] == b"edited, then a new version came"
    whole = world(workspace)
    recover(workspace, even_if_whole=True)
    assert world(workspace) == whole


@pytest.mark.parametrize("harm", [gone, empty, no_database])
def test_every_command_names_the_way_out(harm: object, workspace: Workspace) -> None:
    harm(workspace.ledger)  # type: ignore[operator]
    before = sorted(workspace.private.iterdir())
    for command in ("ingest", "status", "watch", "accept 某.docx"):
        ran = CliRunner().invoke(cli, [*command.split(), "-w", str(workspace.root)], standalone_mode=False)
        assert isinstance(ran.exception, LedgerError), ran.output
        assert "dangan recover" in ran.exception.hint
    assert [path for path in sorted(workspace.private.iterdir()) if path.name != "lock"] == [
        path for path in before if path.name != "lock"
    ]


def test_a_whole_ledger_stays(workspace: Workspace) -> None:
    with pytest.raises(SetupError) as caught:
        recover(workspace)
    assert "--yes" in caught.value.hint
    before = world(workspace)
    recovery = recover(workspace, even_if_whole=True)
    assert world(workspace) == before
    assert recovery.aside
    assert (recovery.aside / "ledger.db").is_file()


def test_without_a_journal_the_originals_are_named(workspace: Workspace) -> None:
    before = world(workspace)
    gone(workspace.ledger)
    gone(workspace.journal)
    recovery = recover(workspace)
    assert sorted(path.name for path in recovery.unnamed) == before["originals"]
    assert world(workspace)["outbox"] == before["outbox"]


def test_a_damaged_line_is_told_and_nothing_is_withdrawn(workspace: Workspace) -> None:
    before = world(workspace)
    gone(workspace.ledger)
    lines = workspace.journal.read_bytes().split(b"\n")
    lines[2] = lines[2][:200] + b"\xff" + lines[2][201:]
    workspace.journal.write_bytes(b"\n".join(lines))
    recovery = recover(workspace)
    assert recovery.unread == 1
    assert len(recovery.unnamed) == 1
    assert set(before["outbox"]) <= set(world(workspace)["outbox"])


def test_a_torn_last_line_is_no_damage(workspace: Workspace) -> None:
    before = world(workspace)
    gone(workspace.ledger)
    with workspace.journal.open("ab") as stream:
        stream.write(b'{"entry":{"id":99,"digest":"')
    assert recover(workspace).unread == 0
    assert world(workspace) == before
    desk = opened(workspace)
    drop(desk, sign_in(date="2026-05-20", theme="五月"), "五月.xlsx")
    ingest(desk)
    desk.close()
    after = world(workspace)
    gone(workspace.ledger)
    assert recover(workspace).unread == 0
    assert world(workspace) == after


def test_damaged_originals_are_told_and_mended_by_the_file_coming_again(workspace: Workspace) -> None:
    desk = opened(workspace)
    path = drop(desk, sign_in(date="2026-05-20", theme="五月"), "五月.xlsx")
    content = path.read_bytes()
    ingest(desk)
    (sent,) = desk.ledger.latest(1)
    desk.originals.path(sent.digest).write_bytes(b"x" * len(content))
    desk.close()
    assert [lost.name for lost in recover(workspace, even_if_whole=True).lost] == ["五月.xlsx"]
    desk = opened(workspace)
    path.write_bytes(content)
    assert ingest(desk).of(Duplicate)
    desk.close()
    assert recover(workspace, even_if_whole=True).lost == ()


def test_nothing_to_make_it_from(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    desk.close()
    gone(desk.workspace.ledger)
    with pytest.raises(DanganError) as caught:
        recover(desk.workspace)
    assert caught.value.exit_code == 2


def test_ledger_deleted_under_a_running_desk(workspace: Workspace) -> None:
    desk = opened(workspace)
    gone(workspace.ledger)
    path = drop(desk, sign_in(date="2026-05-20", theme="五月"), "五月.xlsx")
    with pytest.raises(LedgerError) as caught:
        ingest(desk)
    assert "dangan recover" in caught.value.hint
    assert path.is_file()
    recover(workspace)
    assert ingest(desk).published
    desk.close()


@pytest.mark.parametrize("step", ["_made_anew", "_put_aside", "open_desk"])
def test_recover_broken_off_is_begun_again(step: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.flow import recover as module

    before = world(workspace)
    torn(workspace.ledger)
    real = getattr(module, step)

    def cut(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, step, cut)
        with pytest.raises(KeyboardInterrupt):
            recover(workspace)
    recover(workspace, even_if_whole=step == "open_desk")
    assert world(workspace) == before


def test_what_the_command_says(workspace: Workspace) -> None:
    gone(workspace.ledger)
    ran = CliRunner().invoke(cli, ["recover", "-w", str(workspace.root)])
    assert (ran.exit_code, "台账库已重建：" in ran.output) == (0, True)
    gone(workspace.ledger)
    gone(workspace.journal)
    ran = CliRunner().invoke(cli, ["recover", "-w", str(workspace.root)])
    assert (ran.exit_code, "收件日志里没有记着" in ran.output) == (1, True)


def test_an_entry_that_a_power_cut_took_out_of_the_journal_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger had it on disk, the journal not; the file still lay in the inbox, and came as a duplicate."""
    desk = opened(workspace)
    kept = workspace.journal.stat().st_size
    path = drop(desk, registration(date="2026-04-20", theme="学条例"), "登记4月.xlsx")
    sent = path.read_bytes()

    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(taking, "secure", cut)
        ingest(desk)
    desk.close()
    os.truncate(workspace.journal, kept)
    desk = opened(workspace)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Duplicate]
    desk.close()
    workspace.ledger.unlink()
    assert [original.read_bytes() for original in recover(workspace).unnamed] == [sent]
