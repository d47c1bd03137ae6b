"""A mark that is spread over columns: 出席 | 请假 | 缺席 with a tick in one of them, or 上午签到 | 下午签到."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.forms.cells import Surroundings
from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.tables.columns import read_one
from pipeline.forms.values.reading import Misread, misread
from pipeline.forms.values.text import is_blank
from pipeline.forms.words import word, words
from pipeline.mapping.form import Table
from pipeline.mapping.vocabulary import Sessions
from pipeline.model.problem import Problem
from pipeline.model.record import Value
from pipeline.model.values import BLANK, Attendance

_Told = tuple[Cell, Attendance]


class SpreadMark:
    """`heads` are the heads of the mark's columns in one block; `name` is what the mapping calls the mark."""

    def __init__(self, mapping: Table, name: str, heads: Sequence[Cell], around: Surroundings, report: Report) -> None:
        entry = mapping.columns[name]
        self._name = name
        self._entry = entry
        self._around = around
        self._counts = entry.of_sessions
        self._report = report
        grid = report.grid
        ticks, sessions = {word(head): mark for head, mark in entry.ticks.items()}, words(entry.sessions)
        self._ticks = {head[1]: ticks.get(grid.word(head)) for head in heads if grid.word(head) not in sessions}
        self._sessions = {head: grid.text(head).strip() for head in heads if grid.word(head) in sessions}

    def fill_in(self, row: dict[str, Value], line: int, name: str) -> None:
        """Puts the mark into the row; takes it out of it where it was told what is wrong."""
        if told := self._value(line, name):
            row[self._name] = told
        else:
            del row[self._name]

    def _value(self, line: int, name: str) -> Value | None:
        """What the row says of its person, BLANK where that is nothing; None where it was told what is wrong."""
        before = len(self._report.problems)
        told = _most_precise([*self._ticked(line, name), *self._of_sessions(line, name)])
        if len(self._report.problems) > before:
            return None
        if not told:
            return Value(BLANK, "", self._report.origin(None))
        (cell, mark), *others = told
        if any(other != mark for _, other in others):
            message = f"{name}在几列里都做了标记（{'、'.join(str(each) for _, each in told)}）"
            self._tell("marks-several", others[0][0], message, "每人只在一列里打√，请删去多余的", cell)
            return None
        return Value(mark, self._report.grid.text(cell), self._report.origin(cell))

    def _ticked(self, line: int, name: str) -> Iterator[_Told]:
        """A cross under 出席 says that the person was not there, not how."""
        for column, means in self._ticks.items():
            mark = self._mark((line, column), name)
            if mark is Attendance.PRESENT:
                yield (line, column), means or mark
            elif mark and (mark is not Attendance.ABSENT or means in {None, mark}):
                yield (line, column), mark

    def _of_sessions(self, line: int, name: str) -> list[_Told]:
        """The one mark of all times; where they differ, the one that counts."""
        marks = {(line, head[1]): self._mark((line, head[1]), name) for head in self._sessions}
        there = [(cell, mark) for cell, mark in marks.items() if mark and mark.is_present]
        away = [(cell, mark) for cell, mark in marks.items() if mark and not mark.is_present]
        if not there or (len(there) == len(marks) and len({mark for _, mark in there}) == 1):
            return (there or away)[:1] if len({mark for _, mark in away}) < 2 else away
        if self._counts is Sessions.ONCE:
            return there[:1]
        if self._counts is Sessions.ALWAYS and away:
            return away[:1]
        cells = list(marks)
        told = "，".join(
            f"{head}{marks[cell] or '没有填'}" for cell, head in zip(cells, self._sessions.values(), strict=True)
        )
        hint = "都到了的每次都打√；只到了一部分的，请按支部的规定改成同一个标记，并在备注里写明"
        self._tell("marks-differ", cells[-1], f"{name}几次签到不一样：{told}", hint, cells[0])
        return []

    def _mark(self, cell: Cell, name: str) -> Attendance | None:
        raw = self._report.grid.raw(cell)
        read = BLANK if is_blank(raw) else read_one(raw, self._entry, replace(self._around, name=name))
        if read is BLANK:
            return None
        if isinstance(read, Attendance):
            return read
        fault = read if isinstance(read, Misread) else misread("mark-unreadable", raw, "不是可识别的签到情况", "请填√")
        self._report.stop(cell, fault.code, fault.message, fault.hint)
        return None

    def _tell(self, code: str, cell: Cell, message: str, hint: str, other: Cell) -> None:
        at, beside = self._report.origin(cell), self._report.origin(other)
        self._report.problems.append(Problem(at, code, message, hint, other=beside))


def _most_precise(told: list[_Told]) -> list[_Told]:
    """出席 beside 迟到 is 迟到."""
    precise = [each for each in told if each[1] is not Attendance.PRESENT]
    return precise if precise and all(mark.is_present for _, mark in told) else told
