"""Do the mappings fit together? Each thing that a packet names must be in its forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from pipeline.mapping.form import Entry, FieldOf, FormMapping
from pipeline.mapping.misfit import KeyPath, Misfit, nearest
from pipeline.mapping.packet import (
    FOLDER_NAMES,
    TABLES_MADE,
    DocumentMapping,
    Join,
    PacketMapping,
    PaperMapping,
    Source,
)
from pipeline.mapping.paper import PaperWords
from pipeline.mapping.placeholders import BRACES, placeholders
from pipeline.mapping.vocabulary import Role, Type

Forms: TypeAlias = Mapping[str, FormMapping | None]
"""By name; None for one whose file cannot be read, of which nothing can be said."""

_ADDRESS = re.compile(r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}")
_CHOICE_SEPARATORS = re.compile(r"[、，,;；/\s]+")


def misfits_of_form(form: FormMapping) -> Iterator[Misfit]:
    """What the form says that it cannot mean."""
    if form.by_role(Role.BRANCH) is None:
        yield Misfit(("fields",), "没有一个栏目写 role: branch", "请在支部那一栏写 role: branch")
    for index, name in enumerate(form.key):
        if name not in form.fields:
            yield Misfit(("key", index), f"{name} 不是 fields 里的名称", nearest(name, form.fields))
    if form.in_rows and not form.key:
        hint = "请在 key 里写上区分各份的栏目，例如 [谈话日期, 谈话对象]"
        yield Misfit(("in_rows",), "in_rows: true 的表单要写 key", hint)
    for name, field in form.fields.items():
        yield from _of_field(field, form, ("fields", name))
    for name, table in form.tables.items():
        at = ("tables", name, "columns")
        if sum(column.anchor for column in table.columns.values()) != 1:
            yield Misfit(at, "每个表格要有且只有一列写 anchor: true", "请写在每一行都有的那一列，例如姓名")
        for column, entry in table.columns.items():
            yield from _of_choice(entry, (*at, column))


def _of_field(field: FieldOf, form: FormMapping, at: KeyPath) -> Iterator[Misfit]:
    if field.cell and not _ADDRESS.fullmatch(field.cell):
        yield Misfit((*at, "cell"), f"{field.cell} 不是单元格地址", "请写成 B3 的样子")
    others: list[tuple[KeyPath, str]] = [(("after",), field.after)]
    others += [(("times", index), name) for index, name in enumerate(field.times)]
    others += [(("instead", index), name) for index, name in enumerate(field.instead)]
    for where, name in others:
        if name and name not in form.fields:
            yield Misfit((*at, *where), f"{name} 不是 fields 里的名称", nearest(name, form.fields))
    yield from _of_choice(field, at)
    yield from _choices(field, at)


def _of_choice(entry: Entry, at: KeyPath) -> Iterator[Misfit]:
    is_choice = entry.type in {Type.CHOICE, Type.CHOICES}
    if is_choice and not entry.choices:
        yield Misfit((*at, "type"), f"type: {entry.type.value} 要写 choices", "请写上可选的值，例如 choices: [男, 女]")
    if entry.choices and not is_choice:
        yield Misfit((*at, "choices"), "有 choices 的，type 要写 choice 或 choices", "单选写 choice，多选写 choices")


def _choices(field: FieldOf, at: KeyPath) -> Iterator[Misfit]:
    for word, choice in field.synonyms.items():
        if choice not in field.choices:
            yield Misfit((*at, "synonyms", word), f"{choice} 不是 choices 里的值", nearest(choice, field.choices))
    if not field.choices or field.default is None:
        return
    several = field.type is Type.CHOICES
    for word in _CHOICE_SEPARATORS.split(field.default) if several else [field.default]:
        if word not in field.choices and word not in field.synonyms:
            yield Misfit((*at, "default"), f"{word} 不是 choices 里的值", nearest(word, field.choices))


def misfits_of_packet(packet: PacketMapping, forms: Forms, words: PaperWords) -> Iterator[Misfit]:
    """What the packet names that its forms and the kinds of papers do not have; without kinds those are not asked."""
    yield from _subject(packet)
    for name, source in packet.sources.items():
        form = forms.get(source.form)
        if source.form not in forms:
            yield Misfit(("sources", name, "form"), f"表单 {source.form} 没有对应的映射", nearest(source.form, forms))
        elif form:
            yield from _of_source(source, form, ("sources", name))
    yield from misfits_of_kinds(packet.kinds, forms, ("kinds",))
    yield from _folder(packet.folder)
    for index, document in enumerate(packet.documents):
        yield from _of_document(document, packet, forms, ("documents", index))
    for index, paper in enumerate(packet.papers):
        yield from _of_paper(paper, packet, forms, words, ("papers", index))


def _subject(packet: PacketMapping) -> Iterator[Misfit]:
    subjects = [name for name, source in packet.sources.items() if source.join is Join.SUBJECT]
    of_period = [name for name, source in packet.sources.items() if source.join.gives_list]
    if not subjects and packet.kinds:
        yield Misfit(("sources",), "要有一项写 join: subject", "请写在产生材料包的那张表单上")
    if not subjects and not of_period:
        what = "要有一项写 join: subject 或 join: period"
        yield Misfit(("sources",), what, "一份表一份材料的写 subject，一段时期的表放在一起的写 period")
    ever = [name for name, source in packet.sources.items() if source.join is Join.EVER]
    for name in ever if packet.kinds else ():
        what = "有 kinds 的材料包是一次活动的，不能写 join: ever"
        yield Misfit(("sources", name, "join"), what, "请换一种 join，或另写一个没有 kinds 的材料包")
    for name in subjects[1:]:
        yield Misfit(("sources", name, "join"), f"join: subject 只能有一项，{subjects[0]} 已经是了", "请换一种 join")


def _of_source(source: Source, form: FormMapping, at: KeyPath) -> Iterator[Misfit]:
    if source.join is Join.PLAN:
        if source.table not in form.tables:
            where = (*at, "table") if source.table else at
            what = f"{form.form}没有表格“{source.table}”" if source.table else "join: plan 要写 table"
            yield Misfit(where, what, nearest(source.table, form.tables) or f"请在{form.form}的映射里写上 tables")
            return
        table = form.tables[source.table]
        if table.by_role(Role.MONTH) is None:
            what = f"{form.form}的表格“{source.table}”没有 role: month 的列"
            yield Misfit((*at, "join"), what, "请在表单映射的月份那一列写 role: month")
        known: Iterable[str] = table.columns
    else:
        yield from _joined(source, form, at)
        known = [*form.fields, *form.tables, *_columns_of(source, form)]
        if source.table and source.table not in form.tables:
            what = f"{form.form}没有表格“{source.table}”"
            yield Misfit((*at, "table"), what, nearest(source.table, form.tables))
    for new, old in source.names.items():
        if old not in known:
            yield Misfit((*at, "names", new), f"{form.form}没有“{old}”", nearest(old, known))


def _columns_of(source: Source, form: FormMapping) -> Iterable[str]:
    """Those of the rows that a source of a period puts together."""
    together = source.join.gives_list and source.table in form.tables
    return form.tables[source.table].columns if together else ()


_FINDS: Final = {
    Join.DATE: (Role.DATE,),
    Join.MONTH: (Role.MONTH, Role.DATE),
    Join.PERIOD: (Role.DATE, Role.MONTH, Role.QUARTER, Role.YEAR),
    Join.EVER: (Role.DATE, Role.MONTH, Role.QUARTER, Role.YEAR),
}


def _joined(source: Source, form: FormMapping, at: KeyPath) -> Iterator[Misfit]:
    """The form must have what finds its packet."""
    wanted = _FINDS.get(source.join, ())
    if wanted and not any(form.by_role(role) for role in wanted):
        role = wanted[0].value
        what = f"join: {source.join.value} 要靠 role: {role} 的栏目，{form.form}没有"
        yield Misfit((*at, "join"), what, f"请在 {form.form} 的映射里写 role: {role}，或换一种 join")


def misfits_of_kinds(kinds: Iterable[str], forms: Forms, at: KeyPath) -> Iterator[Misfit]:
    """Kinds of activities that nobody can choose; nothing is said while a form cannot be read."""
    if None in forms.values():
        return
    known = [
        choice
        for form in forms.values()
        for field in (form.fields.values() if form else ())
        if field.role is Role.KINDS
        for choice in field.choices
    ]
    for index, kind in enumerate(kinds):
        if kind not in known:
            yield Misfit((*at, index), f"没有一张表单能选“{kind}”", nearest(kind, known))


def _folder(folder: str) -> Iterator[Misfit]:
    names = placeholders(folder)
    if names is None:
        yield Misfit(("folder",), "大括号不成对", BRACES)
    for name in names or ():
        if name not in FOLDER_NAMES:
            yield Misfit(("folder",), f"文件夹名里不能写 {{{name}}}", nearest(name, FOLDER_NAMES))


def _of_document(document: DocumentMapping, packet: PacketMapping, forms: Forms, at: KeyPath) -> Iterator[Misfit]:
    if placeholders(document.name) is None:
        yield Misfit((*at, "name"), "大括号不成对", BRACES)
    yield from _undeclared(document, packet, at)
    yield from _kinds_of_part(document.kinds, packet, forms, at)
    fields: list[str] = []
    tables: list[str] = []
    for name in document.sources():
        source = packet.sources.get(name)
        form = forms.get(source.form) if source else None
        if source is None or form is None:
            return
        of_source = ([], [name]) if source.join.gives_list else _given(source, form)
        fields += of_source[0]
        tables += of_source[1]
    tables += [name for computes in (*packet.computes, *document.computes) for name in TABLES_MADE.get(computes, ())]
    if document.rows and document.rows not in tables:
        what = f"用到的表单没有表格“{document.rows}”"
        yield Misfit((*at, "rows"), what, nearest(document.rows, tables) or "请先在表单的映射里写上这张表格")
    if document.field and document.field not in fields:
        what = f"用到的表单没有栏目“{document.field}”"
        yield Misfit((*at, "field"), what, nearest(document.field, fields) or "请先在 needs 里写上有这一栏的表单")


def _of_paper(
    paper: PaperMapping, packet: PacketMapping, forms: Forms, words: PaperWords, at: KeyPath
) -> Iterator[Misfit]:
    if words.kinds and paper.paper not in words.kinds:
        hint = nearest(paper.paper, words.kinds) or "请在 mappings/papers 里写上这种文件"
        yield Misfit((*at, "paper"), f"mappings/papers 里没有“{paper.paper}”", hint)
    yield from _kinds_of_part(paper.kinds, packet, forms, at)


def _kinds_of_part(kinds: Iterable[str], packet: PacketMapping, forms: Forms, at: KeyPath) -> Iterator[Misfit]:
    """One afternoon may be of several kinds, and so of one that is no kind of the packet that it goes to."""
    if packet.kinds:
        yield from misfits_of_kinds(kinds, forms, (*at, "kinds"))
    elif kinds:
        yield Misfit((*at, "kinds"), "没有 kinds 的材料包，每份材料都是各时期的，不能写 kinds", "请删去这一行")


def _undeclared(document: DocumentMapping, packet: PacketMapping, at: KeyPath) -> Iterator[Misfit]:
    for key, words in (("needs", document.needs), ("uses", document.uses)):
        for index, word in enumerate(words):
            for name in word.split("|") if key == "needs" else [word]:
                if name not in packet.sources:
                    what = f"材料 {document.name} 用到的 {name} 没有写在 sources 里"
                    yield Misfit((*at, key, index), what, nearest(name, packet.sources))


def _given(source: Source, form: FormMapping) -> tuple[list[str], list[str]]:
    """The names of fields and of tables that the source gives to templates."""
    if source.join is Join.PLAN:
        table = form.tables.get(source.table)
        return list(source.names or (table.columns if table else ())), []
    if not source.names:
        return list(form.fields), list(form.tables)
    fields = [new for new, old in source.names.items() if old in form.fields]
    return fields, [new for new, old in source.names.items() if old in form.tables]
