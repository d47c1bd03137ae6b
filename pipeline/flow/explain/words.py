"""An explanation in words, for the terminal and for the page alike: titles, each with its lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.flow.explain.asked import Choice
from pipeline.flow.explain.cells import Cell
from pipeline.flow.explain.derivation import Derivation
from pipeline.flow.explain.explain import Explanation, Sheet
from pipeline.flow.explain.listed import Entry
from pipeline.ledger.entries import Held

_CELLS = 200
"""More are not told one by one."""
_LONG = 30
"""So many characters of a text tell it from others."""


class Chapter(NamedTuple):
    title: str
    lines: tuple[str, ...]


def chapters(told: Explanation) -> list[Chapter]:
    """What was asked for first, then the document as a whole."""
    whole = [
        Chapter("材料", tuple(_about(told))),
        Chapter("为什么生成", tuple(map(str, told.why)) or ("没有记下",)),
        Chapter("现在要重做，因为", tuple(map(str, told.pending))),
        Chapter("用到的表单", tuple(line for sheet in told.sheets for line in _sheet(sheet))),
        Chapter("版本", tuple(" ".join(part for part in version if part) for version in told.versions)),
    ]
    asked = [Chapter(f"“{of.name}”", tuple(_derived(of, told))) for of in told.derivations]
    asked += [Chapter(f"“{of.row}”", tuple(_entry(of))) for of in told.entries]
    choices = Chapter(f"“{told.asked}”有 {len(told.choices)} 处，请写明是哪一处", tuple(_offered(told.choices)))
    return [chapter for chapter in (choices, *asked, *whole) if chapter.lines]


def _offered(choices: tuple[Choice, ...]) -> Iterator[str]:
    for choice in choices[:_CELLS]:
        row = f"（{' '.join(choice.row.split())[:_LONG]}）" if choice.row else ""
        yield f"{choice.name}{row}：{choice.shown or '空白'}"
    if len(choices) > _CELLS:
        yield f"等 {len(choices)} 处"


def _about(told: Explanation) -> Iterator[str]:
    activity = told.activity
    yield f"outbox/{told.path}"
    yield " ".join(
        part for part in (activity.branch, activity.packet.packet, str(activity.day), activity.theme) if part
    )
    if told.edited:
        yield "有人改过这一份；下面说的是系统生成的内容"


def _sheet(sheet: Sheet) -> Iterator[str]:
    held, sent = sheet.held, sheet.submission
    where = "/".join(part for part in (held.folder, held.file) if part)
    received = f"，{sent.received.replace('T', ' ')} 收到" if sent else ""
    yield f"{held.form}：{where} 工作表“{held.sheet}”（第 {held.submission} 次报送{received}）"
    yield f"　原件 {sheet.lies_at}"
    if not sheet.read_by_now:
        yield f"　读它时用的是映射“{held.form}”以前的版本 {held.mapping_digest[:12]}"


def _entry(of: Entry) -> Iterator[str]:
    yield f"写的是：{of.says}"
    yield from (f"依据规则：{rule}" for rule in of.rules)
    yield from (f"就是这个文件：outbox/{file}" for file in of.files)
    if of.held:
        yield "用的表单：" if of.files else "要看的表单："
        yield from (f"　{_lying(held)}" for held in of.held[:_CELLS])
    if of.lacks:
        yield of.lacks


def _derived(of: Derivation, told: Explanation) -> Iterator[str]:
    if of.name in told.unprinted:
        yield "这份材料没有印这一项；系统里记的是："
    yield f"写的是：{of.shown}" if of.shown else "这里是空白，留给人手填"
    yield from (f"依据规则：{rule}" for rule in of.rules)
    yield from (f"来自文件：{'/'.join(part for part in (paper.folder, paper.file) if part)}" for paper in of.papers)
    cells = of.cells or of.beside
    if of.computed_by and of.cells:
        yield f"由“{'、'.join(of.computed_by)}”算出来，根据："
    elif of.beside:
        yield "由程序得出（编号、计数或提示）；这一行来自："
    elif not (cells or of.papers):
        yield "不来自某一格，由程序从下面这些表单得出"
        yield from (f"　{sheet.held.file} 工作表“{sheet.held.sheet}”" for sheet in told.sheets[:_CELLS])
    yield from (f"　{_place(cell)}" for cell in cells[:_CELLS])
    if len(cells) > _CELLS:
        yield f"　等 {len(cells)} 格"


def _place(cell: Cell) -> str:
    address = cell.value.origin.cell
    at = f"{address} 格" if address else "没有单元格：来自文件夹、标题或映射写的默认值"
    return f"{_lying(cell.held)} {at}（{cell.name}）：{cell.value.written}"


def _lying(held: Held) -> str:
    file = "/".join(part for part in (held.folder, held.file) if part)
    return f"{file}（第 {held.submission} 次报送）工作表“{held.sheet}”"
