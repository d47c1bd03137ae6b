"""Every file of a year against its manifest: as it was, changed, gone, or not ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import BRANCH, drop, registration, sign_in
from click.testing import CliRunner
from core import make_core_desk

from pipeline.cli.main import cli
from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Alone
from pipeline.flow.ingest import ingest
from pipeline.flow.rebuild.rebuild import Wish, rebuild
from pipeline.flow.verify import State, verify
from pipeline.packet.publish.by_manifest import publish_one

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(会议记录="一"), "登记.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    drop(desk, registration(date="2025-03-20", theme="去年"), "去年.xlsx")
    ingest(desk)
    return desk


def odd(desk: Desk) -> list[tuple[str, State]]:
    """What is not as it was published, by its path below the packet's folder."""
    checked = verify(desk, 2026)
    return [(one.path.removeprefix(f"{FOLDER}/"), one.state) for one in checked if one.state is not State.UNCHANGED]


def packet(desk: Desk) -> Path:
    return desk.workspace.outbox / FOLDER


def named(desk: Desk, ending: str) -> Path:
    return next(packet(desk).glob(f"*{ending}"))


def test_all_is_as_it_was(desk: Desk) -> None:
    checked = verify(desk, 2026)
    lying = [path for path in packet(desk).parent.rglob("*") if path.is_file()]
    assert {one.state for one in checked} == {State.UNCHANGED}
    assert sorted(desk.workspace.outbox / one.path for one in checked) == sorted(lying)


def test_each_state_is_told(desk: Desk) -> None:
    changed, gone = named(desk, " 签到表.docx"), named(desk, " 会议记录.docx")
    changed.write_bytes(changed.read_bytes() + b" ")
    gone.unlink()
    (packet(desk) / "我的笔记.docx").write_bytes(b"mine")
    (packet(desk) / "~$打开着.docx").write_bytes(b"lock")
    assert sorted(odd(desk)) == sorted(
        [(changed.name, State.EDITED), (gone.name, State.MISSING), ("我的笔记.docx", State.FOREIGN)]
    )


def test_a_folder_in_the_place_of_a_file_can_not_be_read(desk: Desk) -> None:
    path = named(desk, " 签到表.docx")
    path.unlink()
    path.mkdir()
    assert odd(desk) == [(path.name, State.UNREADABLE)]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"documents": 1}', "\ufeff不是".encode("utf-16")])
def test_a_damaged_manifest_is_a_changed_one(desk: Desk, content: bytes) -> None:
    (packet(desk) / "manifest.json").write_bytes(content)
    assert odd(desk) == [("manifest.json", State.EDITED)]


def test_a_manifest_that_was_made_to_fit_proves_nothing(desk: Desk) -> None:
    changed, manifest = named(desk, " 签到表.docx"), packet(desk) / "manifest.json"
    body = json.loads(manifest.read_bytes())
    changed.write_bytes(b"mine")
    for document in body["documents"]:
        if document["file"] == changed.name:
            document["sha256"] = "0" * 64
    manifest.write_text(json.dumps(body), encoding="utf-8")
    assert odd(desk) == [(changed.name, State.EDITED), ("manifest.json", State.EDITED)]


def test_a_manifest_that_was_deleted_is_written_anew(desk: Desk) -> None:
    """As is told of a damaged one."""
    manifest = packet(desk) / "manifest.json"
    written = manifest.read_bytes()
    manifest.write_bytes(b"{}")
    assert any("rebuild" in one.note for one in verify(desk, 2026) if one.state is State.EDITED)
    manifest.unlink()
    rebuild(Wish(2026), desk, Alone())
    assert (odd(desk), manifest.read_bytes()) == ([], written)


@pytest.mark.parametrize("broken", ["dangan.toml", "mappings/rules/条例.yaml", "mappings/forms/签到表.yaml"])
def test_broken_settings_rules_and_forms_are_not_asked(desk: Desk, broken: str) -> None:
    root, changed = desk.workspace.root, named(desk, " 签到表.docx")
    desk.close()
    changed.write_bytes(b"mine")
    (root / broken).write_text("[oops: :", encoding="utf-8")
    ran = CliRunner().invoke(cli, ["verify", "2026", "--json", "-w", str(root)], catch_exceptions=False)
    assert ran.exit_code == 1
    assert [(file["path"], file["state"]) for file in json.loads(ran.output)["files"]] == [
        (f"{FOLDER}/{changed.name}", "edited")
    ]


def test_a_manifest_that_is_gone(desk: Desk) -> None:
    (packet(desk) / "manifest.json").unlink()
    assert odd(desk) == [("manifest.json", State.MISSING)]


def test_a_new_version_beside_a_persons_is_ours(desk: Desk) -> None:
    changed = named(desk, " 签到表.docx")
    changed.write_bytes(b"mine")
    drop(desk, sign_in((("冯伟", "√"),)), "签到.xlsx")
    ingest(desk)
    assert odd(desk) == [(changed.name, State.EDITED)]


def test_what_is_put_together_of_packets_and_has_no_manifest_is_passed_over(desk: Desk) -> None:
    for folder in (desk.workspace.outbox / "2026" / "迎检", packet(desk).parent / "工作手册"):
        folder.mkdir()
        (folder / "页.html").write_bytes(b"")
    assert odd(desk) == []


@pytest.mark.parametrize("name", ["迎检", "工作手册"])
def test_what_is_put_together_is_held_against_its_manifest(desk: Desk, name: str) -> None:
    folder = f"2026/{name}"
    top = desk.workspace.outbox / folder
    for file in ("甲.pdf", "乙.pdf", "丙.pdf", "丁.pdf"):
        publish_one(f"{folder}/{file}", b"ours", desk.outbox, desk.ledger)
    assert odd(desk) == []
    (top / "甲.pdf").write_bytes(b"mine")
    (top / "乙.pdf").unlink()
    (top / "丙.pdf").write_bytes(b"mine")
    publish_one(f"{folder}/丙.pdf", b"new", desk.outbox, desk.ledger)
    (top / "外来.pdf").write_bytes(b"")
    told = {path.removeprefix(f"{folder}/"): state for path, state in odd(desk)}
    assert told.pop("外来.pdf") is State.FOREIGN
    assert told == {"甲.pdf": State.EDITED, "丙.pdf": State.EDITED}
    (top / "丁.pdf").unlink()
    assert (f"{folder}/丁.pdf", State.MISSING) in odd(desk)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"documents": 1}', b'{"documents": ["a"]}'])
def test_a_damaged_manifest_of_what_is_put_together_is_a_changed_one(desk: Desk, content: bytes) -> None:
    publish_one("2026/工作手册/甲.pdf", b"ours", desk.outbox, desk.ledger)
    manifest = desk.workspace.outbox / "2026" / "工作手册" / "manifest.json"
    manifest.write_bytes(content)
    assert ("2026/工作手册/manifest.json", State.EDITED) in odd(desk)


def test_a_year_of_which_nobody_knows_anything(desk: Desk) -> None:
    with pytest.raises(SetupError):
        verify(desk, 2030)
