"""Papers that only a person can write (讲稿, 志愿书): the words by which a dropped file is known for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from pipeline.mapping.form import FormMapping
from pipeline.mapping.misfit import Misfit, nearest
from pipeline.mapping.vocabulary import Role


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class PaperKind(_Part):
    """One kind; its own name is always among its words."""

    about: str = ""
    words: tuple[str, ...] = ()


class PaperFile(_Part):
    """What one file of mappings/papers says."""

    papers: str
    about: str = ""
    photos: tuple[str, ...] = ()
    """A picture that one of these words is said of is a photo, whatever else is said of it."""
    kinds: dict[str, PaperKind]


@dataclass(frozen=True, slots=True)
class PaperWords:
    """All files together: `kinds` with the words of each."""

    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    photos: tuple[str, ...] = ()


def words_of(files: Iterable[PaperFile]) -> PaperWords:
    files = list(files)
    kinds = {name: tuple(dict.fromkeys((name, *kind.words))) for file in files for name, kind in file.kinds.items()}
    return PaperWords(kinds, tuple(word for file in files for word in file.photos))


def misfits_of_papers(file: PaperFile, earlier: PaperWords) -> Iterator[Misfit]:
    """A word may stand for one kind only, in this file and in `earlier` ones."""
    taken = {word: kind for kind, words in earlier.kinds.items() for word in words}
    for name, kind in file.kinds.items():
        if name in earlier.kinds:
            yield Misfit(("kinds", name), f"{name} 已经在别的文件里写过", "请删去其中一处")
        for word in (name, *kind.words):
            if taken.setdefault(word, name) != name:
                what = f"“{word}”已经是{taken[word]}的词"
                yield Misfit(("kinds", name), what, "一个词只能认一种材料，请删去一处")


def misfits_of_register(form: FormMapping, words: PaperWords) -> Iterator[Misfit]:
    """The kinds that the form lets people choose must be kinds, where the workspace has any."""
    for table, columns in form.tables.items():
        name = columns.by_role(Role.PAPER_KIND)
        for index, kind in enumerate(columns.columns[name].choices if name else ()):
            if words.kinds and kind not in words.kinds:
                at = ("tables", table, "columns", name or "", "choices", index)
                yield Misfit(at, f"mappings/papers 里没有“{kind}”", nearest(kind, words.kinds))
