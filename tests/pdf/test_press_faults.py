"""A printing run with a program or a disk that fails: who is named, what is kept, and that no program is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from groups import gone

from pipeline.pdf.disk import DiskFault
from pipeline.pdf.press import Press, Printed, Sheet
from pipeline.pdf.soffice import NoConverter

# Notes its process group; `bad` says what it does with a document that says 坏.
_STAND_IN = """
echo $$ >> "{groups}"
for file; do
  if unzip -p "$file" word/document.xml | grep -q 坏; then {bad}; continue; fi
  cp "{page}" "$(result "$file")"
done
"""
WAYS_TO_FAIL = {"hangs": "sleep 300 & sleep 300", "crashes": "exit 139", "leaves no file": "true", "leaves rubbish":
                'echo rubbish > "$(result "$file")"'}  # fmt: skip
PRINTS_ONE = """
import sys
from pathlib import Path
from pipeline.pdf.press import Press, Sheet
program, document, cache = map(Path, sys.argv[1:])
list(Press(program, cache, timeout_s=300).print_all([Sheet("方案.docx", document.read_bytes())]))
"""


@pytest.fixture
def groups(tmp_path: Path) -> Path:
    return tmp_path / "groups"


@pytest.fixture
def stand_in(stub, groups: Path, tmp_path: Path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "page.pdf")
    return lambda bad: stub(_STAND_IN.format(groups=groups, page=tmp_path / "page.pdf", bad=bad))


def sheets(make_docx, *texts: str) -> list[Sheet]:
    return [
        Sheet(f"{number}.docx", make_docx(f"{number}.docx", text).read_bytes()) for number, text in enumerate(texts)
    ]


def printed(program: Path, cache: Path, wanted: list[Sheet], timeout_s: float = 120) -> list[Printed]:
    found = list(Press(program, cache, timeout_s=timeout_s).print_all(wanted))
    return sorted(found, key=lambda one: one.number)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("mounts a small disk")
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at process groups in /proc")
@pytest.mark.parametrize("way", WAYS_TO_FAIL)
def test_the_guilty_one_is_named_and_nothing_runs_on(way, stand_in, groups, make_docx, tmp_path):
    program, cache = stand_in(WAYS_TO_FAIL[way]), tmp_path / "cache"
    found = printed(program, cache, sheets(make_docx, "一", "二", "坏", "四"), timeout_s=8)
    assert [one.number for one in found if one.pdf] == [0, 1, 3]
    assert found[2].fault
    assert "2.docx" in found[2].fault.message
    assert found[2].fault.hint
    assert all(gone(int(group)) for group in groups.read_text().split())
    assert {path.suffix for path in cache.iterdir()} == {".pdf"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks at process groups in /proc")
@pytest.mark.parametrize("way", ["sleep 300 & sleep 300", "exit 139", "exit 0"])
def test_a_program_that_prints_nothing_at_all_is_found_out_at_once(way, stub, groups, make_docx, tmp_path):
    """Not tried with each document: were it to hang, that would take hours."""
    program = stub(f'echo $$ >> "{groups}"; {way}')
    wanted = sheets(make_docx, *"一二三四五六七八")
    with pytest.raises(NoConverter, match=r"\d\.docx") as caught:
        printed(program, tmp_path / "cache", wanted, timeout_s=4)
    assert caught.value.hint
    runs = groups.read_text().split()
    assert len(runs) <= 4
    assert all(gone(int(group)) for group in runs)


def test_broken_documents_do_not_bring_the_program_into_doubt(soffice, tmp_path, make_docx):
    wanted = [*(Sheet(f"坏{number}.docx", b"-" * number) for number in range(5)), *sheets(make_docx, "一")]
    found = printed(soffice, tmp_path / "cache", wanted)
    assert [one.number for one in found if one.pdf] == [5]
    assert all(f"坏{one.number}.docx" in one.fault.message for one in found if one.fault)


def test_a_program_that_is_gone(make_docx, tmp_path):
    with pytest.raises(NoConverter):
        printed(tmp_path / "soffice", tmp_path / "cache", sheets(make_docx, "一"))


def test_no_room_for_what_is_kept(stand_in, make_docx, tmp_path):
    cache = tmp_path / "cache"
    with small_disk(cache, "4k"):
        (cache / "占位").write_bytes(b"x" * 4096)
        with pytest.raises(DiskFault, match=r"0\.docx.*磁盘已满"):
            printed(stand_in("true"), cache, sheets(make_docx, "一"))
        assert [path.name for path in cache.iterdir()] == ["占位"]


def test_no_room_for_the_document(stand_in, make_docx, tmp_path, monkeypatch):
    room = tmp_path / "room"
    with small_disk(room, "8k"):
        monkeypatch.setattr(tempfile, "tempdir", str(room))
        with pytest.raises(DiskFault, match=r"0\.docx.*磁盘已满"):
            printed(stand_in("true"), tmp_path / "cache", sheets(make_docx, "一"))
        assert list(room.iterdir()) == []
    assert not (tmp_path / "cache").exists()


def test_no_room_for_the_real_program_s_page(soffice, make_docx, tmp_path, monkeypatch):
    """LibreOffice says that all went well, and leaves the first bytes of the page."""
    room = tmp_path / "room"
    wanted = [Sheet("方案.docx", make_docx("方案.docx", "一").read_bytes())]
    with small_disk(room, "280k"):
        monkeypatch.setattr(tempfile, "tempdir", str(room))
        with pytest.raises(DiskFault, match=r"方案\.docx.*磁盘已满"):
            printed(soffice, tmp_path / "cache", wanted)
    assert not (tmp_path / "cache").exists()


def test_a_temporary_folder_that_is_not_there(stand_in, make_docx, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(DiskFault, match=r"0\.docx"):
        printed(stand_in("true"), tmp_path / "cache", sheets(make_docx, "一"))


@pytest.mark.parametrize("left", [b"", b"%PDF-1.7\n1 0 obj", b"\0" * 4096])
def test_what_is_left_of_a_kept_page_is_printed_again(left, stand_in, make_docx, tmp_path):
    program, wanted = stand_in("true"), sheets(make_docx, "一")
    [first] = printed(program, tmp_path / "cache", wanted)
    whole = first.pdf.read_bytes()
    first.pdf.write_bytes(left)
    [again] = printed(program, tmp_path / "cache", wanted)
    assert again.pdf.read_bytes() == whole


@pytest.mark.skipif(sys.platform != "linux", reason="looks at process groups in /proc")
def test_who_does_not_wait_for_the_rest_ends_the_program(stand_in, groups, make_docx, tmp_path):
    """Two programs, one of which hangs; the first page of the other is all that is taken."""
    wanted = sheets(make_docx, "一", "坏")
    pages = Press(stand_in(WAYS_TO_FAIL["hangs"]), tmp_path / "cache", timeout_s=300).print_all(wanted)
    assert next(pages).number == 0
    pages.close()
    assert all(gone(int(group)) for group in groups.read_text().split())


@pytest.mark.skipif(sys.platform != "linux", reason="looks at process groups in /proc")
def test_ctrl_c_ends_the_program_and_keeps_nothing_half(stub, groups, make_docx, tmp_path):
    """The stand-in itself sends the signal, as soon as it runs."""
    program = stub(f'echo $$ > "{groups}"; kill -INT $PPID; sleep 300 & sleep 300')
    command = [sys.executable, "-c", PRINTS_ONE, program, make_docx("方案.docx", "一"), tmp_path / "cache"]
    rooms = tmp_path / "tmp"
    rooms.mkdir()
    ended = subprocess.run(
        command, env={**os.environ, "TMPDIR": str(rooms)}, capture_output=True, timeout=60, check=False
    )
    assert ended.returncode == -signal.SIGINT
    assert b"KeyboardInterrupt" in ended.stderr
    assert gone(int(groups.read_text()))
    assert list(rooms.iterdir()) == []
    assert not (tmp_path / "cache").exists()


def test_a_link_to_nowhere_among_the_fonts_is_no_fault(stand_in, make_docx, tmp_path):
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "小标宋.ttf").symlink_to(tmp_path / "nowhere")
    press = Press(stand_in("true"), tmp_path / "cache", timeout_s=120, fonts=fonts)
    [one] = press.print_all(sheets(make_docx, "一"))
    assert one.pdf
    shutil.rmtree(fonts)
