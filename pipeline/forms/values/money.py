"""Money in yuan, and the rate of the dues."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from pipeline.forms.values.chinese_numerals import number
from pipeline.forms.values.reading import Misread, Raw, is_number, misread, number_written, written
from pipeline.forms.values.text import is_blank_mark
from pipeline.forms.values.widths import plain
from pipeline.model.values import Rate

_EXAMPLE = "例如 15.00"
_RATE_EXAMPLE = "例如 1.5%"
_CENT = Decimal("0.01")
_LIMIT = Decimal(1_000_000_000)
_SURELY_BELOW = 999_999_999.0
"""Of the limit, however a number is rounded: most amounts need no further look."""
_HIGHEST_RATE = Decimal("0.05")
_LONGEST = 60

_AMOUNT = re.compile("(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,12})(?P<decimals>[.。][0-9](?: ?[0-9])*)?")
_SPELLED = re.compile(
    "(?:(?P<yuan>[0-9]{1,12}|[^0-9元角分]+)元零?)?(?:(?P<jiao>[^元角分零])角零?)?(?:(?P<fen>[^元角分零])分)?"
)
_CURRENCY = re.compile("^(?:人民币|rmb|cny)?[¥]?", re.IGNORECASE)
_SEVERAL_MONTHS = re.compile(
    "[0-9一二三四五六七八九十]月?(?:[-—–~、,]+|至|到)[0-9一二三四五六七八九十]+月|季|半年|全年|个月"
)
_EXEMPT = re.compile("免(?:交|缴|收|除|交党费|缴党费)?|减免")


def read_money(raw: Raw) -> Decimal | Misread:
    """Yuan with two decimals, not negative. A number is rounded half-up, for formulas leave 108.231."""
    if isinstance(raw, float) and 0 < raw < _SURELY_BELOW:
        cents = round(raw * 100)
        if cents / 100 == raw:
            return cents * _CENT
        return Decimal(number_written(raw)).quantize(_CENT, ROUND_HALF_UP)
    if is_number(raw):
        amount: Decimal | Misread = Decimal(written(raw))
    elif is_blank_mark(raw):
        return Misread("money-missing", "此处应填金额", _EXAMPLE)
    elif isinstance(raw, str) and len(raw) <= _LONGEST:
        amount = _from_text(raw)
    else:
        return misread("money-unreadable", raw, "不是可识别的金额", _EXAMPLE)
    return amount if isinstance(amount, Misread) else _in_cents(amount, raw)


def read_rate(raw: Raw) -> Rate | Misread:
    """At most 5%. A value without a percent sign is the share itself up to 0.05, and percent above that."""
    if is_blank_mark(raw):
        return Misread("rate-missing", "此处应填比例", _RATE_EXAMPLE)
    text = "".join(plain(written(raw)).split())
    found = re.fullmatch("(-?[0-9]{1,9}(?:\\.[0-9]{1,18})?)([%‰]?)", text)
    if found is None or not (is_number(raw) or isinstance(raw, str)):
        return misread("rate-unreadable", raw, "不是可识别的比例", _RATE_EXAMPLE)
    value = Decimal(found[1])
    if found[2] == "‰":
        value = value.scaleb(-3)
    elif found[2] == "%" or value > _HIGHEST_RATE:
        value = value.scaleb(-2)
    if not 0 <= value <= _HIGHEST_RATE:
        return misread("rate-out-of-range", raw, "不在 0—5% 之间", _RATE_EXAMPLE)
    return Rate(abs(value).normalize())


def says_exempt(raw: str) -> bool:
    """免, 免交 and their like: nothing had to be paid."""
    return _EXEMPT.fullmatch(_bare(raw)) is not None


def _in_cents(amount: Decimal, raw: Raw) -> Decimal | Misread:
    if abs(amount) >= _LIMIT:
        return misread("money-out-of-range", raw, "金额过大", _EXAMPLE)
    cents = amount.quantize(_CENT, ROUND_HALF_UP)
    if cents < 0:
        return misread("money-negative", raw, "是负数", f"请填不小于 0 的金额，{_EXAMPLE}")
    return abs(cents)


def _from_text(raw: str) -> Decimal | Misread:
    text = _bare(raw)
    sign = -1 if text.startswith("-") else 1
    amount = _figures(text.removeprefix("-"))
    if amount is None:
        amount = _spelled(text.removeprefix("-"))
    if amount is None:
        return _not_an_amount(text, raw)
    if amount != amount.quantize(_CENT) or _decimals(text) > 2:
        return misread("money-decimals", raw, "小数超过两位", "请精确到分，例如 108.23")
    return sign * amount


def _bare(raw: str) -> str:
    """Spaces between digits stay, for '15 20' may be two amounts."""
    single = " ".join(re.sub("[−﹣]", "-", plain(raw)).split())
    closed = re.sub("(?<![0-9]) | (?![0-9])", "", single)
    sign = "-" if closed.startswith("-") else ""
    return sign + _CURRENCY.sub("", closed.removeprefix("-"), count=1)


def _decimals(text: str) -> int:
    found = _AMOUNT.match(text.removeprefix("-"))
    return len(found["decimals"].replace(" ", "")) - 1 if found and found["decimals"] else 0


def _figures(text: str) -> Decimal | None:
    found = _AMOUNT.match(text)
    if found is None or not re.fullmatch("(?:元|圆|块钱?)?[整正]?", text[found.end() :]):
        return None
    return Decimal(found[0].replace(",", "").replace(" ", "").replace("。", "."))


def _spelled(text: str) -> Decimal | None:
    """壹拾伍元整, 一百五十元, 十五元五角, 15元5角; a number without 元 is yuan."""
    words = text.replace("圆", "元").rstrip("整正")
    found = _SPELLED.fullmatch(words if set(words) & set("元角分") else f"{words}元")
    if found is None or not any(found.groups()):
        return None
    yuan, jiao, fen = (_count(part) for part in found.groups())
    if yuan is None or jiao is None or fen is None or max(jiao, fen) > 9:
        return None
    return Decimal(yuan * 100 + jiao * 10 + fen).scaleb(-2)


def _count(part: str | None) -> int | None:
    if part is None:
        return 0
    return int(part) if re.fullmatch("[0-9]{1,12}", part) else number(part)


def _not_an_amount(text: str, raw: Raw) -> Misread:
    if says_exempt(text):
        return misread("money-exempt", raw, "不是金额", "免交的请填 0；表里有备注一栏的，在备注中写明免交")
    if _SEVERAL_MONTHS.search(text):
        return misread("money-several-months", raw, "含有几个月的金额", f"请只填本月金额，{_EXAMPLE}")
    if re.search("[0-9]", text):
        return misread("money-unreadable", raw, "不是可识别的金额", _EXAMPLE)
    return misread("money-not-a-number", raw, "不是金额", f"请填实际金额，{_EXAMPLE}")
