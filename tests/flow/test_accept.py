"""A document that a person changed, the new version beside it, and the four ways to choose."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, outbox_of, registration, text_of
from click.testing import CliRunner
from core import make_core_desk

from pipeline.cli.main import cli
from pipeline.errors import SetupError
from pipeline.files.links import link_to
from pipeline.flow.accept import accept
from pipeline.flow.assembly.behind import is_behind
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"
PATH = f"{FOLDER}/03 会议记录.docx"
BESIDE = f"{FOLDER}/03 会议记录(系统新版).docx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A person has changed the minutes, and the form came again with other ones."""
    desk = make_core_desk(tmp_path / "工作区")
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    (desk.workspace.outbox / PATH).write_bytes(b"mine")
    drop(desk, registration(会议记录="二"))
    ingest(desk)
    return desk


def lying(desk: Desk) -> dict[str, bytes]:
    return {path: content for path, content in outbox_of(desk).items() if "会议记录" in path}


def binned(desk: Desk) -> list[bytes]:
    return [path.read_bytes() for path in desk.workspace.bin.rglob("*.docx") if path.is_file()]


def warned(desk: Desk) -> bool:
    """Whether the page shows both."""
    page = desk.workspace.status_page.read_text(encoding="utf-8")
    return "系统新版" in page and f'href="{link_to(BESIDE)}"' in page


def test_both_are_shown_until_one_is_chosen(desk: Desk) -> None:
    assert warned(desk)
    assert lying(desk)[PATH] == b"mine"
    assert "二" in text_of(lying(desk)[BESIDE])
    assert not is_behind(desk)


@pytest.mark.parametrize("way", ["accept", "delete"])
def test_the_persons_version_is_chosen(way: str, desk: Desk) -> None:
    if way == "accept":
        assert not accept(desk, desk.workspace.outbox / PATH).ours
        assert "二" in text_of(binned(desk)[-1])
    else:
        (desk.workspace.outbox / BESIDE).unlink()
        assert is_behind(desk)
        ingest(desk)
    assert lying(desk) == {PATH: b"mine"}
    assert not warned(desk)
    assert not is_behind(desk)
    assert not ingest(desk).published


@pytest.mark.parametrize("way", ["accept", "delete", "rename"])
def test_our_version_is_chosen(way: str, desk: Desk) -> None:
    if way == "accept":
        assert accept(desk, desk.workspace.outbox / BESIDE).ours
        assert binned(desk) == [b"mine"]
    elif way == "delete":
        (desk.workspace.outbox / PATH).unlink()
    else:
        (desk.workspace.outbox / BESIDE).replace(desk.workspace.outbox / PATH)
    if way != "accept":
        assert is_behind(desk)
        ingest(desk)
    assert list(lying(desk)) == [PATH]
    assert "二" in text_of(lying(desk)[PATH])
    assert not warned(desk)
    drop(desk, registration(会议记录="三"))
    ingest(desk)
    assert list(lying(desk)) == [PATH]


def test_other_inputs_ask_again_after_the_persons_was_accepted(desk: Desk) -> None:
    accept(desk, desk.workspace.outbox / PATH)
    drop(desk, registration(会议记录="三"))
    ingest(desk)
    assert lying(desk)[PATH] == b"mine"
    assert "三" in text_of(lying(desk)[BESIDE])
    assert warned(desk)


def test_a_new_version_that_was_edited_too_can_be_chosen(desk: Desk) -> None:
    (desk.workspace.outbox / BESIDE).write_bytes(b"merged")
    drop(desk, registration(会议记录="三"))
    ingest(desk)
    assert len(lying(desk)) == 3
    assert not accept(desk, desk.workspace.outbox / BESIDE).ours
    assert lying(desk) == {PATH: b"merged"}
    assert b"mine" in binned(desk)


def test_an_edit_without_new_inputs_is_no_question(desk: Desk, tmp_path: Path) -> None:
    other = make_core_desk(tmp_path / "乙")
    drop(other, registration(会议记录="一"))
    ingest(other)
    (other.workspace.outbox / PATH).write_bytes(b"mine")
    ingest(other)
    assert lying(other) == {PATH: b"mine"}
    with pytest.raises(SetupError):
        accept(other, other.workspace.outbox / PATH)
    other.close()


@pytest.mark.parametrize("name", ["总览.html", "没有.docx", "../dangan.toml"])
def test_what_is_no_document_cannot_be_chosen(name: str, desk: Desk) -> None:
    before = outbox_of(desk)
    with pytest.raises(SetupError) as caught:
        accept(desk, desk.workspace.outbox / name)
    assert caught.value.hint
    assert outbox_of(desk) == before
    assert (desk.workspace.root / "dangan.toml").is_file()


@pytest.mark.parametrize("given", [f"outbox/{PATH}", PATH])
def test_the_command_takes_the_path_as_the_page_writes_it(given: str, desk: Desk) -> None:
    desk.close()
    ran = CliRunner().invoke(cli, ["accept", given, "-w", str(desk.workspace.root)])
    assert (ran.exit_code, "人改过的版本" in ran.output) == (0, True), ran.output
    assert lying(desk) == {PATH: b"mine"}


def test_broken_off_between_the_two_moves(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            accept(desk, desk.workspace.outbox / BESIDE)
    assert binned(desk) == [b"mine"]
    ingest(desk)
    assert list(lying(desk)) == [PATH]
    assert "二" in text_of(lying(desk)[PATH])
