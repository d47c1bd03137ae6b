"""Every mapping of a workspace. Nothing unparsed passes; what does not fit is told with file, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.errors import MappingError
from pipeline.files.digest import digest_of
from pipeline.files.faults import in_words
from pipeline.mapping.archive import ArchiveMapping, misfits_of_archive
from pipeline.mapping.check import misfits_of_form, misfits_of_packet
from pipeline.mapping.explain import mended, misfits_in
from pipeline.mapping.form import FormMapping
from pipeline.mapping.handbook import HandbookMapping, misfits_of_handbook
from pipeline.mapping.misfit import MappingFault, Misfit
from pipeline.mapping.packet import PacketMapping
from pipeline.mapping.paper import PaperFile, PaperWords, misfits_of_papers, misfits_of_register, words_of
from pipeline.mapping.text import Text, read_text

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Mappings:
    """Every mapping of a workspace, in the order of their file names, with each file's digest."""

    forms: dict[str, FormMapping]
    packets: dict[str, PacketMapping]
    digests: dict[str, str]
    """Name of the form, the packet or the set of papers -> SHA-256 of its file."""
    papers: PaperWords = field(default_factory=PaperWords)
    handbooks: dict[str, HandbookMapping] = field(default_factory=dict)
    archives: dict[str, ArchiveMapping] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MappingFile(Generic[Model]):
    """A mapping as read. `mapping` is None where its faults leave nothing to go by; `name` may still be known."""

    text: Text
    name: str
    mapping: Model | None
    digest: str
    faults: tuple[MappingFault, ...]

    def and_also(self, misfits: Iterable[Misfit]) -> MappingFile[Model]:
        return replace(self, faults=(*self.faults, *map(self.text.fault, misfits)))


@dataclass(frozen=True, slots=True)
class Reading:
    """Each mapping file, in the order of their names; what is wrong with it is in its `faults`."""

    forms: tuple[MappingFile[FormMapping], ...]
    packets: tuple[MappingFile[PacketMapping], ...]
    papers: tuple[MappingFile[PaperFile], ...]
    handbooks: tuple[MappingFile[HandbookMapping], ...]
    archives: tuple[MappingFile[ArchiveMapping], ...]
    faults: tuple[MappingFault, ...]
    """All of them, and the folders that are not there."""

    def forms_by_name(self) -> dict[str, FormMapping | None]:
        """Also those with faults, as far as they can be read; of two with one name the first."""
        return {file.name: file.mapping for file in reversed(self.forms)}


def load_mappings(folder: Path) -> Mappings:
    """Raises MappingError at the first thing that does not fit."""
    reading = read_mappings(folder)
    if reading.faults:
        first, more = reading.faults[0].error(), len(reading.faults) - 1
        also = f"；另有 {more} 处，运行 dangan check 可以看到全部" if more else ""
        raise MappingError(first.message, f"{first.hint}{also}")
    forms = {file.name: file.mapping for file in reading.forms if file.mapping}
    packets = {file.name: file.mapping for file in reading.packets if file.mapping}
    digests = {form.name: form.digest for form in reading.forms} | {each.name: each.digest for each in reading.packets}
    digests |= {each.name: each.digest for each in reading.papers}
    handbooks = {file.name: file.mapping for file in reading.handbooks if file.mapping}
    archives = {file.name: file.mapping for file in reading.archives if file.mapping}
    return Mappings(forms, packets, digests, _words_of(reading.papers), handbooks, archives)


