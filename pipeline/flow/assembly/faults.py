"""Why a branch's documents could not be made, in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.errors import DanganError, SetupError
from pipeline.files.faults import in_words

_OF_PACKET: Final = re.compile("(?P<packet>材料包“(?:(?!”：|”等 ).)*”)(?:等 [0-9]+ 个材料包)?：(?P<said>.*)", re.DOTALL)
"""A packet's name may hold quotes of its own: 学习“两会”精神."""


def packet_fault(folder: str, error: Exception) -> DanganError:
    return fault(f"材料包“{folder}”", error)


def fault(what: str, error: Exception) -> DanganError:
    if isinstance(error, DanganError):
        return type(error)(f"{what}：{error.message}", error.hint)
    if isinstance(error, OSError):
        where = f"“{error.filename}”" if error.filename else "发件箱"
        return SetupError(
            f"{what}没有写完：{where} {in_words(error)}",
            "请检查磁盘空间、文件夹权限，并关闭打开着的材料；写完以前会一再重试",
        )
    message = f"{what}没有生成：程序内部出错（{type(error).__name__}：{error}）"
    return DanganError(message, "请把这句话和 .dangan 文件夹交给维护人员")


def together(faults: Iterable[DanganError]) -> list[DanganError]:
    """One fault of many packets, as a template makes it, is told once, with how many packets it holds up."""
    told: dict[tuple[str, str], dict[str, DanganError]] = {}
    for each in faults:
        of_packet = _OF_PACKET.fullmatch(each.message)
        packet, said = of_packet.group("packet", "said") if of_packet else ("", each.message)
        told.setdefault((said, each.hint), {}).setdefault(packet, each)
    return [_one(said, packets) for (said, _), packets in told.items()]


def is_of_packets(fault: DanganError) -> bool:
    """As the ledger keeps them, until the packet can be made."""
    return _OF_PACKET.fullmatch(fault.message) is not None


def _one(said: str, packets: dict[str, DanganError]) -> DanganError:
    packet, first = min(packets.items())
    if len(packets) == 1:
        return first
    return type(first)(f"{packet}等 {len(packets)} 个材料包：{said}", first.hint)
