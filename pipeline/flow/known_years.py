"""Of which years is there anything? A year typed wrong must not look like one in which everything is missing."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.ledger.ledger import Ledger
from pipeline.packet.publish.outbox import Outbox


def known_years(desk: Desk) -> list[int]:
    """Those with activities or forms, those with a folder in the outbox, and this year once there is a branch."""
    years = told_years(desk.ledger, desk.outbox)
    return sorted(years | {desk.now().year} if years or desk.settings.branches else years)


def told_years(ledger: Ledger, outbox: Outbox) -> set[int]:
    """Those with activities or forms, and those with a folder in the outbox."""
    lying = outbox.folder.glob("[12][0-9][0-9][0-9]")
    return {*ledger.years(), *(int(folder.name) for folder in lying if folder.is_dir())}


def must_be_known(year: int, desk: Desk) -> None:
    """Raises SetupError that names the years there are."""
    if not (known := known_years(desk)):
        hint = "请在 dangan.toml 的 branches 里写上党支部的名称，或先把表单放进 inbox 里支部的文件夹"
        raise SetupError("还没有党支部，也没有收到过表单", hint)
    must_be_one_of(known, year)


def must_be_one_of(known: Collection[int], year: int) -> None:
    """Raises SetupError that names them."""
    if year not in known:
        raise SetupError(f"{year} 年还没有收到过表单", f"有材料的年度：{'、'.join(map(str, known))}")
