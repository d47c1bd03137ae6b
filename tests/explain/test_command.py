"""dangan explain: which file is meant, what is said of another, and that no page is written over a document."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NamedTuple

import pytest
from builders import BRANCH, drop, make_desk, registration, sign_in
from click.testing import CliRunner

from pipeline.cli.main import cli
from pipeline.cli.place import chosen
from pipeline.errors import DanganError, SetupError
from pipeline.flow.ingest import ingest

PACKET = f"2026/{BRANCH}/2026-03-20 学党章"
MINUTES = f"{PACKET}/03 会议记录.docx"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = make_desk(tmp_path_factory.mktemp("asked"))
    drop(desk, registration(会议记录="一", 活动小结="好"), "登记.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    desk.close()
    return desk.workspace.root


class Answer(NamedTuple):
    exit_code: int
    output: str


def run(root: Path, *arguments: str | Path) -> Answer:
    result = CliRunner().invoke(cli, ["explain", *map(str, arguments), "-w", str(root)])
    match result.exception:
        case DanganError() as error:
            return Answer(error.exit_code, f"{result.output}{error.message} {error.hint}")
        case _:
            return Answer(result.exit_code, result.output)


@pytest.mark.parametrize(
    "path",
    [
        MINUTES,
        f"outbox/{MINUTES}",
        f"outbox/2026/../{MINUTES}",
        f"outbox/{MINUTES}".replace("/", "\\"),
    ],
)
def test_spellings_of_one_path(root: Path, path: str) -> None:
    result = run(root, path, "活动主题")
    assert (result.exit_code, f"outbox/{MINUTES}" in result.output) == (0, True)


def test_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "链接").symlink_to(root)
    assert run(root, tmp_path / "链接" / "outbox" / MINUTES).exit_code == 0


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (PACKET, ("是文件夹", "03 会议记录.docx")),
        (MINUTES.replace("录", "绿"), ("没有", "是不是：03 会议记录.docx")),
        (f"{PACKET}/会议记录", ("是不是：03 会议记录.docx",)),
        (f"2026/{BRANCH}/2026-03-20 学党张/03 会议记录.docx", ("是不是：2026-03-20 学党章",)),
        (f"outbox/{MINUTES}".replace("录", "绿").replace("/", "\\"), ("是不是：03 会议记录.docx",)),
        (f"{PACKET}/manifest.json", ("清单", "dangan verify 2026")),
        ("总览.html", ("总览页",)),
        ("/etc/hostname", ("不是发件箱里的材料",)),
    ],
)
def test_what_is_no_document(root: Path, path: str, told: tuple[str, ...]) -> None:
    result = run(root, path)
    assert result.exit_code == 2
    assert all(one in result.output for one in told)


@pytest.mark.parametrize(("folder", "command"), [("迎检", "inspect"), ("工作手册", "handbook"), ("归档", "archive")])
def test_what_is_put_together_of_packets(root: Path, folder: str, command: str) -> None:
    file = root / "outbox" / "2026" / folder / "清单.xlsx"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"PK")
    result = run(root, file)
    assert (result.exit_code, f"dangan {command} 2026" in result.output) == (2, True)


def test_the_workspace_is_named(root: Path) -> None:
    assert str(root) in run(root, "没有这一份.docx").output


def test_a_text_in_the_place_of_the_file(root: Path) -> None:
    result = run(root, "字" * 5000)
    assert (result.exit_code, "文件名太长" in result.output, len(result.output) < 300) == (2, True, True)


def test_a_folder_that_must_not_be_looked_into(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **options: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(SetupError, match="没有权限"):
        chosen(Path(MINUTES), root)


def test_a_folder_elsewhere_that_must_not_be_looked_into(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Path.stat

    def refuse(path: Path, **options: bool) -> os.stat_result:
        if path.is_relative_to(tmp_path / "2026"):
            raise PermissionError(errno.EACCES, "no")
        return look(path, **options)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "stat", refuse)
    assert chosen(Path(MINUTES), root) == root / "outbox" / MINUTES
    with pytest.raises(SetupError, match="没有权限"):
        chosen(Path(f"2026/{BRANCH}/没有.docx"), root)


def test_its_own_workspace_goes_before_the_folder_at_hand(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "outbox" / MINUTES
    here.parent.mkdir(parents=True)
    here.write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    assert chosen(Path(f"outbox/{MINUTES}"), root) == root / "outbox" / MINUTES


def test_a_page_is_written_and_written_again(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "说明.html"
    assert [run(root, MINUTES, *asked, "--page", page).exit_code for asked in ((), ("活动主题",))] == [0, 0]
    assert "登记.xlsx" in page.read_text(encoding="utf-8")


def test_a_page_of_the_former_version_is_written_again(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "说明.html"
    head = '<head><meta charset="utf-8"><title>说明：outbox/2026/三月.docx</title><style>body{}</style></head>'
    page.write_text(f'<!doctype html>\n<html lang="zh-CN">{head}\n<body></body></html>\n', encoding="utf-8", newline="")
    assert run(root, MINUTES, "--page", page).exit_code == 0
    assert "登记.xlsx" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["03.docx", "别的.html"])
def test_no_page_is_written_over_another_file(root: Path, tmp_path: Path, name: str) -> None:
    page = tmp_path / name
    page.write_bytes(b"<!doctype html>")
    assert run(root, MINUTES, "--page", page).exit_code == 2
    assert page.read_bytes() == b"<!doctype html>"


def test_no_page_in_the_outbox_is_called_like_a_document(root: Path) -> None:
    page = root / "outbox" / PACKET / "10 新.docx"
    assert (run(root, MINUTES, "--page", page).exit_code, page.exists()) == (2, False)


def test_a_page_that_cannot_be_written(root: Path, tmp_path: Path) -> None:
    assert [run(root, MINUTES, "--page", page).exit_code for page in (tmp_path, tmp_path / "无" / "页.html")] == [2, 2]
