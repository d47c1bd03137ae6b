"""What a file is, by its bytes and never by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from builders import make_form, make_ods, make_template, make_xls, sign_in
from PIL import Image

from pipeline.files.kinds import Kind, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def put(folder: Path, content: bytes, name: str = "什么.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, kind)
    return out.getvalue()


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.et", "表.jpg", "表"])
def test_a_workbook_is_one_under_any_name(tmp_path: Path, name: str) -> None:
    assert kind_of(make_form(tmp_path / "新" / name, sign_in())) is Kind.XLSX
    assert kind_of(make_xls(tmp_path / "旧" / name, sign_in())) is Kind.XLS
    assert kind_of(make_ods(tmp_path / "开" / name, sign_in())) is Kind.ODS


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx"])
def test_a_document_is_no_workbook(tmp_path: Path, name: str) -> None:
    kind = kind_of(make_template(tmp_path / name, "文字"))
    assert (kind, kind.is_workbook) == (Kind.WORD, False)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", Kind.EMPTY),
        (picture("JPEG"), Kind.JPEG),
        (picture("PNG"), Kind.PNG),
        ("<html><table><tr><td>姓名</td></tr></table></html>".encode(), Kind.HTML),
        ("\ufeff  <!DOCTYPE html><html></html>".encode(), Kind.HTML),
        ("序号,姓名,签到\n1,冯伟,√\n".encode("gb18030"), Kind.CSV),
        ("序号\t姓名\n1\t冯伟\n".encode(), Kind.CSV),
        ("只是一句话".encode(), Kind.OTHER),
        (b"%PDF-1.7 binary \x00 , ", Kind.PDF),
        (zipped(readme="x"), Kind.ARCHIVE),
        (zipped(xl__workbook="x"), Kind.ARCHIVE),
        (zipped(mimetype="application/epub+zip"), Kind.OTHER),
        (b"Rar!\x1a\x07\x01\x00", Kind.ARCHIVE),
        (b"GIF89a", Kind.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", Kind.PICTURE),
        (b"MIME-Version: 1.0\r\n", Kind.HTML),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', Kind.XML),
        ("序号\t姓名\n".encode("utf-16"), Kind.CSV),
        (b"\x01\x02\x03", Kind.OTHER),
    ],
)
def test_other_files(tmp_path: Path, content: bytes, kind: Kind) -> None:
    assert kind_of(put(tmp_path, content)) is kind


@pytest.mark.parametrize("make", [make_form, make_xls, make_ods])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_workbook_cut_off_is_broken(tmp_path: Path, make: object, share: float) -> None:
    assert callable(make)
    path = make(tmp_path / "表", sign_in())
    content = path.read_bytes()
    assert kind_of(put(tmp_path, content[: int(len(content) * share)])) is Kind.BROKEN


def test_a_workbook_behind_a_password(tmp_path: Path) -> None:
    """Encrypted Office files are OLE containers with a stream of that name; the sector table promises no more."""
    header = OLE + bytes(22) + (9).to_bytes(2, "little") + bytes(44) + b"\xff" * 436
    assert len(header) == 512
    content = header + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\x00")
    assert kind_of(put(tmp_path, content)) is Kind.LOCKED


@pytest.mark.parametrize(("stream", "kind"), [("WordDocument", Kind.WORD), ("Book", Kind.XLS), ("Nothing", Kind.OTHER)])
def test_other_ole_containers(tmp_path: Path, stream: str, kind: Kind) -> None:
    header = OLE + bytes(22) + (9).to_bytes(2, "little") + bytes(44) + b"\xff" * 436
    assert kind_of(put(tmp_path, header + stream.encode("utf-16-le").ljust(512, b"\x00"))) is kind


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="没有"):
        kind_of(tmp_path / "没有")
