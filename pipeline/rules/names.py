"""Whose name is meant: the nearest names, and the people who share one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final

_APART: Final = re.compile(r"(?P<end>.{2,}?)(?:[0-9]+|[A-Za-z]|[甲乙丙丁大小老男女])")
_BEFORE: Final = re.compile(r"[大小老](?P<end>.{2,})")
_MOST: Final = 3

_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤"
    "花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄"
    "米贝臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞"
    "万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封芮储靳段巫焦巴弓侯全班仇甘厉祖武"
    "符刘景詹束龙叶幸司黎薄印白蒲邰赖卓蔺屠蒙池乔闻党翟谭贡劳逄姬申冉桑桂牛寿边尚农温庄晏柴瞿阎闫连茹习艾向古易廖"
    "耿满匡国文寇广阙东欧聂关荆游权盖桓公岳帅肖涂付代仝佟初车原甯宁敖冷辛那简饶曾沙丰查游"
)
_TWO_CHARACTER_SURNAMES: Final = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "长孙",
        "宇文",
        "司徒",
        "令狐",
        "夏侯",
        "端木",
        "闻人",
    ]
)
_GROUP: Final = re.compile(
    "党|支部|支委|委员|书记|干部|职工|群众|领导|代表|负责|成员|人员|主任|班子|全体|中心|机关|单位|同志|积极|老师|主席|会计|医生|护士|经理|教授|嘉宾|家属"
    "|[科处室组局厅办部区县市省村镇乡街院所站队班会司厂校系]$"
)
"""Words for several people, posts and places, some of which begin like a name."""


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """Those that a slip of the pen might have made it, the likeliest first, at most three."""
    scored = []
    letters = set(name)
    for order, other in enumerate(known):
        if letters.isdisjoint(other):
            continue
        alike = difflib.SequenceMatcher(None, name, other).ratio()
        if alike >= 0.6 or one_character_off(name, other) or sorted(name) == sorted(other):
            scored.append((not one_character_off(name, other), -alike, order, other))
    return [other for *_, other in sorted(scored)[:_MOST]]


def is_slip_of(name: str, other: str) -> bool:
    """One character another, or left out, or too many; of two characters the first must be the same."""
    if one_character_off(name, other):
        return len(name) > 2 or name[:1] == other[:1]
    short, long = sorted((name, other), key=len)
    one_more = len(long) - len(short) == 1 and len(short) >= 2
    return one_more and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def looks_like_name(text: str) -> bool:
    """A person's, among whatever else people write where names belong: 王五, but not 全体党员, 王书记, 高新区."""
    if "·" in text:
        return True
    two = text[:2] in _TWO_CHARACTER_SURNAMES
    fits = len(text) in ({3, 4} if two else {2, 3}) and (two or text[0] in _SURNAMES)
    return fits and not _GROUP.search(text)


def one_character_off(name: str, other: str) -> bool:
    """Of the same length, with one character another: 蒋欣宜 for 蒋欣怡."""
    return len(name) == len(other) and sum(a != b for a, b in zip(name, other, strict=True)) == 1


def namesakes(name: str, known: Iterable[str]) -> list[str]:
    """The known people that a name without its mark may mean: 张伟 for 张伟1 and 张伟2, or 张伟大 and 张伟小."""
    found = [
        other
        for other in known
        if any(match and match["end"] == name for match in (_APART.fullmatch(other), _BEFORE.fullmatch(other)))
    ]
    numbered = any(other[-1].isdigit() for other in found)
    return found if len(found) > 1 or numbered else []
