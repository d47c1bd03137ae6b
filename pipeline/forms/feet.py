"""What stands at the foot of a form: notes, and the lines in which somebody signs."""

from __future__ import annotations

import re
from typing import Final

from pipeline.forms.words import word

_WHO: Final = (
    "审核人?|复核人?|制表人?|填表人|填报人|"
    "经办人?|收款人|缴款人|登记人|统计人|核对人|监交人|(?:单位|部门)?负责人|"
    "签字人?|签名|党支部书记|支部书记|书记|组织委员|记录人|主持人"
)
_NOTE: Final = re.compile(
    rf"\s*(注|说明|备注|填表说明|{_WHO})[^:：]{{0,6}}[:：]|\s*(会计|出纳)\s*[:：]|\s*(应到|实到|注：)|\s*[^\s:：]{{1,12}}签字[:：]"
)
_SIGNATURE: Final = re.compile(
    rf"({_WHO})(签字|签名|签章)?|(制表|填表|填报|审核|复核|签字)(日期|时间)|.{{1,8}}(签字|签章)"
)


def is_note(text: str) -> bool:
    """A note or a signature with its colon: 注：…, 审核人：冯伟."""
    return _NOTE.match(text) is not None


def is_signature(text: str) -> bool:
    """The label of a signature or of its day, with or without a colon: 支部书记（签字）, 制表日期."""
    return _SIGNATURE.fullmatch(word(text)) is not None
