"""The text beside a file that came back as it was, because no list can be put into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.files.passed_over import RETURN_NOTE
from pipeline.model.problem import Problem
from pipeline.model.together import told_together

_MOST_BYTES: Final = 255
"""Of a name, on all file systems that matter."""

_MEND_HERE: Final = (
    "请在同一文件夹里打开这个表格，按下面逐条改正、保存、关闭，系统会自动重新收取；",
    "也可以改好后重新放进收件箱。改好以前，下面列出的没有收。",
)
_SEND_ANEW: Final = (
    "这个文件没有收。请照下面说的准备好文件，重新放进收件箱；",
    "退回的这一份用不着了，可以删去。",
)


def note_of(copy: Path) -> Path:
    """Beside the copy, under its name, cut where a file system would not take the whole."""
    most = _MOST_BYTES - len(RETURN_NOTE.encode())
    return copy.with_name(copy.name.encode()[:most].decode(errors="ignore") + RETURN_NOTE)


def note_text(name: str, problems: Sequence[Problem], taken: Sequence[str], in_place: bool) -> str:
    """`taken` are the sheets whose forms were taken; `in_place`: the person can mend the very file that came back."""
    stops = [problem for problem in problems if problem.stops]
    asks = [problem for problem in problems if not problem.stops]
    lines = [
        f"《{name}》需要更正，共 {len(stops)} 处" if in_place else f"《{name}》没有收",
        "",
        *(_MEND_HERE if in_place else _SEND_ANEW),
        "",
    ]
    if taken:
        lines += [f"已收下，不用再改：{'、'.join(taken)}", ""]
    for number, problem in enumerate(told_together(stops), 1):
        lines += _lines(f"{number}.", problem)
    if asks:
        lines += ["", "另请顺便核对（不改也能收）：", ""]
        for number, problem in enumerate(told_together(asks), 1):
            lines += _lines(f"{number}.", problem)
    return "\r\n".join(lines) + "\r\n"


def _lines(number: str, problem: Problem) -> list[str]:
    place = "　".join(
        part
        for part in (
            f"工作表“{problem.at.sheet}”" if problem.at.sheet else "",
            f"单元格 {problem.at.cell}" if problem.at.cell else "",
        )
        if part
    )
    lines = [f"{number} {place or '整个文件'}：{problem.message}"]
    if problem.hint:
        lines.append(f"   怎么改：{problem.hint}")
    return lines
