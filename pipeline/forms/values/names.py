"""Personal names as forms hold them: padded, dotted, with a note in brackets, several to a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.forms.values.text import is_blank_mark, is_ditto
from pipeline.forms.values.widths import plain

_EXAMPLE = "例如 张三"
_DOTS = re.compile("\\s*[·•‧∙・･⋅﹒]\\s*")
_POINT_IN_CHINESE = re.compile("(?<=[^\\x00-\\x7f·])\\s*\\.\\s*(?=[^\\x00-\\x7f·])")
_NOTED = re.compile("(?P<name>[^()]+)\\((?P<note>[^()]*)\\)")
_BRACKETS = str.maketrans("[]【】〔〕﹙﹚", "()()()()")
_SEPARATOR = re.compile("[、,;/\\n](?![^()]*\\))")
_SUFFIX = re.compile("[0-9]{1,2}$")
_WORDS_FOR_NOBODY = (
    "待定 待补 待填 待查 暂缺 暂无 空缺 空白 已故 去世 已去世 转出 已转出 调离 已调离 无变动 无变化 续表 接上页 接下页 "
    "组长 小组长 副组长 党小组长 书记 副书记 支部书记 委员 支部委员 党员 正式党员 预备党员 在职党员 退休党员 流动党员 "
    "党小组 制表 制表人 审核 审核人 复核 复核人 填表 填表人 填报 填报人 核对 经办 经办人 登记人 记录人 负责人 会计 "
    "出纳 签字 签名 签到 盖章 合计 小计 总计 共计 累计 平均 人数 金额 日期 备注 说明 姓名 序号 编号 职务 性别 "
    "其他 其它 其余 全体 全体党员 请假 缺席 出席 列席"
)
_NO_NAMES = frozenset(_WORDS_FOR_NOBODY.split())
_ENDS_NO_NAME = re.compile(".(?:支部|党总支|党委|签字|签名|盖章|空白)$")
_ORDINARY = re.compile("(?![无暂没同仝年])[\u4e00-\u9fa5]{2,4}(?<!支部|党委|签字|签名|盖章|空白)")
"""As nearly all names are; what begins like a word for nothing (没有) or for 'as above' (同上) needs a closer look."""
_LONGEST_CHINESE = 8  # 阿沛·阿旺晋美 has six without its dot
_LONGEST = 40
_LONGEST_LIST = 2000


@dataclass(frozen=True, slots=True)
class Name:
    """A name without padding, dots unified to ·; `note` is what stood in brackets behind it (预备)."""

    name: str
    note: str = ""


def is_ordinary(raw: str) -> bool:
    """A name that needs no further look: it reads as it is written."""
    return raw not in _NO_NAMES and _ORDINARY.fullmatch(raw) is not None


def read_name(raw: Raw) -> Name | Misread:
    """One name. A digit behind it stays (张伟2 is how a branch tells two 张伟 apart)."""
    if isinstance(raw, str) and is_ordinary(raw):
        return Name(raw)
    if is_blank_mark(raw):
        return Misread("name-missing", "此处应填姓名", _EXAMPLE)
    if not isinstance(raw, str) or len(raw) > _LONGEST_LIST or is_ditto(raw):
        return _unreadable(raw)
    pieces = _pieces(raw)
    if len(pieces) > 1:
        return _several(raw)
    noted = _NOTED.fullmatch(pieces[0]) if pieces else None
    bare, note = (noted["name"], noted["note"].strip()) if noted else ("".join(pieces), "")
    people = _people(bare)
    if people is None or len(people) > 1:
        return _several(raw)
    return Name(people[0], note) if _is_name(people[0]) else _unreadable(raw)


def read_names(raw: Raw) -> tuple[str, ...] | Misread:
    """Several names in their order, notes in brackets left out; padding does not part a name."""
    if is_blank_mark(raw):
        return Misread("name-missing", "此处应填姓名", "例如 张三、李四")
    if not isinstance(raw, str) or len(raw) > _LONGEST_LIST or is_ditto(raw):
        return _unreadable(raw)
    names: list[str] = []
    for piece in _pieces(raw):
        people = _people(re.sub("\\([^()]*\\)", " ", piece))
        if people is None:
            return misread("name-ambiguous", raw, "分不清有几个姓名", "请用顿号隔开，例如 张三、李四")
        names += people
    if not names or not all(map(_is_name, names)) or (len(names) > 1 and names[-1].endswith("等")):
        return _unreadable(raw)
    return tuple(names)


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The names that may be meant, the likeliest first; one other character in the same length is near."""
    if len(name) > _LONGEST:
        return ()
    scores = {candidate: _likeness(name, candidate) for candidate in candidates if len(candidate) <= _LONGEST}
    near = [candidate for candidate, score in scores.items() if score >= 0.6 and candidate != name]
    return tuple(sorted(near, key=lambda candidate: (-scores[candidate], candidate))[:limit])


