"""In few words, what is to be written into a cell: for the message beside the cell and for the notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.mapping.form import Entry
from pipeline.mapping.vocabulary import Type

MARKS: Final = ("√", "请假", "缺席", "迟到", "早退", "线上", "送学", "补课", "列席")
YES_NO: Final = ("是", "否")

_HOW: Final[Mapping[Type, str]] = {
    Type.BRANCH: "写支部名称",
    Type.MEMBER: "写一个姓名",
    Type.PEOPLE: "几个姓名用顿号隔开",
    Type.DATE: "日期写成 2026-03-20",
    Type.DATE_OR_TEXT: "写日期，或“5月底前”这样的文字",
    Type.BIRTH: "日期写成 1985-11-03",
    Type.MONTH: "写成 2026年3月",
    Type.QUARTER: "写成 2026年第一季度",
    Type.YEAR: "写成 2026",
    Type.TIME: "写成 14:30",
    Type.MONEY: "只写数字，单位元",
    Type.RATE: "写成 1.5%",
    Type.COUNT: "写整数",
    Type.CHOICE: "从列表中选一项",
    Type.CHOICES: "从列表中选；有几项的用顿号隔开",
    Type.YES_NO: "选“是”或“否”",
    Type.MARK: "从列表中选，出席打√",
}


def guidance(entry: Entry) -> str:
    """One line: whether it must be filled in, how, and an example."""
    parts = ["可不填" if entry.optional else "必填", _HOW.get(entry.type, "")]
    if entry.example and entry.example not in parts[1]:
        parts.append(f"例如：{entry.example}")
    return "；".join(part for part in parts if part)


def offered(entry: Entry) -> tuple[str, ...]:
    """What a drop-down lists."""
    return {Type.YES_NO: YES_NO, Type.MARK: MARKS}.get(entry.type, entry.choices)
