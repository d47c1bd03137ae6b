"""A batch of documents through a program: under short names, judged by the files that come out, published whole."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from pipeline.errors import ConverterError
from pipeline.pdf.disk import check_room, disk_faults
from pipeline.pdf.process import Outcome

Run = Callable[[Sequence[Path], Path], Outcome]
"""Converts documents into the folder `out` beside theirs; the second is the folder of both, for whatever it needs."""

_LOOK = "请用 Word、WPS 或 LibreOffice 打开该文件，看内容是否完好；若能打开，请再试一次"
_FILTERS = "这份 LibreOffice 缺少图片导出功能，请安装 libreoffice-draw-nogui"
_TIME = "请再试一次；仍超时，请在 dangan.toml 的 [converter] 中加大 timeout_s，或减少照片"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ZIPPED = {".docx", ".xlsx", ".odt", ".ods"}


def converted(files: Sequence[Path], into: Path, to: Literal["pdf", "png"], run: Run, *, program: str) -> list[Path]:
    """The results' paths in the order of `files`, named by their stems.

    A stem that the batch already used gets a number: 方案.pdf, 方案-2.pdf. `program` is its name in messages.
    ConverterError, and nothing in `into`, unless every result is there and whole.
    """
    if not files:
        return []
    for file in files:
        _check_source(file)
    with (
        disk_faults(names_of(files)),
        tempfile.TemporaryDirectory(prefix="dangan-", ignore_cleanup_errors=True) as folder,
    ):
        work = Path(folder)
        staged = _stage(files, work)
        try:
            outcome = run(staged, work)
        except TimeoutError as error:
            raise ConverterError(f"转换超过 {error} 秒没有完成，已中止：{names_of(files)}", _TIME) from error
        made = [work / "out" / f"{path.stem}.{to}" for path in staged]
        if bad := [file for file, result in zip(files, made, strict=True) if not _is_whole(result)]:
            check_room(work, names_of(bad))
            raise _no_result(files, made, outcome, program)
        return publish(made, [into / f"{stem}.{to}" for stem in _distinct_stems(files)])


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


def _no_result(files: Sequence[Path], made: Sequence[Path], outcome: Outcome, program: str) -> ConverterError:
    if missing := [file for file, result in zip(files, made, strict=True) if not result.is_file()]:
        said = f"；它说：{outcome.said.splitlines()[-1]}" if outcome.said else ""
        hint = _FILTERS if "no export filter" in outcome.said else _LOOK
        return ConverterError(f"{program} 没有转出：{names_of(missing)}（退出码 {outcome.exit_code}{said}）", hint)
    broken = [file for file, result in zip(files, made, strict=True) if not _is_whole(result)]
    return ConverterError(f"{program} 转出的文件打不开或没有内容：{names_of(broken)}", _LOOK)


def _is_whole(result: Path) -> bool:
    if not result.is_file():
        return False
    return _is_png(result) if result.suffix == ".png" else _has_pages(result)


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
        try:
            shutil.copyfile(source, aside)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    return list(targets)


def names_of(files: Sequence[Path]) -> str:
    shown = "、".join(file.name for file in files[:3])
    return shown if len(files) <= 3 else f"{shown} 等 {len(files)} 个文件"
