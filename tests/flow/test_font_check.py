"""Fonts that a template asks for and that are not there are told before anything is printed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from builders import make_template

from pipeline.flow.checking.fonts import check_fonts
from pipeline.flow.checking.report import Finding
from pipeline.model.problem import Severity
from pipeline.pdf.fonts import installed
from pipeline.settings.workspace import Workspace

ODD = "华文行楷"


@pytest.fixture(scope="module")
def fonts() -> list[tuple[str, Path]]:
    """Two that are installed, of different names, with their files."""
    if not installed():
        pytest.skip("needs fontconfig and a font")
    told = subprocess.run(["fc-list", ":", "family", "file"], capture_output=True, text=True, check=True).stdout
    pairs = [line.split(": ", 1) for line in sorted(told.splitlines())]
    plain = {family: Path(file) for file, family in pairs if "," not in family and file.endswith((".ttf", ".otf"))}
    if len(plain) < 2:
        pytest.skip("needs two fonts in files of their own")
    return sorted(plain.items())[:2]


def asking_for(font: str, tmp_path: Path) -> bytes:
    """A template whose one line is set in that font."""
    content, target = make_template(tmp_path / "模板.docx", "{{ 姓名 }}").read_bytes(), io.BytesIO()
    named = f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/></w:rPr><w:t'.encode()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            package.writestr(name, data.replace(b"<w:r><w:t", named) if name == "word/document.xml" else data)
    return target.getvalue()


def about(font: str, workspace: Workspace, templates: dict[str, bytes]) -> list[Finding]:
    return [one for one in check_fonts(workspace, templates) if font in one.message]


def test_a_font_that_is_not_there_is_one_hint(fonts: list[tuple[str, Path]], tmp_path: Path) -> None:
    [found] = about(ODD, Workspace(tmp_path), {"模板.docx": asking_for(ODD, tmp_path)})
    assert (found.file, found.severity) == ("templates/模板.docx", Severity.WARNS)


def test_a_font_in_the_workspace_takes_the_hint_away(
    fonts: list[tuple[str, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine has another font alone."""
    (family, file), (_, other) = fonts
    machine, workspace = tmp_path / "machine", Workspace(tmp_path)
    machine.mkdir()
    shutil.copy(other, machine)
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{machine}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    templates = {"模板.docx": asking_for(family, tmp_path)}
    assert len(about(family, workspace, templates)) == 1
    workspace.fonts.mkdir()
    shutil.copy(file, workspace.fonts)
    assert about(family, workspace, templates) == []


def test_the_official_faces_are_told_once_not_for_each_template(fonts: list[tuple[str, Path]], tmp_path: Path) -> None:
    templates = {f"{number}.docx": asking_for("仿宋_GB2312", tmp_path) for number in range(3)}
    found = about("仿宋_GB2312", Workspace(tmp_path), templates)
    assert len(found) == (0 if "仿宋_GB2312" in installed() else 1)
    assert all(one.file == "fonts" for one in found)


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_document_is_left_to_others(content: bytes, fonts: list[tuple[str, Path]], tmp_path: Path) -> None:
    assert about("x.docx", Workspace(tmp_path), {"x.docx": content}) == []


def test_a_machine_without_fontconfig_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_: None)
    assert list(check_fonts(Workspace(tmp_path), {"模板.docx": asking_for(ODD, tmp_path)})) == []