def read_mappings(folder: Path) -> Reading:
    """Never raises: every fault of every file is in what it returns."""
    faults: list[MappingFault] = []
    papers = _read_papers(folder / "papers", faults)
    words = _words_of(papers)
    forms = [
        file.and_also(_of_form(file.mapping, words) if file.mapping else ())
        for file in _read_folder(folder / "forms", FormMapping, "form", faults)
    ]
    known = {file.name: file.mapping for file in reversed(forms)}
    packets = [
        file.and_also(misfits_of_packet(file.mapping, known, words) if file.mapping else ())
        for file in _read_folder(folder / "packets", PacketMapping, "packet", faults)
    ]
    told = [packet.mapping for packet in packets if packet.mapping]
    handbooks = [
        file.and_also(misfits_of_handbook(file.mapping, told) if file.mapping else ())
        for file in _read_optional(folder / "handbook", HandbookMapping, "handbook", faults)
    ]
    archives = [
        file.and_also(misfits_of_archive(file.mapping, told) if file.mapping else ())
        for file in _read_optional(folder / "archive", ArchiveMapping, "archive", faults)
    ]
    faults += [fault for file in papers for fault in file.faults]
    faults += [fault for form in forms for fault in form.faults]
    faults += [fault for packet in packets for fault in packet.faults]
    faults += [fault for handbook in handbooks for fault in handbook.faults]
    faults += [fault for archive in archives for fault in archive.faults]
    return Reading(tuple(forms), tuple(packets), tuple(papers), tuple(handbooks), tuple(archives), tuple(faults))


def _of_form(form: FormMapping, words: PaperWords) -> Iterator[Misfit]:
    yield from misfits_of_form(form)
    yield from misfits_of_register(form, words)


def _read_papers(folder: Path, faults: list[MappingFault]) -> list[MappingFile[PaperFile]]:
    read: list[MappingFile[PaperFile]] = []
    for file in _read_optional(folder, PaperFile, "papers", faults):
        read.append(file.and_also(misfits_of_papers(file.mapping, _words_of(read)) if file.mapping else ()))
    return read


def _words_of(files: Iterable[MappingFile[PaperFile]]) -> PaperWords:
    return words_of(file.mapping for file in files if file.mapping)


def _read_optional(
    folder: Path, model: type[Model], name_key: str, faults: list[MappingFault]
) -> list[MappingFile[Model]]:
    """A workspace may do without."""
    return _read_folder(folder, model, name_key, faults) if folder.is_dir() else []


def _read_folder(
    folder: Path, model: type[Model], name_key: str, faults: list[MappingFault]
) -> list[MappingFile[Model]]:
    """A name that an earlier file bears is told at the later one."""
    if not folder.is_dir():
        hint = "请用 dangan init 新建工作区，或从备份中恢复 mappings 文件夹"
        faults.append(MappingFault(folder, 1, (), "缺少这个文件夹", hint))
        return []
    files: dict[str, MappingFile[Model]] = {}
    result = []
    for path in sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"}):
        file = read_mapping(path, model, name_key)
        if earlier := files.get(file.name):
            clash = f"名称 {file.name} 已经在 {earlier.text.path.name} 里用过"
            file = file.and_also([Misfit((name_key,), clash, "请给它另起一个名称")])
        files.setdefault(file.name, file)
        result.append(file)
    return result


def read_mapping(path: Path, model: type[Model], name_key: str) -> MappingFile[Model]:
    """One file by itself. Where only its keys are wrong, its mapping is what the suggestions make of it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        fault = MappingFault(path, 1, (), f"读不出来：{in_words(error)}", "请检查文件权限，或从备份中恢复")
        return MappingFile(Text(path, None, {}, (fault,)), path.stem, None, "", (fault,))
    text = read_text(path, content)
    mapping, misfits = _parsed(text, model) if text.data is not None or not text.faults else (None, [])
    name = str(getattr(mapping, name_key, "")) or _name(content, name_key) or path.stem
    return MappingFile(text, name, mapping, digest_of(content), (*text.faults, *map(text.fault, misfits)))


def _parsed(text: Text, model: type[Model]) -> tuple[Model | None, list[Misfit]]:
    try:
        return model.model_validate(text.data), []
    except ValidationError as error:
        try:
            return model.model_validate(mended(text.data, error, model)), misfits_in(error, model)
        except ValidationError:
            return None, misfits_in(error, model)


def _name(content: bytes, key: str) -> str:
    """What a file that cannot be parsed says it describes."""
    found = re.search(rf"^{key}:[ \t]*([^\s#]+)", content.decode(errors="replace"), re.MULTILINE)
    return found[1].strip("\"'") if found else ""
