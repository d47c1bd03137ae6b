"""Random contents of a form, by the types of its mapping: what is typed, and what must be read back."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pipeline.mapping.form import Column, Entry, FormMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.values import BLANK, Attendance, Month, Quarter, Rate

TEXTS = ["学党章 明初心", 'A<B & "R&D"', "䶮㛃𬱖", "第一行\n第二行", "三楼党员活动室", "入党积极分子 林小满", "1.5倍"]
NAMES = ["冯伟", "姜淑芬", "沈一鸣", "买买提·艾力", "赵䶮", "尤静", "钱㛃", "欧阳文博"]
YEAR = 2026


def value(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    """What a person types and what it means."""
    if entry.role is Role.PHOTO:
        return _same("1.jpg", "合影 2.jpg", "学习、讨论.jpg")(entry, dice)
    return _MAKERS[entry.type](entry, dice)


def _day(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    day = dt.date(YEAR, dice.randint(1, 12), dice.randint(1, 28))
    return dice.choice([day, day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}"]), day


def _month(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    number = dice.randint(1, 12)
    return dice.choice([f"{YEAR}年{number}月", f"{YEAR}-{number:02d}"]), Month(YEAR, number)


def _quarter(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    number = dice.randint(1, 4)
    return dice.choice([f"{YEAR}年第{'一二三四'[number - 1]}季度", f"{YEAR}年{number}季度"]), Quarter(YEAR, number)


def _time(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    time = dt.time(dice.randint(8, 18), dice.choice([0, 15, 30]))
    return dice.choice([f"{time:%H:%M}", time]), time


def _money(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    amount = Decimal(dice.randint(1, 1_500_000)) / 100
    return dice.choice([float(amount), f"{amount:.2f}元", f"¥{amount:,.2f}"]), amount


def _rate(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    fraction = dice.choice(["0.005", "0.01", "0.015", "0.02"])
    return dice.choice([float(fraction), f"{Decimal(fraction) * 100:f}%"]), Rate(Decimal(fraction))


def _choices(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    some = tuple(dice.sample(entry.choices, 2))
    return "、".join(some), some


def _yes_no(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    return dice.choice([("是", True), ("√", True), ("否", False), ("☑是 ☐否", True)])


def _mark(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
    return dice.choice([("√", Attendance.PRESENT), ("请假", Attendance.EXCUSED), ("×", Attendance.ABSENT)])


def _same(*choices: Any) -> Callable[[Entry, random.Random], tuple[Any, Any]]:
    def make(entry: Entry, dice: random.Random) -> tuple[Any, Any]:
        held = dice.choice(choices)
        return held, held

    return make


_MAKERS: dict[Type, Callable[[Entry, random.Random], tuple[Any, Any]]] = {
    Type.TEXT: _same(*TEXTS),
    Type.BRANCH: _same("机关第一党支部", "退休干部党支部"),
    Type.MEMBER: _same(*NAMES),
    Type.PEOPLE: lambda entry, dice: dice.choice([("冯伟、赵䶮", ("冯伟", "赵䶮")), ("尤静", ("尤静",))]),
    Type.DATE: _day,
    Type.BIRTH: _day,
    Type.DATE_OR_TEXT: lambda entry, dice: _day(entry, dice) if dice.random() < 0.5 else ("5月底前",) * 2,
    Type.MONTH: _month,
    Type.QUARTER: _quarter,
    Type.YEAR: lambda entry, dice: (dice.choice([str(YEAR), YEAR, f"{YEAR}年"]), YEAR),
    Type.TIME: _time,
    Type.MONEY: _money,
    Type.RATE: _rate,
    Type.COUNT: _same(*range(1, 60)),
    Type.CHOICE: lambda entry, dice: (dice.choice(entry.choices),) * 2,
    Type.CHOICES: _choices,
    Type.YES_NO: _yes_no,
    Type.MARK: _mark,
}

Told = tuple[dict[str, Any], dict[str, Any]]
"""By name: what is typed, what it means."""


def fields(form: FormMapping, names: list[str], dice: random.Random) -> Told:
    typed: dict[str, Any] = {}
    meant: dict[str, Any] = {}
    for name in names:
        entry = form.fields[name]
        if entry.optional and entry.role is None and dice.random() < 0.3:
            meant[name] = BLANK
            continue
        typed[name], meant[name] = value(entry, dice)
    for entry in form.fields.values():
        _put_in_order(entry.times, typed, meant)
    return typed, meant


def _put_in_order(times: tuple[str, ...], typed: dict[str, Any], meant: dict[str, Any]) -> None:
    """The end is later than the start, as the reader demands."""
    if len(times) == 2 and all(name in typed for name in times):
        start, end = sorted(dt.time(hour) for hour in (meant[times[0]].hour, meant[times[1]].hour))
        end = end if end > start else dt.time(start.hour + 1)
        typed |= zip(times, (f"{start:%H:%M}", end), strict=True)
        meant |= zip(times, (start, end), strict=True)


def rows(columns: dict[str, Column], count: int, dice: random.Random) -> list[Told]:
    """As many as `count`, each with its own anchor where that is a person."""
    told: list[Told] = []
    people = dice.sample(NAMES, min(count, len(NAMES)))
    for number in range(min(count, len(NAMES))):
        typed: dict[str, Any] = {}
        meant: dict[str, Any] = {}
        for name, entry in columns.items():
            if name == "序号":
                typed[name], meant[name] = number + 1, number + 1
            elif entry.anchor and entry.type is Type.MEMBER:
                typed[name], meant[name] = people[number], people[number]
            elif entry.optional and entry.role not in {Role.MARK} and (dice.random() < 0.3 or _excuses(entry)):
                meant[name] = BLANK
            else:
                typed[name], meant[name] = value(entry, dice)
        told.append((typed, meant))
    return told


def _excuses(entry: Column) -> bool:
    return entry.role in {Role.EXCUSE, Role.REMARK}
