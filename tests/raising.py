"""For each check what a branch sends so that it is told, and all that anybody is told of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import branches
import celebrating
import meetings
import plans
import yearly_papers
from attending import drop_year
from builders import BRANCH, Grid, drop, dues, make_photo, registration, roster, sign_in, talk
from dues_papers import OF_FORMS, OF_YEARS
from judging import members
from theme_days import leave, notice, progress

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.inspect import look_at
from pipeline.model.outcome import Accepted, Returned
from pipeline.model.problem import Severity
from pipeline.packet.report import PacketReport

World = Callable[[Desk], object]
MINUTES = "冯伟传达上级的通知，姜淑芬谈了自己的体会，大家讨论怎样帮扶困难群众，" * 3


def _photo(desk: Desk, taken: str) -> None:
    make_photo(desk.workspace.inbox / "机关第一党支部" / "a.jpg", taken=taken)
    drop(desk, _with_photo())


def _with_photo(*names: str) -> list[list[object]]:
    return [*registration(), ["照片"], ["序号", "文件名"], *([n, name] for n, name in enumerate(names or ["a.jpg"], 1))]


def drop_all(desk: Desk, *grids: Grid) -> None:
    """Each in a file of its own."""
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{chr(97 + number)}.xlsx")


def _each(desk: Desk, grids: Sequence[Grid]) -> None:
    drop_all(desk, *grids)


def _late_talk(desk: Desk) -> None:
    grid = [["谈话主题", "政治生日谈话"] if row[0] == "谈话主题" else row for row in talk(date="2026-03-25")]
    drop_all(desk, registration(theme="政治生日"), grid)


def _twice(desk: Desk, *rows: list[object]) -> None:
    make_photo(desk.workspace.inbox / "机关第一党支部" / "a.jpg")
    drop_all(desk, [*registration(), *rows], [*registration(date="2026-02-20"), *rows])


def _by_two_branches(desk: Desk, *rows: list[object]) -> None:
    for branch in (BRANCH, "机关第二党支部"):
        make_photo(desk.workspace.inbox / branch / "a.jpg")
        drop(desk, [*registration(branch=branch), *rows], folder=branch)


def _with_class(category: str, due: float, remark: str = "", paid_on: str = "") -> list[list[object]]:
    heads = ["姓名", "人员类别", "计算基数", "应交", "实交", "交纳日期", "备注"]
    return [["2026年3月党费收缴表"], heads, ["冯伟", category, 3000, due, due, paid_on, remark]]


RAISED: dict[str, World] = {
    "title-differs": lambda desk: drop(desk, {"6月": sign_in()}),
    "name-date-differs": lambda desk: drop(desk, sign_in(), "3.21签到.xlsx"),
    "date-ahead": lambda desk: drop(desk, sign_in(date="2026-05-20")),
    "date-far-ahead": lambda desk: drop(desk, sign_in(date="2062-05-20")),
    "date-far-past": lambda desk: drop(desk, sign_in(date="1921-07-01")),
    "date-long-past": lambda desk: drop(desk, sign_in(date="2015-12-31")),
    "member-twice": lambda desk: drop(desk, sign_in([("冯伟", "√"), ("冯伟", "√")])),
    "photo-twice": lambda desk: drop(desk, _with_photo("a.jpg", "a.jpg")),
    "count-differs": lambda desk: drop(desk, [*sign_in(), ["实到 2 人"]]),
    "non-member-present": lambda desk: drop(desk, sign_in([("林小满", "√", None, "积极分子")])),
    "mark-differs": lambda desk: drop(desk, sign_in([("冯伟", "√", None, "请假")])),
    "member-date-ahead": lambda desk: drop(desk, members([("冯伟", "2099.5")], "出生日期")),
    "roster-remark-only": lambda desk: drop(desk, members([("冯伟", "2026年6月30日转出")], "备注")),
    "talk-with-oneself": lambda desk: drop(desk, talk(member="冯伟")),
    "attendees-count-differs": lambda desk: drop(desk, registration(参加人员="冯伟、姜淑芬", 实到人数="10人")),
    "admitted-too-young": lambda desk: drop(desk, members([("冯伟", "1990.5", "2005.7")], "出生日期", "入党日期")),
    "rate-differs": lambda desk: drop(desk, dues([("冯伟", 3000, "1%", 30, 30)])),
    "due-differs": lambda desk: drop(desk, dues([("冯伟", 3000, "0.5%", 16, 16)])),
    "fixed-due-differs": lambda desk: drop(desk, _with_class("学生", 2)),
    "due-reduced": lambda desk: drop(desk, _with_class("在职", 5, "困难减免")),
    **{code: partial(_each, grids=grids) for code, grids in OF_FORMS.items()},
    "paid-short": lambda desk: drop(desk, dues([("冯伟", 3000, "0.5%", 15, 10)])),
    "paid-day-differs": lambda desk: drop(desk, _with_class("在职", 15, "", "2025-03-20")),
    "total-differs": lambda desk: drop(desk, [*dues(), ["合计", None, None, None, 16, 15]]),
    "done-differs": lambda desk: drop(desk, progress([("扫雪", None, "已完成", None)])),
    "done-early": lambda desk: drop(desk, progress([("扫雪", "2026-03-20", "已扫", "2026-03-02")])),
    "base-differs": lambda desk: drop_all(desk, registration(), dues(), members([("冯伟", 2000)], "计算基数")),
    **{code: partial(_each, grids=grids) for code, grids in OF_YEARS.items()},
    "not-on-roster": lambda desk: drop_all(desk, registration(), sign_in(), roster(["冯伟", "姜淑芳"])),
    "name-near-roster": lambda desk: drop_all(desk, talk(member="姜淑芳"), roster()),
    "namesake-unclear": lambda desk: drop_all(desk, sign_in([("张伟", "√")]), roster(["张伟1", "张伟2"])),
    "not-member-then": lambda desk: drop_all(
        desk, sign_in([("冯伟", "√")]), members([("冯伟", "2026-04-01")], "转入日期")
    ),
    "roster-not-listed": lambda desk: drop_all(desk, sign_in([("冯伟", "√")]), roster()),
    "expected-differs": lambda desk: drop_all(desk, [*sign_in(), ["应到 3 人"]], roster()),
    "notice-late": lambda desk: drop_all(desk, registration(), notice("2026-03-20")),
    "actions-missing": lambda desk: drop(desk, registration(集中学习="否")),
    "theme-day-off": lambda desk: drop(desk, registration(date="2026-03-02")),
    "event-too-short": lambda desk: drop(desk, registration(开始时间="14:30", 结束时间="16:30")),
    "event-too-long": lambda desk: drop(desk, registration(结束日期="2026-03-22")),
    "times-reversed": lambda desk: drop(desk, registration(结束日期="2026-03-10")),
    "genre-unknown": lambda desk: drop(desk, registration(活动类别="聚餐")),
    "away-differs": lambda desk: drop_all(desk, registration(), sign_in(), leave([{"姓名": "冯伟", "事由": "出差"}])),
    "leave-unrecorded": lambda desk: drop_all(desk, registration(), sign_in([("冯伟", "请假")])),
    "absence-unfollowed": lambda desk: drop_all(desk, registration(), sign_in([("冯伟", "×")])),
    "make-up-missing": lambda desk: drop_all(desk, registration(), sign_in([("冯伟", "请假", "出差")])),
    "follow-up-early": lambda desk: drop_all(
        desk, registration(), sign_in(), leave([{"姓名": "姜淑芬", "补课日期": "2026-03-02"}])
    ),
    **{code: partial(drop_year, marks={"冯伟": "××××××"}) for code in ("absent-three", "absent-six", "absent-months")},
    "matter-unknown": lambda desk: drop_all(desk, registration(), progress([("扫雪", None, "正在扫", None)])),
    "theme-differs": lambda desk: drop_all(desk, registration(), sign_in(theme="志愿服务")),
    "minutes-count-differs": lambda desk: drop_all(desk, registration(会议记录="应到3人。"), sign_in()),
    "attendees-differ": lambda desk: drop_all(desk, registration(参加人员="冯伟、姜淑芬"), sign_in()),
    "absent-but-acting": lambda desk: drop_all(desk, registration(主持人="姜淑芬"), sign_in()),
    "photo-missing": lambda desk: drop(desk, _with_photo()),
    "photo-date-differs": lambda desk: _photo(desk, "2026:03:19 10:00:00"),
    "talk-after-event": _late_talk,
    **{code: partial(_each, grids=grids) for code, grids in (yearly_papers.RAISING | celebrating.RAISING).items()},
    **{
        code: partial(_each, grids=grids)
        for code, grids in (plans.RAISING | meetings.RAISING | branches.RAISING).items()
    },
    "photo-reused": lambda desk: _twice(desk, ["照片"], ["序号", "文件名"], [1, "a.jpg"]),
    "text-copied": lambda desk: _twice(desk, ["会议记录", "冯伟：今天学习党章，大家都谈了体会，" * 5]),
    "text-alike": lambda desk: drop_all(
        desk, registration(会议记录=MINUTES), registration(date="2026-02-20", 会议记录=f"{MINUTES}最后又说了一句话")
    ),
    "photo-shared": lambda desk: _by_two_branches(desk, ["照片"], ["序号", "文件名"], [1, "a.jpg"]),
    "text-shared": lambda desk: _by_two_branches(desk, ["会议记录", MINUTES]),
}
"""Code -> drops it."""


def raised(desk: Desk) -> dict[str, Severity]:
    """Every code that anybody is told of: at once, on the status page, in the contents list, by an inspection."""
    report = ingest(desk)
    assert report.failures == []
    found = {p.code: p.severity for outcome in report.of(Returned) for p in outcome.problems}
    found |= {p.code: p.severity for outcome in report.of(Accepted) for p in outcome.warnings}
    for entry in desk.ledger.activities():
        found |= {check[3]: Severity.WARNS for check in PacketReport.from_text(entry.report).checks}
    inspected = look_at(2026, desk).branches
    return found | {finding.code: finding.severity for branch in inspected for finding in branch.findings}
