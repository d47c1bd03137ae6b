"""What Jinja says of a tag's syntax, in the words of someone who edits templates and is no programmer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from jinja2 import TemplateSyntaxError

WORDS: Final = ("for", "endfor", "if", "elif", "else", "endif", "set", "endset", "macro", "endmacro", "call", "endcall",
                "filter", "endfilter", "with", "endwith", "raw", "endraw", "block", "endblock", "vm", "hm", "cellbg",
                "colspan", "include", "import", "from", "extends", "print")  # fmt: skip
_USUAL: Final = WORDS[:7]
_WIDE: Final = re.compile("[，。：；（）【】！＝＋－｜‘’“”《》、｛｝％]")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"|[‘“][^’”]*[’”]")
_PLACES: Final = {"tr": "表格的一行", "tc": "表格的一格", "p": "一段", "r": "一段文字"}
_OFFERED: Final = 12
_HALF_WIDTH: Final = "标签里的标点要用英文（半角）的，如 . , ( ) ' ="
_JOINTS: Final = "看看是不是少了点号、引号或竖线：{{ 人.姓名 }}、{{ 日期|短日期 }}"
_SAMPLES: Final = "请对照 {{ 活动主题 }}、{% if 主持人 %}、{%tr for 人 in 签到 %} 的写法"


_SAID: Final = [
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (r"No filter named '(.*?)'", "没有“{}”这个过滤器", "可以用：短日期、大写、一行"),
        (r"No test named '(.*?)'", "没有“{}”这个判断", "可以用：defined、none、in、eq"),
        (r"""unexpected char (?:"'"|'"')""", "引号没有成对", "请补上另一半引号"),
        (r"unexpected char '(.+)' at", "有不能用的字符“{}”", _HALF_WIDTH),
        (r"Expected an expression", "没有写完，少了名称或值", _SAMPLES),
        (r"expected token 'in'", "for 的写法有误", "要写成 {% for 人 in 签到 %}，in 前后各空一格"),
        (r"expected name or number", "点号后面没有名称", "要写成 {{ 人.姓名 }}"),
        (r"expected token 'name', got 'end of", "没有写完，少了名称", _SAMPLES),
        (r"expected token '(.*?)', got 'end of", "没有写完，少了“{}”", _SAMPLES),
        (r"expected token '.*?', got '(.*?)'", "写法有误，在“{}”附近", _JOINTS),
        (r"block '(.*?)' defined twice", "“{}”这个 block 写了两次", "每个 block 的名称只能用一次"),
    )
]
"""What Jinja says -> message and hint."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The one that was probably meant; empty where none is near."""
    return next(iter(get_close_matches(name, list(known), 1, 0.5)), "")


def no_name(name: str, offered: Iterable[str]) -> tuple[str, str]:
    """Message and hint for a name that the template may not use."""
    known = list(offered)
    if near := nearest(name, known):
        return f"没有“{name}”这个名称", f"是不是“{near}”？"
    return (
        f"没有“{name}”这个名称",
        f"可以用的名称有：{'、'.join(known[:_OFFERED])}" if known else "这里没有可以用的名称",
    )


def not_in(field: str, name: str, offered: list[str]) -> tuple[str, str]:
    """Message and hint for 人.姓明, where 人 holds what is offered; a plain value offers nothing."""
    around = field.rpartition(".")[0] or "值"
    if near := nearest(name, offered):
        hint = f"是不是“{around}.{near}”？"
    elif offered:
        hint = f"“{around}”里有：{'、'.join(offered[:_OFFERED])}"
    else:
        hint = f"“{around}”里没有别的名称，不能再加“.{name}”"
    return f"“{around}”里没有“{name}”", hint


def in_a_loop(field: str, name: str) -> tuple[str, str]:
    """Message and hint for 签到.姓名 outside a loop over 签到."""
    table = field.rpartition(".")[0] or "表格"
    message = f"“{table}”是一个表格，“{name}”是它的一列，要逐行写"
    return message, f"请放进 {{%tr for 行 in {table} %}} 和 {{%tr endfor %}} 之间，写成 {{{{ 行.{name} }}}}"


def in_words(error: TemplateSyntaxError, tag: str) -> tuple[str, str]:
    """Message and hint."""
    said = error.message or ""
    if hit := re.match(r"Encountered unknown tag '(.*?)'", said):
        return unknown_word(hit[1])
    if wide := _WIDE.search(_QUOTED.sub("", tag)):
        return f"有中文标点“{wide[0]}”", _HALF_WIDTH
    for pattern, message, hint in _SAID:
        if hit := pattern.match(said):
            return message.format(*hit.groups()), hint
    return f"写法有误（{said}）", _SAMPLES


def unknown_word(word: str) -> tuple[str, str]:
    """Message and hint for a statement that begins with a word which is none."""
    if word in _PLACES:
        message = f"{{%{word} %}} 只能写在{_PLACES[word]}里" if word[0] == "t" else f"{{%{word} %}} 的写法有误"
        return message, f"它代表{_PLACES[word]}，要单独写在那里" if word[0] == "t" else _SAMPLES
    for start in _PLACES:
        if word.startswith(start) and word[len(start) :] in WORDS:
            return f"“{word}”要分开写", f"写成 {{%{start} {word[len(start) :]} … %}}"
    near = nearest(word, _USUAL)
    return f"不认得“{word or ' '}”", f"是不是“{near}”？" if near else f"常用的有 {'、'.join(_USUAL)}"
