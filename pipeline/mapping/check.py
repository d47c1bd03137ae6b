"""Do the mappings fit together? Each thing that a packet names must be in its forms."""

from __future__ import annotations

import difflib
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.mapping.form import FieldOf, FormMapping, Role, Type
from pipeline.mapping.packet import FOLDER_NAMES, DocumentMapping, Join, PacketMapping, Source

_ADDRESS = re.compile(r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}")
_CHOICE_SEPARATORS = re.compile(r"[、，,;；/\s]+")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something in a mapping that cannot work; `at` is the path of keys to it."""

    at: tuple[str | int, ...]
    message: str
    hint: str


def misfits_of_form(form: FormMapping) -> Iterator[Misfit]:
    """What the form says that it cannot mean."""
    if form.by_role(Role.BRANCH) is None:
        yield Misfit(("fields",), "没有一个栏目写 role: branch", "请在支部那一栏写 role: branch")
    for name, field in form.fields.items():
        at = ("fields", name)
        if field.cell and not _ADDRESS.fullmatch(field.cell):
            yield Misfit((*at, "cell"), f"{field.cell} 不是单元格地址", "请写成 B3 的样子")
        yield from _choices(field, at)


def _choices(field: FieldOf, at: tuple[str, str]) -> Iterator[Misfit]:
    for word, choice in field.synonyms.items():
        if choice not in field.choices:
            yield Misfit((*at, "synonyms", word), f"{choice} 不是 choices 里的值", nearest(choice, field.choices))
    if not field.choices or field.default is None:
        return
    several = field.type is Type.CHOICES
    for word in _CHOICE_SEPARATORS.split(field.default) if several else [field.default]:
        if word not in field.choices and word not in field.synonyms:
            yield Misfit((*at, "default"), f"{word} 不是 choices 里的值", nearest(word, field.choices))


def misfits_of_packet(packet: PacketMapping, forms: Mapping[str, FormMapping]) -> Iterator[Misfit]:
    """What the packet names that its forms do not have."""
    for name, source in packet.sources.items():
        if source.form not in forms:
            yield Misfit(("sources", name, "form"), f"表单 {source.form} 没有对应的映射", nearest(source.form, forms))
            return
        yield from _of_source(source, forms[source.form], ("sources", name))
    yield from _kinds(packet, forms)
    yield from _folder(packet.folder)
    for index, document in enumerate(packet.documents):
        yield from _of_document(document, packet, forms, ("documents", index))


def _of_source(source: Source, form: FormMapping, at: tuple[str, str]) -> Iterator[Misfit]:
    if source.join is Join.PLAN:
        if source.table not in form.tables:
            where = (*at, "table") if source.table else at
            what = f"{form.form}没有表格“{source.table}”" if source.table else "join: plan 要写 table"
            yield Misfit(where, what, nearest(source.table, form.tables))
            return
        table = form.tables[source.table]
        if table.by_role(Role.MONTH) is None:
            what = f"{form.form}的表格“{source.table}”没有 role: month 的列"
            yield Misfit((*at, "join"), what, "请在表单映射的月份那一列写 role: month")
        known: Iterable[str] = table.columns
    else:
        yield from _joined(source, form, at)
        known = [*form.fields, *form.tables]
    for new, old in source.names.items():
        if old not in known:
            yield Misfit((*at, "names", new), f"{form.form}没有“{old}”", nearest(old, known))


def _joined(source: Source, form: FormMapping, at: tuple[str, str]) -> Iterator[Misfit]:
    """The form must have what finds its packet."""
    wanted = {Join.DATE: (Role.DATE,), Join.MONTH: (Role.MONTH, Role.DATE)}.get(source.join, ())
    if wanted and not any(form.by_role(role) for role in wanted):
        role = wanted[0].value
        what = f"join: {source.join.value} 要靠 role: {role} 的栏目，{form.form}没有"
        yield Misfit((*at, "join"), what, f"请在 {form.form} 的映射里写 role: {role}，或换一种 join")


def _kinds(packet: PacketMapping, forms: Mapping[str, FormMapping]) -> Iterator[Misfit]:
    known = [
        choice
        for form in forms.values()
        for field in form.fields.values()
        if field.role is Role.KINDS
        for choice in field.choices
    ]
    for index, kind in enumerate(packet.kinds):
        if kind not in known:
            yield Misfit(("kinds", index), f"没有一张表单能选“{kind}”", nearest(kind, known))


def _folder(folder: str) -> Iterator[Misfit]:
    names = _placeholders(folder)
    if names is None:
        yield Misfit(("folder",), "大括号不成对", "要填的名称写成 {活动日期} 的样子")
    for name in names or ():
        if name not in FOLDER_NAMES:
            yield Misfit(("folder",), f"文件夹名里不能写 {{{name}}}", nearest(name, FOLDER_NAMES))


def _placeholders(pattern: str) -> list[str] | None:
    """The names in braces; None where the braces do not pair."""
    try:
        return [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
    except ValueError:
        return None


def _of_document(
    document: DocumentMapping, packet: PacketMapping, forms: Mapping[str, FormMapping], at: tuple[str, int]
) -> Iterator[Misfit]:
    if _placeholders(document.name) is None:
        yield Misfit((*at, "name"), "大括号不成对", "要填的名称写成 {活动日期} 的样子")
    fields: list[str] = []
    tables: list[str] = []
    for name in document.sources():
        of_source = _given(packet.sources[name], forms[packet.sources[name].form])
        fields += of_source[0]
        tables += of_source[1]
    if document.rows and document.rows not in tables:
        what = f"用到的表单没有表格“{document.rows}”"
        yield Misfit((*at, "rows"), what, nearest(document.rows, tables))
    if document.field and document.field not in fields:
        what = f"用到的表单没有栏目“{document.field}”"
        yield Misfit((*at, "field"), what, nearest(document.field, fields))


def _given(source: Source, form: FormMapping) -> tuple[list[str], list[str]]:
    """The names of fields and of tables that the source gives to templates."""
    if source.join is Join.PLAN:
        return list(source.names or form.tables[source.table].columns), []
    if not source.names:
        return list(form.fields), list(form.tables)
    fields = [new for new, old in source.names.items() if old in form.fields]
    return fields, [new for new, old in source.names.items() if old in form.tables]


def nearest(word: str, known: Iterable[str]) -> str:
    """The hint for a word that is none of the known ones: the nearest, else all."""
    words = list(dict.fromkeys(known))
    near = difflib.get_close_matches(word, words, n=1)
    return f"是不是 {near[0]}？" if near else f"可以写：{'、'.join(words)}" if words else ""
