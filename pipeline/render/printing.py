"""How a value is printed: the one place that gives dates, amounts and answers their Chinese form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from jinja2 import Undefined

from pipeline.errors import TemplateError
from pipeline.model.picture import Picture
from pipeline.model.values import Attendance, Blank, Month, PartialDate, Quarter, Rate

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_BREAK: Final = re.compile(r"\s*\n\s*")

LINE_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
"""What a line break of a value becomes in Word."""
RULE: Final = "＿＿＿＿＿＿"
"""A line to be filled by hand; templates call it 横线."""


def printed(value: Any) -> Any:
    """The text of a value; numbers and what is XML already (it has `__html__`) pass unchanged.

    Raises TemplateError for None and for whatever else Python would print in its own words.
    """
    if value is None:
        raise TemplateError("模板里用到的一个值是空的(None)", "请检查映射和模板里的名称")
    if form := FORMS.get(type(value)):
        return form(value)
    if isinstance(value, str):
        check_text(value)
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, Undefined):
        return str(value)  # says which name does not exist
    if not isinstance(value, (int, float)) and not hasattr(value, "__html__"):
        raise _unprintable(value)
    return value


def _unprintable(value: Any) -> TemplateError:
    match value:
        case list() | tuple():
            return TemplateError("这里是一个表格，不是一个值", "请放进 {%tr for 行 in 表格 %} 里，写成 {{ 行.栏目 }}")
        case dict():
            return TemplateError("这里是表格的一整行，不是一个值", "请写明是哪一栏，如 {{ 行.姓名 }}")
        case Picture():
            return TemplateError("这里只能填文字，不能放图片", "请把图片单独写在一个标签里，放在正文的段落或格子里")
        case Iterator():
            return TemplateError("这里是一串值，没有说怎样连起来", "请在标签的末尾加上 |join('、')")
    if callable(value):
        name = getattr(value, "__name__", type(value).__name__)
        return TemplateError(f"“{name}”是一个操作，不是一个值", "请去掉点号和它，或在后面加上 ()")
    return TemplateError(f"这里的值填不进文档（{type(value).__name__}）", "请检查模板里的写法")


class Inserted:
    """A value that a template puts into a text of its own by `%` or format: printed there as it is by itself, unless
    the template says how, as in `'%.1f' % 应交`.
    """

    def __init__(self, value: Any) -> None:
        self._value = value

    def __str__(self) -> str:
        return str(printed(self._value))

    __repr__ = __str__

    def __format__(self, form: str) -> str:
        return format(self._value, form) if form else str(self)

    def __float__(self) -> float:
        return float(self._value)

    def __int__(self) -> int:
        return int(self._value)


def inserted(value: Any) -> Any:
    """For `%` and format; raises what `as_text` does."""
    text = as_text(value)
    return Inserted(value) if type(value) in FORMS else text


def as_text(value: Any) -> Any:
    """As `printed`, for a place in a text: raises TemplateError also for a picture and for rich text."""
    text = printed(value)
    if hasattr(text, "__html__") and not isinstance(text, str):
        raise no_text()
    return text


def no_text() -> TemplateError:
    """For a picture or rich text where only text can stand."""
    return TemplateError("这里只能填文字，不能放图片和带格式的内容", "请把它单独写在一个标签里，放在正文的段落或格子里")


def check_text(text: str) -> None:
    """Raises TemplateError where XML cannot hold a character: control characters, lone surrogates, U+FFFE, U+FFFF."""
    if hit := _NOT_IN_XML.search(text):
        shown = text[max(0, hit.start() - 10) : hit.start() + 10]
        raise TemplateError(
            f"一个值里有 Word 存不下的字符 U+{ord(hit.group()):04X}：{shown!r}", "请在表单里重新键入这一格"
        )


FORMS: Final[dict[type, Callable[[Any], str]]] = {
    bool: lambda value: "是" if value else "否",
    Blank: lambda value: "",
    dt.date: lambda value: f"{value.year}年{value.month}月{value.day}日",
    dt.time: lambda value: f"{value:%H:%M}",
    Decimal: lambda value: f"{value:.2f}",
    tuple: lambda value: "、".join([str(printed(each)) for each in value]),
} | dict.fromkeys((Month, Quarter, PartialDate, Rate, Attendance), str)


def short_date(value: Any) -> str:
    """2026.3.20, for narrow columns."""
    return f"{value.year}.{value.month}.{value.day}" if isinstance(value, dt.date) else str(printed(value))


def one_line(value: Any) -> Any:
    """For running text: every line break becomes a space; what has no lines is printed as always."""
    text = printed(value)
    return _BREAK.sub(" ", text) if isinstance(text, str) and "\n" in text else text


_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_UNITS: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿")


def capitals(amount: Decimal) -> str:
    """An amount in yuan, as 会计 write it: 1598.99 -> 壹仟伍佰玖拾捌元玖角玖分; 15 -> 壹拾伍元整."""
    cents = int((abs(amount) * 100).to_integral_value())
    yuan, (jiao, fen) = cents // 100, divmod(cents % 100, 10)
    sign = "负" if amount < 0 else ""
    text = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{sign}{text or '零元'}整"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return sign + text + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    groups = []
    while number:
        number, rest = divmod(number, 10000)
        groups.append(rest)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        if text and (group < 1000 or groups[place + 1] == 0):
            text += "零"
        text += _four(group) + _GROUPS[place]
    return text


def _four(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    return text


_ORDER: Final = "一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number below a hundred, as headings count: 1 -> 一, 10 -> 十, 21 -> 二十一; a larger one in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    before = (_ORDER[tens - 1] if tens > 1 else "") + "十" if tens else ""
    return before + (_ORDER[ones - 1] if ones else "")


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "短日期": short_date,
    "大写": capitals,
    "汉字数": in_characters,
    "一行": one_line,
}
GLOBALS: Final = {"横线": RULE}
