"""One stand-in for each way that a converter can die."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from groups import gone

from pipeline.errors import ConverterError
from pipeline.pdf.convert import convert
from pipeline.pdf.soffice import find_soffice

RUBBISH = ["", "rubbish", "%PDF-1.7", "%PDF-1.7\\n1 0 obj\\n<<>>\\nendobj\\ntrailer <</Root 1 0 R>>\\n%%EOF"]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at process groups in /proc")
def test_a_hanging_converter_is_killed_with_its_children(stub, make_docx, tmp_path):
    note = tmp_path / "group"
    program = stub(f'sleep 300 &\nsleep 300 &\necho $$ > "{note}"\nwait\n')
    started = time.monotonic()
    with pytest.raises(ConverterError, match=r"超过 2 秒.*方案\.docx") as caught:
        convert([make_docx("方案.docx")], tmp_path / "out", "pdf", soffice=program, timeout_s=2)
    assert "timeout_s" in caught.value.hint
    assert time.monotonic() - started < 60  # not the 300 of its children
    assert gone(int(note.read_text()))
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at process groups in /proc")
def test_a_child_that_outlives_its_launcher_is_killed(stub, make_docx, tmp_path):
    note = tmp_path / "group"
    program = stub(f'sleep 300 &\necho $$ > "{note}"\nexit 1\n')
    with pytest.raises(ConverterError, match="退出码 1"):
        convert([make_docx("方案.docx")], tmp_path / "out", "pdf", soffice=program, timeout_s=30)
    assert gone(int(note.read_text()))


def test_a_crash_names_the_document_and_quotes_the_last_words(stub, make_docx, tmp_path):
    program = stub("echo first; echo 'Fatal exception: Signal 11' >&2; exit 139")
    with pytest.raises(ConverterError, match=r"方案\.docx.*139.*Signal 11") as caught:
        convert([make_docx("方案.docx")], tmp_path / "out", "pdf", soffice=program, timeout_s=30)
    assert caught.value.hint
    assert caught.value.exit_code == 2


def test_a_missing_picture_filter_says_what_to_install(stub, make_docx, tmp_path):
    program = stub("echo 'Error: no export filter' >&2")
    with pytest.raises(ConverterError) as caught:
        convert([make_docx("方案.docx")], tmp_path / "out", "png", soffice=program, timeout_s=30)
    assert "libreoffice-draw-nogui" in caught.value.hint


def test_no_file_and_no_word_is_an_error_that_names_only_the_missing_one(stub, make_docx, tmp_path, soffice):
    program = stub(f'"{soffice}" -env:UserInstallation="file://$out/../p" --headless --convert-to "$to" '
                   '--outdir "$out" "$1" >/dev/null 2>&1; exit 0')  # fmt: skip
    sources = [make_docx("好.docx", "好"), make_docx("无.docx", "无")]
    with pytest.raises(ConverterError) as caught:
        convert(sources, tmp_path / "out", "pdf", soffice=program, timeout_s=120)
    assert "无.docx" in caught.value.message
    assert "好.docx" not in caught.value.message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("rubbish", RUBBISH)
@pytest.mark.parametrize("to", ["pdf", "png"])
def test_rubbish_is_not_a_result(rubbish, to, stub, make_docx, tmp_path):
    program = stub(f'for file; do printf \'{rubbish}\' > "$(result "$file")"; done')
    with pytest.raises(ConverterError, match=r"打不开.*方案\.docx"):
        convert([make_docx("方案.docx")], tmp_path / "out", to, soffice=program, timeout_s=30)
    assert not (tmp_path / "out").exists()


def test_a_failed_batch_leaves_an_earlier_result_alone(stub, make_docx, tmp_path):
    earlier = tmp_path / "out" / "方案.pdf"
    earlier.parent.mkdir()
    earlier.write_bytes(b"earlier")
    with pytest.raises(ConverterError):
        convert([make_docx("方案.docx")], earlier.parent, "pdf", soffice=stub("exit 0"), timeout_s=30)
    assert [path.read_bytes() for path in earlier.parent.iterdir()] == [b"earlier"]


def test_a_program_that_cannot_start_says_what_to_install(make_docx, tmp_path):
    with pytest.raises(ConverterError, match="不能启动") as caught:
        convert([make_docx("方案.docx")], tmp_path / "out", "pdf", soffice=tmp_path / "none", timeout_s=1)
    assert "LibreOffice" in caught.value.hint


def test_the_setting_wins_and_a_wrong_one_is_an_error(stub, tmp_path):
    program = stub("exit 0")
    assert find_soffice(str(program)) == program
    with pytest.raises(ConverterError, match="不存在"):
        find_soffice(str(tmp_path / "nowhere"))


def test_the_program_is_found_on_path(stub, tmp_path, monkeypatch):
    program: Path = stub("exit 0").rename(tmp_path / "soffice")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_soffice() == program


def test_no_converter_anywhere_says_how_to_get_one(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda *_: None)
    with pytest.raises(ConverterError) as caught:
        find_soffice()
    assert "libreoffice-writer-nogui" in caught.value.hint


@pytest.mark.skipif(sys.platform != "linux", reason="looks at process groups in /proc")
def test_a_killed_run_leaves_no_converter(stub, make_docx, tmp_path):
    """By SIGKILL, at which nothing of ours can be cleaned up."""
    note, source = tmp_path / "group", make_docx("方案.docx")
    program = stub(f'sleep 300 &\nsleep 300 &\necho $$ > "{note}.part"\nmv "{note}.part" "{note}"\nwait\n')
    code = (
        "import sys; from pathlib import Path; from pipeline.pdf.convert import convert\n"
        "convert([Path(sys.argv[1])], Path(sys.argv[2]), 'pdf', soffice=Path(sys.argv[3]), timeout_s=300)"
    )
    command = [sys.executable, "-c", code, str(source), str(tmp_path / "out"), str(program)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as run:
        while not note.exists():
            assert run.poll() is None
            os.sched_yield()
        run.kill()
    assert gone(int(note.read_text()))
