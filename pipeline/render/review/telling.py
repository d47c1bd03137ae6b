"""Values and what Python says of them, in the words of someone who fills in forms."""

from __future__ import annotations

from typing import Any, Final

_SHOWN: Final = 20
"""So many characters of a value are shown."""


def shown(value: Any) -> str:
    if value is None:
        return "值是空的（None），"
    if isinstance(value, (list, dict)):
        return "表格里的值"
    text = "".join(sign if sign.isprintable() else "□" for sign in str(value))
    return f"值“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"


def reason(error: Exception) -> str:
    return "：除数是零" if isinstance(error, ZeroDivisionError) else ""


def refusal(error: Exception) -> str:
    said = str(error)
    for sign, words in (
        ("not iterable", "这不是表格，不能用 for 逐行取"),
        ("not supported between", "两个值不是一类，不能比较大小"),
        ("no loader", "模板里不能引用别的文件"),
    ):
        if sign in said:
            return words
    return f"不能这样写（{type(error).__name__} {said}）"
