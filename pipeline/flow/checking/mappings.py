"""The mappings against each other and against the templates that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from pipeline.mapping.form import FormMapping
from pipeline.mapping.load import MappingFile, Reading
from pipeline.mapping.misfit import MappingFault, Misfit, closest, nearest
from pipeline.mapping.packet import PacketMapping
from pipeline.mapping.rules.file import RuleFile
from pipeline.mapping.rules.misfits import misfits_with_mappings
from pipeline.packet.fit.fit import misfits_of_names
from pipeline.packet.fit.unused import unused_in


def packets_of(reading: Reading) -> list[PacketMapping]:
    """Those that can be read."""
    return [file.mapping for file in reading.packets if file.mapping]


def forms_as_meant(reading: Reading) -> dict[str, FormMapping]:
    """Those that can be read, also under misspelt names: such a name is told once, not again in every template."""
    forms = {name: form for name, form in reading.forms_by_name().items() if form}
    named = {source.form for packet in packets_of(reading) for source in packet.sources.values()}
    meant = {name: closest(name, forms) for name in named - reading.forms_by_name().keys()}
    return forms | {name: forms[near] for name, near in meant.items() if near}


def misfits_between(
    reading: Reading, rules: Iterable[MappingFile[RuleFile]], templates: list[str]
) -> Iterator[MappingFault]:
    """What is in no file by itself."""
    forms, packets = forms_as_meant(reading), packets_of(reading)
    readable = packets if len(packets) == len(reading.packets) else None
    for packet in reading.packets:
        if packet.mapping:
            misfits = [*misfits_of_names(packet.mapping, forms), *_missing_templates(packet.mapping, templates)]
            yield from map(packet.text.fault, misfits)
    for file in rules:
        if file.mapping:
            misfits = list(misfits_with_mappings(file.mapping, reading.forms_by_name(), readable))
            yield from map(file.text.fault, misfits)


def _missing_templates(packet: PacketMapping, templates: list[str]) -> Iterator[Misfit]:
    for index, document in enumerate(packet.documents):
        if document.template not in templates:
            hint = nearest(document.template, templates) or "请把模板放进 templates 文件夹"
            yield Misfit(("documents", index, "template"), f"templates 文件夹里没有 {document.template}", hint)


def not_compared(reading: Reading) -> Iterator[MappingFault]:
    """What another fault keeps from being looked at is not passed over in silence."""
    hint = "请先改好读不出来的文件，再检查一次"
    unread = {name for name, form in reading.forms_by_name().items() if form is None}
    for packet in reading.packets:
        if packet.mapping is None:
            yield packet.text.fault(Misfit((), "这个文件还读不出来，用到的模板只查了写法，没有查名称", hint))
            continue
        for name, source in packet.mapping.sources.items():
            if source.form in unread:
                what = f"{source.form}的映射还读不出来，用到它的材料没有查名称"
                yield packet.text.fault(Misfit(("sources", name, "form"), what, hint))


def not_used(reading: Reading, printed: Mapping[str, Set[str]]) -> Iterator[MappingFault]:
    """Nothing is said while a packet cannot be read. `printed` gives the dotted names that each template uses."""
    packets = packets_of(reading)
    if len(packets) < len(reading.packets):
        return
    forms = forms_as_meant(reading)
    needed = {
        forms[source.form].form for packet in packets for source in packet.sources.values() if source.form in forms
    }
    for file in reading.forms:
        if file.mapping and file.name not in needed:
            yield file.text.fault(Misfit(("form",), "没有一种材料包用到这种表单", "不用的话，可以删去这个文件"))
        elif file.mapping:
            hint = "填了也不会印出来；要印的话，请在模板里写上它的名称"
            places = unused_in(file.mapping, packets, printed)
            yield from (file.text.fault(Misfit(at, "没有一个模板、规则或材料包用到", hint)) for at in places)
