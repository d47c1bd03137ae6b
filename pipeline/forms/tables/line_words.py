"""What the words of a line below a header say of it: a total, a page's end, a heading, that nothing follows."""

from __future__ import annotations

import re
from typing import Final

from pipeline.forms.grid import Grid
from pipeline.forms.values.legends import find_legend
from pipeline.forms.words import word

SUBTOTAL: Final = re.compile(r".{0,12}小计(:.*)?|本页合计(:.*)?")
TOTAL: Final = re.compile(
    r"(本月|本表|本支部|全支部|支部|全部|应交|实交)?(合计|总计|共计)(人数|金额|党费)?(\(大写\))?([\d:].*)?"
)
NUMBERED: Final = re.compile(r"[甲乙丙丁戊己庚辛]|\(?\d{1,2}\)?(=.*)?")
"""A line under the header that numbers the columns: 甲 乙 1 2 3=1×2."""
ROLL: Final = re.compile("(缺席|请假|未到|迟到|早退|应到|实到)(人员|名单|党员|同志)")
"""A list of names behind its label below the table."""
GROUP: Final = re.compile("第?[一二三四五六七八九十0-9]{0,2}(党小组|小组)|(在职|离退休|退休|正式|预备|流动)党员")
"""Heads a group of entries where it stands alone in the column of their names."""

_LONGEST: Final = 40
_LONGEST_FOOT: Final = 200
_CLOSING: Final = "空白"
_CLOSED: Final = re.compile(r"[\W_]*(?:此|本|自此|由此)?[行页表处]?(?:以下|下)?(?:均?为)?空白(?:行|处|页|栏)?[\W_]*")
_PAGE_TURN: Final = re.compile(
    r"\W*(?:续表|续页|[接承续]上页|[接转续]下页|[承续]前页|过次页|下页续)\W*"
    r"|\W*第\d{1,3}页\W*(?:共\d{1,3}页)?\W*|\W*共\d{1,3}页\W*|\d{1,3}/\d{1,3}页"
)
_SEAL: Final = re.compile(r"\W*(?:党支部|支部|单位|组织)?\W*(?:盖章|签章|公章|印章)处?\W*")
_COUNT: Final = r"(?:以上|合计|总计)?共(?:计|有)?\d+[人名户项条件次个]"
_DAY: Final = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}([-./])\d{1,2}\1\d{1,2}|[〇零○一二]{4}年.{1,3}月.{0,4}")
_NOT_OF_PEOPLE: Final = re.compile(
    rf"{_COUNT}.*|以上.*|\(?\d{{1,2}}[.、)].+|[*※].+"
    r"|[^:]{0,8}(?:人|员|会计|出纳|主管|领导|书记|单位|数|额|大写|日期|时间|电话|其中)[:：].*"
)
"""What may stand at the foot of a column of names, and is none."""


def is_closed(text: str) -> bool:
    """以下空白 and its like; `text` is as words are compared."""
    return _CLOSING in text and len(text) <= _LONGEST and _CLOSED.fullmatch(text) is not None


def closed_lines(grid: Grid) -> frozenset[int]:
    """The lines that say 以下空白, in any column."""
    if _CLOSING not in "".join(grid.places()):
        return frozenset()
    return frozenset(cell[0] for told, cells in grid.places().items() if is_closed(told) for cell in cells)


def goes_on(text: str) -> bool:
    """Between the entries of a table: the end of a page (接下页, 第1页 共2页), or what its marks mean."""
    return (len(text) <= _LONGEST and _PAGE_TURN.fullmatch(word(text)) is not None) or bool(find_legend([text]))


def is_seal(text: str) -> bool:
    """（盖章）, 党支部（盖章）."""
    return len(text) <= _LONGEST and _SEAL.fullmatch("".join(text.split())) is not None


def is_foot(text: str, *, of_people: bool, of_days: bool) -> bool:
    """What stands alone below the entries and is none of them: the day, the seal; in a column of names much else."""
    if len(text) > _LONGEST_FOOT:
        return False
    told = word(text)
    if is_seal(text) or re.fullmatch(_COUNT, told) or (not of_days and _DAY.fullmatch(told)):
        return True
    return of_people and (_NOT_OF_PEOPLE.fullmatch(told) or _NOT_OF_PEOPLE.fullmatch(text.strip())) is not None
