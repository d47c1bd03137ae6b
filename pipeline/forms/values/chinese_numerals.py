"""Chinese numerals, everyday and capital: 二〇二二, 二十五, 一百零五, 壹拾伍."""

from __future__ import annotations

import re

_DIGIT = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SAME = str.maketrans(
    {
        **dict(zip("〇○两贰貳弐叁參叄陆陸壹伍肆柒捌玖", "零零二二二二三三三六六一五四七八九", strict=True)),
        **dict(zip("拾佰仟萬", "十百千万", strict=True)),
        "廿": "二十",
        "卅": "三十",
    }
)
_RUN = re.compile("[零〇○一二两三四五六七八九十百千廿卅壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟]+")
_D = "[一二三四五六七八九]"
_SECTION = re.compile(
    f"(?:(?P<thousands>{_D})千)?(?:零?(?P<hundreds>{_D})百)?(?:零?(?P<tens>{_D}?)(?P<ten>十))?"
    f"(?P<gap>零)?(?P<units>{_D})?"
)


def number(text: str) -> int | None:
    """The number that is spelled with its places, up to 9999万; None for anything else.

    一百五 is None: speech means 150, the rule for writing says 105 is 一百零五.
    """
    spelled = text.translate(_SAME)
    if len(spelled) > 20:
        return None
    if spelled == "零":
        return 0
    high, wan, low = spelled.rpartition("万")
    if not wan:
        return _section(low)
    above, below = _section(high), _section(low) if low else 0
    if above is None or below is None or low in _DIGIT:
        return None
    return above * 10_000 + below


def digits(text: str) -> str | None:
    """Digit by digit: 二〇二二 -> '2022'; None when a character is no digit."""
    values = [_DIGIT.get(character) for character in text.translate(_SAME)]
    if not values or None in values:
        return None
    return "".join(map(str, values))


def with_arabic(text: str) -> str:
    """The text with each Chinese numeral, of either kind, in Arabic digits; 元月 is the first month."""
    return _RUN.sub(_in_arabic, text.replace("元月", "1月"))


def _in_arabic(run: re.Match[str]) -> str:
    spelled = run[0]
    if spelled.strip("零〇○") == "":
        return spelled
    by_place = number(spelled)
    by_digit = digits(spelled)
    if by_digit is not None:
        return by_digit
    return spelled if by_place is None else str(by_place)


def _section(spelled: str) -> int | None:
    found = _SECTION.fullmatch(spelled)
    if found is None or not spelled or (found["gap"] and not found["units"]):
        return None
    skips_tens = (found["thousands"] or found["hundreds"]) and not found["ten"]
    if found["units"] and skips_tens and not found["gap"]:
        return None
    tens = _DIGIT[found["tens"]] if found["tens"] else int(found["ten"] is not None)
    thousands, hundreds, units = (_DIGIT[found[place] or "零"] for place in ("thousands", "hundreds", "units"))
    return thousands * 1000 + hundreds * 100 + tens * 10 + units
