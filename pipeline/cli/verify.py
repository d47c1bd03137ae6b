"""dangan verify: every file of a year against its manifest."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.place import workspace_option, year_argument

if TYPE_CHECKING:
    from pipeline.flow.verify import Checked

NOT_AS_IT_WAS = 1


@click.command()
@year_argument
@click.option("--json", "as_json", is_flag=True, help="输出给程序用的 JSON。")
@workspace_option
@click.pass_context
def verify(context: click.Context, year: int, as_json: bool, start: Path) -> None:
    """把一年的每个文件与材料包的清单（manifest.json）对照，只看，不改。

    有改过、不见了、多出来的，退出码为 1；都没动过为 0。不见了的用 dangan rebuild 补上。
    只看台账库和材料，设置、映射、规则写错了也能核对。
    """
    from pipeline.flow.verify import State, kept_in
    from pipeline.flow.verify import verify as run
    from pipeline.settings.workspace import find_workspace

    with kept_in(find_workspace(start.resolve())) as kept:
        checked = run(kept, year)
    odd = [one for one in checked if one.state is not State.UNCHANGED]
    if as_json:
        click.echo(json.dumps(_answer(checked, year), ensure_ascii=False, indent=2))
    else:
        _tell(checked, odd, year)
    context.exit(NOT_AS_IT_WAS if odd else 0)


def _answer(checked: list[Checked], year: int) -> dict[str, object]:
    from pipeline.flow.verify import State

    counts = Counter(one.state for one in checked)
    return {
        "year": year,
        "counts": {state.value: counts[state] for state in State},
        "files": [
            {"path": one.path, "state": one.state.value, "note": one.note}
            for one in checked
            if one.state is not State.UNCHANGED
        ],
    }


def _tell(checked: list[Checked], odd: list[Checked], year: int) -> None:
    from pipeline.flow.verify import State

    words = {
        State.UNCHANGED: "没动过",
        State.EDITED: "改过",
        State.MISSING: "不见了",
        State.FOREIGN: "多出来的",
        State.UNREADABLE: "读不出来",
    }
    for one in odd:
        click.echo(f"{words[one.state]}　outbox/{one.path}{f'（{one.note}）' if one.note else ''}")
    counts = Counter(one.state for one in checked)
    if checked:
        told = "，".join(f"{word} {counts[state]}" for state, word in words.items())
        click.echo(f"{year} 年 {len(checked)} 个文件：{told}。")
    else:
        click.echo(f"{year} 年还没有材料。")