def _likeness(name: str, other: str) -> float:
    ratio = SequenceMatcher(None, name, other, autojunk=False).ratio()
    differing = sum(one != two for one, two in zip(name, other, strict=False))
    if len(name) == len(other) > 1 and differing == 1:
        return max(ratio, 0.75 + 0.1 * (name[0] == other[0]))
    return ratio


def _pieces(raw: str) -> list[str]:
    text = _DOTS.sub("·", plain(written(raw)).translate(_BRACKETS))
    text = _POINT_IN_CHINESE.sub("·", text)
    return [piece.strip() for piece in _SEPARATOR.split(text) if piece.strip()]


def _people(text: str) -> list[str] | None:
    """The names that spaces part, padded ones closed up; None where that is not certain.

    张 三 is one person, 张三 李四 are two; 张 三 李 四 and 李 四光 王五 are not certain.
    """
    parts = re.sub(" +(?=[0-9]{1,2}(?: |$))", "", " ".join(text.split())).split(" ")
    if _is_foreign(text):
        return [" ".join(parts)]
    if len(parts) <= 2 and any(_letters(part) == 1 for part in parts):
        return ["".join(parts)]
    people: list[str] = []
    for is_single, run in groupby(parts, lambda part: _letters(part) == 1):
        group = list(run)
        if is_single and len(group) not in ({2, 3} if len(group) == len(parts) else {2}):
            return None
        people += ["".join(group)] if is_single else group
    return people


def _letters(part: str) -> int:
    """Characters without the digit that tells namesakes apart, and without variation selectors."""
    return sum(not unicodedata.category(character).startswith("M") for character in _SUFFIX.sub("", part))


def _is_name(name: str) -> bool:
    bare = _SUFFIX.sub("", name)
    if bare in _NO_NAMES or _ENDS_NO_NAME.search(bare):
        return False
    if not 2 <= len(bare) <= _LONGEST or not (_is_letter(bare[0]) and _ends_well(bare)):
        return False
    between = "·.'’- " if _is_foreign(bare) else "·"
    if not all(_is_letter(character) or character in between for character in bare):
        return False
    return _is_foreign(bare) or "·" in bare or 2 <= _letters(bare) <= _LONGEST_CHINESE


def _ends_well(bare: str) -> bool:
    return _is_letter(bare[-1]) or (_is_foreign(bare) and bare[-1] == ".")


def _is_foreign(text: str) -> bool:
    """Written with an alphabet, so that a space parts the words of one name."""
    return all(ord(character) < 0x2E80 for character in text)


def _is_letter(character: str) -> bool:
    """Letters, their marks, 〇, and the ideographic planes, of which Python knows not yet all."""
    return unicodedata.category(character)[0] in "LM" or character == "〇" or 0x20000 <= ord(character) < 0x40000


def _several(raw: Raw) -> Misread:
    return misread("name-several", raw, "可能不止一个姓名", "一格只写一个姓名；若是一个人，请去掉中间的空格或换行")


def _unreadable(raw: Raw) -> Misread:
    return misread("name-unreadable", raw, "不是可识别的姓名", _EXAMPLE)
