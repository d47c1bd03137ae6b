"""dangan handbook: a branch's year as one book to be printed and bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pipeline.cli.behind import warn_of_behind
from pipeline.cli.place import opened, workspace_option, year_argument
from pipeline.cli.progress import progress
from pipeline.cli.stopping import stop_as_ctrl_c

if TYPE_CHECKING:
    from pipeline.flow.desk import Desk
    from pipeline.flow.printing.print_handbook import Handbook
    from pipeline.ledger.entries import PublishedDocument
    from pipeline.packet.items import Item

_SHOWN: Final = 20
"""Of the characters that are set in another font."""
_NAMED: Final = 3
"""Of the documents that have it."""


@click.command()
@year_argument
@click.option("--branch", default="", metavar="支部", help="只打印这个支部；不写时每个支部一册。")
@click.option("--booklet", is_flag=True, help="另外拼成小册子：A4 双面打印，短边翻转，对折成 A5。")
@click.option(
    "--since",
    metavar="日期",
    type=click.DateTime(["%Y-%m-%d"]),
    help="另外挑出这一天以来新增和改过的页，供活页夹换页。",
)
@workspace_option
def handbook(year: int, branch: str, booklet: bool, since: dt.datetime | None, start: Path) -> None:
    """把一年的材料编成工作手册：封面、目录、页码、书签都有，双面打印后左侧装订。"""
    from pipeline.flow.assembly.behind import not_shown
    from pipeline.flow.printing.press import open_press, prune_kept
    from pipeline.flow.printing.print_handbook import fold_handbook, new_sheets, print_handbook
    from pipeline.flow.printing.recorded import branches_with_records

    with opened(start) as desk:
        stop_as_ctrl_c()
        names = branches_with_records(year, branch, desk)
        warn_of_behind(not_shown(desk, branch), year)
        press = open_press(desk)
        found = False
        for name in names:
            found = True
            with progress(f"{name} 打印") as told:
                made = print_handbook(name, year, desk, press, told)
            _tell(made.published, desk, f"正文 {made.pages} 页")
            if booklet:
                _tell(fold_handbook(made, desk), desk)
            if since:
                if sheets := new_sheets(made, since.date(), desk):
                    _tell(sheets[0], desk, f"换第 {_ranges(sheets[1])} 页，其余页码以新目录为准")
                else:
                    click.echo(f"{name}从 {since:%Y-%m-%d} 起没有新增和改过的页")
            for item, why in made.left_out:
                click.echo(f"没有印入　{item.path}：{why}", err=True)
            for odd in _odd_fonts(made):
                click.echo(f"字体不同　{odd}", err=True)
        prune_kept(desk)
        if not found:
            click.echo(f"{branch or '各支部'}在 {year} 年还没有材料，没有可以打印的。", err=True)
            raise SystemExit(1)


def _tell(document: PublishedDocument, desk: Desk, more: str = "") -> None:
    """Where ours lies, and that a person's version was kept."""
    note = f"（{more}）" if more else ""
    if document.edited:
        click.echo(f"有人改过　{desk.outbox.folder / document.path}：没有动", err=True)
    if document.beside or not document.edited:
        click.echo(f"已生成　{desk.outbox.folder / (document.beside or document.path)}{note}")


def _odd_fonts(made: Handbook) -> Iterator[str]:
    """A line for each font, with the documents that have it."""
    found: dict[str, list[Item]] = {}
    signs: dict[str, set[str]] = {}
    for item, font in made.odd_fonts:
        found.setdefault(font.name, []).append(item)
        signs.setdefault(font.name, set()).update(font.characters)
    for name, items in found.items():
        told = "".join(sorted(signs[name])).strip()[:_SHOWN]
        more = f"等 {len(items)} 份" if len(items) > _NAMED else ""
        yield f"“{told}”印成了 {name}：{'、'.join(item.title for item in items[:_NAMED])}{more}"


def _ranges(pages: list[int]) -> str:
    """3、5—8、12."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
