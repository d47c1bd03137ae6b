"""make demo: a branch's year, sent in as the clerk does it, and where to look at what came of it."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from pipeline.flow.desk import Desk
    from pipeline.flow.ingest import IngestReport

SAMPLES = ROOT / "examples"
BRANCH = "机关第一党支部"
OFFICE = "机关党总支"
YEAR = 2026
OWN_OF_MARCH = SAMPLES / BRANCH
"""What the branch really sends for a month, in forms of its own; its roster comes first of all."""
ROSTER = "党员花名册.xls"
OLD_PLAN = "主题党日活动安排表.xlsx"
"""Its head says 2019: it stays out, as the year has a plan of its own."""
SHOWN = ("谈心谈话记录", "党费收缴表", "政治生日登记表")
PLACES = (
    ("日期 主题", "每次活动一个材料包，如 2026-04-20 缅怀先烈 传承红色基因"),
    ("年度计划、季度计划、月度报告", "计划、落实对照、工作日历"),
    ("台账、考勤", "三会一课、活动、议定事项、意见建议；每名党员的出勤"),
    ("党费、党费公示", "核定、年度台账、半年公示"),
    ("政治生日、谈心谈话、党员管理、组织建设", "贺卡和名册；谈话统计；发展党员和票决；支部基本情况"),
)


@dataclass(frozen=True)
class Clock:
    """Stands still, so that the demo comes out the same on any day."""

    now: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.now


def main() -> int:
    from pipeline.flow.desk import open_desk
    from pipeline.flow.hands.hands import Hands
    from pipeline.flow.ingest import ingest
    from pipeline.settings.workspace import Workspace

    began, workspace = time.monotonic(), Workspace(ROOT)
    with Hands() as hands:
        for name, day, folders in deliveries():
            for source, target in folders:
                copy(source, workspace.inbox / target)
            desk = open_desk(workspace, Clock(dt.datetime.combine(day, dt.time(17))))
            try:
                report = ingest(desk, crew=hands)
                tell(name, day, report)
                if report.failures:
                    return report.failures[0].exit_code
                if day.month == 12:
                    tell_of_the_year(desk)
            finally:
                desk.close()
    print(f"页面图：{picture(workspace.outbox)}")
    print(f"用时：{time.monotonic() - began:.0f} 秒")
    return 0


def deliveries() -> Iterator[tuple[str, dt.date, list[tuple[Path, Path]]]]:
    """What each delivery is called, its day, and which folders or files come to which place of the inbox."""
    year, inbox = SAMPLES / "全年" / BRANCH, Path(BRANCH)
    yield "年初", dt.date(YEAR, 1, 12), [(year / "年初", inbox / "年初"), (OWN_OF_MARCH / ROSTER, inbox / ROSTER)]
    own = [path for path in sorted(OWN_OF_MARCH.iterdir()) if path.name not in {ROSTER, OLD_PLAN}]
    first = [(year / f"{month}月", inbox / f"{month}月") for month in range(1, 7)]
    yield "上半年", dt.date(YEAR, 7, 3), [*first, *((path, inbox / path.name) for path in own)]
    second = [(year / f"{month}月", inbox / f"{month}月") for month in range(7, 13)]
    yield "下半年", dt.date(YEAR, 12, 31), [*second, (SAMPLES / "全年" / OFFICE, Path(OFFICE))]


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def tell(name: str, day: dt.date, report: IngestReport) -> None:
    """One line for a delivery; and what went back, which is nothing."""
    from pipeline.model.outcome import Accepted, Duplicate, Returned

    counts = f"收下 {len(report.of(Accepted))} 个文件，更新材料包 {len(report.published)} 个"
    if again := report.of(Duplicate):
        counts += f"，重复 {len(again)} 个"
    print(f"{name}（{day}）：{counts}")
    for returned in report.of(Returned):
        print(f"　退回　{returned.file} → {returned.copy}")
    for failure in report.failures:
        print(f"　{failure.message}。{failure.hint}")


def tell_of_the_year(desk: Desk) -> None:
    """How much of everything there is, what a person should look at again, and where."""
    folder = desk.workspace.outbox / str(YEAR) / BRANCH
    held = [each for each in desk.ledger.held(BRANCH) if each.happened.startswith(str(YEAR))]
    kinds = (each.record.value("活动类型") for each in held if each.form == "活动登记表")
    counts = Counter(kind for several in kinds if isinstance(several, tuple) for kind in several)
    counts |= Counter(each.form for each in held if each.form in SHOWN)
    print()
    print(f"{YEAR} 年：{'，'.join(f'{what} {count}' for what, count in counts.items())}")
    print(f"　　　　{sum(1 for _ in folder.rglob('*.docx'))} 份 Word 材料，在 {folder}")
    for name, look in PLACES:
        print(f"　　　　　{name}：{look}")
    print(f"总览页：{desk.workspace.status_page}（要核对的、缺的都在上面）")


def picture(outbox: Path) -> str:
    """The first page of a bulletin as PNG, or why there is none."""
    from pipeline.errors import ConverterError
    from pipeline.pdf.convert import convert
    from pipeline.pdf.soffice import find_soffice

    document = max((outbox / str(YEAR) / BRANCH).glob(f"{YEAR}-*/08 活动简报.docx"))
    try:
        (made,) = convert([document], ROOT / ".dangan" / "demo", "png", soffice=find_soffice(), timeout_s=120)
    except ConverterError as error:
        return f"没有（{error.message}）"
    return str(made)


if __name__ == "__main__":
    sys.exit(main())
