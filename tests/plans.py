"""Plans as branches send them: of a quarter, of what is to be studied, a year's schedule with all its columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builders import BRANCH, make_desk, registration, text_of

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.init import make_workspace

Lines = list[list[Any]]
FRIDAYS = '["条例", "第一个星期五"]'


def schedule(rows: Sequence[Sequence[Any]], *, year: int = 2026, filed: str = "") -> Lines:
    """Rows: month, day, theme, kinds of content."""
    head = [[f"{year}年党员活动日计划日程表"], ["支部", BRANCH, *(["报送日期", filed] if filed else [])]]
    return [*head, ["月份", "活动日期", "活动主题", "类别"], *(list(row) for row in rows)]


def quarter_plan(rows: Sequence[Sequence[Any]], *, title: str = "2026年第二季度活动计划", filed: str = "") -> Lines:
    """Rows: time and theme, content, who is in charge."""
    head = [[title], ["填报单位", BRANCH, *(["报送日期", filed] if filed else [])]]
    return [*head, ["活动时间", "主题", "内容", "责任人"], *(list(row) for row in rows)]


def study_plan(rows: Sequence[Sequence[Any]] = (("1月", "党章总纲", "冯伟"),), *, year: int = 2026) -> Lines:
    return [[f"{year}年度学习计划"], ["支部", BRANCH], ["月份", "学习内容", "领学人"], *(list(row) for row in rows)]


RAISING: dict[str, list[Lines]] = {
    "plan-outside": [quarter_plan([("7月", "学党章")])],
    "plan-late": [quarter_plan([("4月", "学党章")], filed="2026-03-21")],
    "plan-months-missing": [study_plan()],
    "plan-not-done": [schedule([("2月", "", "扫雪", ""), ("3月", "", "学党章", "")]), registration()],
}
"""Code -> what a branch whose rules set deadlines for plans sends, so that it is told; in the catalogue's order."""


def desk_of(root: Path, sets: str = "") -> Desk:
    """A workspace; `sets` are the rules that it chooses."""
    if sets:
        make_workspace(root)
        settings = root / "dangan.toml"
        told = settings.read_text(encoding="utf-8")
        settings.write_text(told.replace('sets = ["条例", "每月20日"]', f"sets = {sets}"), encoding="utf-8")
    return make_desk(root)


def table_of(desk: Desk, document: str, *columns: int) -> list[tuple[str, ...]]:
    """Those columns (0-based) of every line of a document's tables; it has been made by now."""
    assert ingest(desk).failures == []
    lines = [line.split("\t") for line in text_of(desk.workspace.outbox / document).split("\n") if "\t" in line]
    return [tuple(line[column] for column in columns) for line in lines if len(line) > max(columns)]
