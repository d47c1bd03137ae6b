"""Why a branch's documents could not be made, in words that say what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import Final

from pipeline.errors import DanganError, SetupError
from pipeline.files.faults import in_words, place_of
from pipeline.files.originals import LostOriginal
from pipeline.ledger.published import Failure

_RETRIED: Final = "请检查磁盘空间、文件夹权限，并关闭打开着的材料；写完以前会一再重试"
_IN_ITS_PLACE: Final = "那里应当是一份文件：请把同名的文件夹移走或改名；写完以前会一再重试"
_LOST: Final = "请从备份恢复它，或把原来那份文件再放进收件箱；补上以前会一再重试"


class PacketFault(DanganError):
    """`packets` are those that it holds up, by their folders, in order; `said` is what is wrong."""

    def __init__(self, packets: tuple[str, ...], said: str, hint: str, exit_code: int) -> None:
        others = f"等 {len(packets)} 个材料包" if len(packets) > 1 else ""
        super().__init__(f"材料包“{packets[0]}”{others}：{said}", hint)
        self.packets = packets
        self.said = said
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[type[PacketFault], tuple[tuple[str, ...], str, str, int]]:
        """Goes from one process to another: an exception would be made anew of its message."""
        return PacketFault, (self.packets, self.said, self.hint, self.exit_code)


def packet_fault(folder: str, error: Exception) -> PacketFault:
    told = _told(error)
    return PacketFault((folder,), told.message, told.hint, told.exit_code)


def fault(what: str, error: Exception) -> DanganError:
    told = _told(error)
    return type(told)(f"{what}：{told.message}", told.hint)


def kept(error: DanganError) -> Failure:
    """As the ledger keeps it, until the packet can be made."""
    if isinstance(error, PacketFault):
        return Failure(error.packets[0], error.said, error.hint)
    return Failure("", error.message, error.hint)


def kept_fault(failure: Failure) -> DanganError:
    packet, said, hint = failure
    return PacketFault((packet,), said, hint, DanganError.exit_code) if packet else DanganError(said, hint)


def together(faults: Iterable[DanganError]) -> list[DanganError]:
    """One fault of many packets, as a template makes it, is told once, with how many packets it holds up."""
    told: dict[tuple[bool, str, str], list[DanganError]] = {}
    for each in faults:
        of_packet = isinstance(each, PacketFault)
        said = each.said if isinstance(each, PacketFault) else each.message
        told.setdefault((of_packet, said, each.hint), []).append(each)
    return [_one(alike) for alike in told.values()]


def _one(alike: list[DanganError]) -> DanganError:
    first = alike[0]
    if not isinstance(first, PacketFault):
        return first
    packets = {packet for each in alike if isinstance(each, PacketFault) for packet in each.packets}
    return PacketFault(tuple(sorted(packets)), first.said, first.hint, first.exit_code)


def _told(error: Exception) -> DanganError:
    if isinstance(error, DanganError):
        return error
    if isinstance(error, LostOriginal):
        return SetupError(f"存着的原件{f'“{error.name}”' if error.name else ''}不见了：{error.filename}", _LOST)
    if isinstance(error, OSError):
        where = place_of(error) or "发件箱"
        return SetupError(
            f"没有写完，“{where}” {in_words(error)}", _IN_ITS_PLACE if error.errno == errno.EISDIR else _RETRIED
        )
    message = f"没有生成，程序内部出错（{type(error).__name__}：{error}）"
    return DanganError(message, "请把这句话和 .dangan 文件夹交给维护人员")
