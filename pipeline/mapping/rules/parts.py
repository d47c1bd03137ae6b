"""What every rule says of itself, and the small values that rules are written with."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, PrivateAttr, WithJsonSchema
from pydantic_core import PydanticCustomError

from pipeline.model.problem import Severity
from pipeline.model.values import Rate


class Layer(Enum):
    """Who made the rule."""

    NATIONAL = "national"
    LOCAL = "local"
    UNIT = "unit"
    SENSE = "sense"
    """Nobody: arithmetic and good sense (常理)."""


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year: 12-30."""

    month: int
    day: int

    def in_year(self, year: int) -> dt.date:
        return dt.date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both of them: `2027-02-05 至 2027-02-11`, or one day by itself."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def _day(told: Any) -> dt.date:
    """A date is told as text here: see `mapping.text`."""
    try:
        return told if isinstance(told, dt.date) else dt.date.fromisoformat(str(told).strip())
    except ValueError as error:
        raise PydanticCustomError("day", "a day") from error


def _days(told: Any) -> Days:
    try:
        days = [dt.date.fromisoformat(part.strip()) for part in str(told).split("至")]
    except ValueError as error:
        raise PydanticCustomError("days", "days") from error
    if len(days) > 2 or days[0] > days[-1]:
        raise PydanticCustomError("days", "days")
    return Days(days[0], days[-1])


def _month_day(told: Any) -> MonthDay:
    found = re.fullmatch(r"\s*(\d{1,2})-(\d{1,2})\s*", str(told))
    try:
        day = dt.date(2001, int(found[1]), int(found[2])) if found else None  # 2001: a year without 02-29
    except ValueError:
        day = None
    if day is None:
        raise PydanticCustomError("month_day", "a month and a day")
    return MonthDay(day.month, day.day)


def _yuan(told: Any) -> Decimal:
    try:
        amount = Decimal(str(told))
    except InvalidOperation as error:
        raise PydanticCustomError("yuan", "an amount") from error
    if isinstance(told, bool) or not amount.is_finite() or amount < 0:
        raise PydanticCustomError("yuan", "an amount")
    return amount


def _percent(told: Any) -> Rate:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[%％]\s*", str(told))
    if found is None or Decimal(found[1]) > 100:
        raise PydanticCustomError("percent", "a percentage")
    return Rate(Decimal(found[1]) / 100)


def _bound(told: Any) -> Fraction:
    """`Fraction` itself would take `1e999999999` and think about it for a long time."""
    if isinstance(told, bool) or not re.fullmatch(r"\s*\d{1,9}(?:/\d{1,9}|\.\d{1,9})?\s*", str(told)):
        raise PydanticCustomError("bound", "a number")
    try:
        return Fraction(str(told))
    except ZeroDivisionError as error:
        raise PydanticCustomError("bound", "a number") from error


_TEXT = WithJsonSchema({"type": "string"})
Day = Annotated[dt.date, PlainValidator(_day), _TEXT]
DaysText = Annotated[Days, PlainValidator(_days), _TEXT]
MonthDayText = Annotated[MonthDay, PlainValidator(_month_day), _TEXT]
Percent = Annotated[Rate, PlainValidator(_percent), _TEXT]
Bound = Annotated[Fraction, PlainValidator(_bound), _TEXT]
Yuan = Annotated[Decimal, PlainValidator(_yuan), WithJsonSchema({"type": "number"})]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Cited(Part):
    """What is demanded, and who says so."""

    about: Annotated[str, Field(min_length=1)]
    layer: Layer
    source: Annotated[str, Field(min_length=1)]
    """The document that says so."""
    article: str = ""

    @property
    def basis(self) -> str:
        """Document and article, as they are cited."""
        return f"{self.source} {self.article}".strip()


class Rule(Cited):
    """One rule. `valid_from` and `valid_to` are both days on which it holds; without `valid_to` it holds still."""

    severity: Severity = Severity.WARNS
    valid_from: Day
    valid_to: Day | None = None
    _id: str = PrivateAttr("")

    @property
    def id(self) -> str:
        """The key that it stands under in its file; empty until it is in a `RuleBook`."""
        return self._id

    def called(self, key: str) -> Self:
        copy = self.model_copy()
        copy._id = key
        return copy

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
