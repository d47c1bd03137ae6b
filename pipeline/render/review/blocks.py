"""After a syntax error: each tag looked at on its own, and what is left made into something that can be parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from jinja2 import TemplateSyntaxError

from pipeline.render.environment import environment
from pipeline.render.review.syntax import WORDS, in_words, unknown_word

UNKNOWN: Final = "__unknown"
"""Stands where something could not be parsed; has every name."""

_ENDS: Final = {word[3:]: word for word in WORDS if word.startswith("end")}
_MIDDLES: Final = {"elif": ("if",), "else": ("if", "for")}
_STATEMENT: Final = re.compile(r"\{%[-+]?\s*(\w*)(.*?)[-+]?%\}", re.DOTALL)
_OUTPUT: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)


_RAW: Final = re.compile(r"\{%[-+]?\s*raw\b")
_END_OF_RAW: Final = re.compile(r"\{%[-+]?\s*endraw\b")
_END_OF_COMMENT: Final = re.compile(r"#\}")
_HIDDEN: Final = {
    _END_OF_RAW: ("没有和它成对的 endraw", "请在后面补上 {% endraw %}"),
    _END_OF_COMMENT: ("后面的注释“{#”没有结束", "请在注释的结尾补上“#}”"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A fault of syntax at a line, counted from 1."""

    line: int
    message: str
    hint: str


@dataclass(slots=True)
class _Block:
    """One that has begun; `end` closes it in the mended source."""

    word: str
    line: int
    end: str
    is_ended: bool = False
    """Its end came too early, before that of a block inside."""
    has_else: bool = False


@dataclass(slots=True)
class Mended:
    """`source` has the lines of the broken one, holds its tags alone, and can be parsed."""

    slips: list[Slip] = field(default_factory=list)
    source: str = ""


def mend(source: str) -> Mended:
    """`source` has each tag at the beginning of a line of its own, from the second line on."""
    return _Mender(source.split("\n")).run()


class _Mender:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._blocks: list[_Block] = []
        self._slips: list[Slip] = []

    def run(self) -> Mended:
        mended: list[str] = []
        hidden: re.Pattern[str] | None = None
        since = 1
        for number, line in enumerate(self._lines, 1):
            mended.append("" if hidden or number == 1 else self._line(number))
            if hidden is None or hidden.search(line):
                hidden, since = _hides(line), number
        if hidden:
            self._say(since, *_HIDDEN[hidden])
        while self._blocks:
            mended[-1] += self._unended()
        return Mended(self._slips, "\n".join(mended))

    def _line(self, number: int) -> str:
        line = self._lines[number - 1]
        if output := _OUTPUT.match(line):
            return output[0] if self._is_right(output[0], output[0], number) else ""
        statement = _STATEMENT.match(line)
        return self._statement(statement[0], statement[1], statement[2], number) if statement else ""

    def _statement(self, text: str, word: str, rest: str, number: int) -> str:
        if word in _ENDS.values() and word != "endraw":
            return self._end(word[3:], number)
        if word in _MIDDLES:
            return self._middle(text, word, number)
        if word == "raw":
            return ""
        if word in _ENDS and not (word == "set" and ("=" in rest or not rest.strip())):
            self._blocks.append(_Block(word, number, f"{{%end{word}%}}"))
            return text if self._is_right(text + self._blocks[-1].end, text, number) else self._neutral(rest)
        if word not in WORDS:
            self._say(number, *unknown_word(word))
            return ""
        return text if self._is_right(text, text, number) else _given(rest)

    def _middle(self, text: str, word: str, number: int) -> str:
        if not self._blocks or self._blocks[-1].word not in _MIDDLES[word]:
            self._say(number, f"{word} 不在 {{% if %}} 里面", "请检查前面的 if、endif 是否成对")
            return ""
        block = self._blocks[-1]
        if block.has_else:
            self._say(number, f"前面已经有 else 了，不能再写 {word}", "一个 if 或 for 里只能有一个 else，写在最后")
            return ""
        block.has_else = word == "else"
        before = "{%for x in x%}" if block.word == "for" else "{%if x%}"
        if self._is_right(f"{before}{text}{block.end}", text, number):
            return text
        return f"{{%elif {UNKNOWN}%}}" if word == "elif" else "{%else%}"

    def _end(self, word: str, number: int) -> str:
        block = next((block for block in reversed(self._blocks) if block.word == word and not block.is_ended), None)
        if block is None:
            self._say(number, f"多了一个 end{word}，前面没有和它成对的 {word}", "删去它，或补上开头")
            return ""
        inner = self._blocks[-1]
        if inner is not block and self._ends_later(inner, number):
            block.is_ended = True
            self._say(number, f"顺序不对：里面的 {inner.word} 还没有结束", f"end{inner.word} 要写在 end{word} 前面")
            return ""
        closing = ""
        while self._blocks[-1] is not block:
            closing += self._unended()
        closing += self._blocks.pop().end
        while self._blocks and self._blocks[-1].is_ended:
            closing += self._blocks.pop().end
        return closing

    def _ends_later(self, block: _Block, number: int) -> bool:
        """The lines behind hold one more end than beginnings of its kind."""
        depth = 0
        for line in self._lines[number:]:
            statement = _STATEMENT.match(line)
            if statement and statement[1] in {block.word, f"end{block.word}"}:
                depth += 1 if statement[1] == block.word else -1
                if depth < 0:
                    return True
        return False

    def _unended(self) -> str:
        block = self._blocks.pop()
        if not block.is_ended:
            end = _ENDS[block.word]
            self._say(block.line, f"没有和它成对的 {end}", f"请在后面补上 {end}，写法和开头一样")
        return block.end

    def _neutral(self, rest: str) -> str:
        """In the place of a beginning that cannot be parsed."""
        block = self._blocks[-1]
        if block.word == "for":
            block.end = "{%endfor%}"
            return f"{{%for {', '.join(_names(rest))} in {UNKNOWN}%}}"
        block.end = "{%endif%}"
        return f"{{%if {UNKNOWN}%}}"

    def _is_right(self, alone: str, tag: str, number: int) -> bool:
        try:
            environment().parse(alone)
        except TemplateSyntaxError as error:
            self._say(number, *in_words(error, tag))
            return False
        return True

    def _say(self, number: int, message: str, hint: str) -> None:
        self._slips.append(Slip(number, message, hint))


def _hides(line: str) -> re.Pattern[str] | None:
    """What ends that which Jinja does not read from here on: a comment, or {% raw %}."""
    if _RAW.match(line):
        return _END_OF_RAW
    return _END_OF_COMMENT if "{#" in line and "#}" not in line.rpartition("{#")[2] else None


def _given(rest: str) -> str:
    """The name that {% set %} was to give."""
    return f"{{%set {_names(rest)[0]} = {UNKNOWN}%}}" if "=" in rest else ""


def _names(rest: str) -> list[str]:
    return re.findall(r"[^\W\d]\w*", re.split(r"\bin\b|=", rest)[0]) or [UNKNOWN]
