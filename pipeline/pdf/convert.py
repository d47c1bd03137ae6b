"""Office documents to PDF or PNG, a batch at a time, judged by the files that come out."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pipeline.errors import ConverterError
from pipeline.pdf.soffice import Outcome, run

_LOOK = "请用 Word、WPS 或 LibreOffice 打开该文件，看内容是否完好；若能打开，请再试一次"
_FILTERS = "这份 LibreOffice 缺少图片导出功能，请安装 libreoffice-draw-nogui"
# PDF/A-2b: every font embedded, so that it prints alike everywhere, and fit for the archive.
_ARCHIVAL = '{"SelectPdfVersion":{"type":"long","value":"2"}}'
_WRITER = {".docx", ".doc", ".odt", ".rtf", ".wps", ".txt"}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ZIPPED = {".docx", ".xlsx", ".odt", ".ods"}


def convert(  # noqa: PLR0913 - the last one is seldom given
    files: Sequence[Path],
    into: Path,
    to: Literal["pdf", "png"],
    *,
    soffice: Path,
    timeout_s: float,
    fonts: Path | None = None,
) -> list[Path]:
    """Convert all files in one run; the results' paths in the order of `files`, named by their stems.

    A stem that the batch already used gets a number: 方案.pdf, 方案-2.pdf. A png shows the first page.
    `timeout_s` is for the whole batch; `fonts` is a folder of more fonts (Linux only). ConverterError,
    and nothing in `into`, unless every result is there and whole.
    """
    if not files:
        return []
    for file in files:
        _check_source(file)
    with tempfile.TemporaryDirectory(prefix="dangan-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        staged = _stage(files, work)
        command = [str(soffice), "--convert-to", _target(to, files), "--outdir", str(work / "out"), *map(str, staged)]
        try:
            outcome = run(command, work, timeout_s=timeout_s, fonts=fonts)
        except TimeoutError as error:
            raise ConverterError(
                f"转换超过 {timeout_s:g} 秒没有完成，已中止：{_names(files)}",
                "请再试一次；仍超时，请在 dangan.toml 的 [converter] 中加大 timeout_s，或减少照片",
            ) from error
        made = [work / "out" / f"{path.stem}.{to}" for path in staged]
        _check_results(files, made, outcome)
        return publish(made, [into / f"{stem}.{to}" for stem in _distinct_stems(files)])


def _target(to: str, files: Sequence[Path]) -> str:
    """Of texts alone the program can be told how: a batch with workbooks among them is printed plainly."""
    texts = to == "pdf" and all(file.suffix.lower() in _WRITER for file in files)
    return f"pdf:writer_pdf_Export:{_ARCHIVAL}" if texts else to


def _check_source(file: Path) -> None:
    if not file.is_file():
        raise ConverterError(f"要转换的文件不存在：{file}")
    # LibreOffice takes a broken .docx for plain text and prints its bytes.
    if file.suffix.lower() in _ZIPPED and not zipfile.is_zipfile(file):
        raise ConverterError(f"文件已损坏，不能转换：{file.name}", _LOOK)


def _stage(files: Sequence[Path], work: Path) -> list[Path]:
    """Copies under short names: equal stems do not collide, and no lock file appears beside the original."""
    (work / "in").mkdir()
    (work / "out").mkdir()
    staged = [work / "in" / f"{number:04}{file.suffix.lower()}" for number, file in enumerate(files, 1)]
    for file, copy in zip(files, staged, strict=True):
        shutil.copyfile(file, copy)
    return staged


def _check_results(files: Sequence[Path], made: Sequence[Path], outcome: Outcome) -> None:
    if missing := [file for file, result in zip(files, made, strict=True) if not result.is_file()]:
        said = f"；它说：{outcome.said.splitlines()[-1]}" if outcome.said else ""
        hint = _FILTERS if "no export filter" in outcome.said else _LOOK
        raise ConverterError(f"LibreOffice 没有转出：{_names(missing)}（退出码 {outcome.exit_code}{said}）", hint)
    for file, result in zip(files, made, strict=True):
        if not (_is_png(result) if result.suffix == ".png" else _has_pages(result)):
            raise ConverterError(f"LibreOffice 转出的文件打不开或没有内容：{_names([file])}", _LOOK)


def _is_png(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_PNG_SIGNATURE)) == _PNG_SIGNATURE


def _has_pages(path: Path) -> bool:
    from pypdf import PdfReader

    try:
        with PdfReader(path, strict=True) as reader:
            return len(reader.pages) > 0
    except Exception:  # a broken file makes pypdf raise almost anything
        return False


def _distinct_stems(files: Sequence[Path]) -> list[str]:
    """Equal without regard to case counts as equal, as on Windows and macOS."""
    taken: set[str] = set()
    stems: list[str] = []
    for file in files:
        stem, number = file.stem, 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{file.stem}-{number}"
        taken.add(stem.casefold())
        stems.append(stem)
    return stems


def publish(made: Sequence[Path], targets: Sequence[Path]) -> list[Path]:
    """Each whole or not at all, under its target; copied beside it first: they may lie on different disks."""
    for source, target in zip(made, targets, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.part")
        shutil.copyfile(source, aside)
        aside.replace(target)
    return list(targets)


def _names(files: Sequence[Path]) -> str:
    shown = "、".join(file.name for file in files[:3])
    return shown if len(files) <= 3 else f"{shown} 等 {len(files)} 个文件"
