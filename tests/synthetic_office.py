"""A whole office's year as its branches would send it, with nothing wrong; a test takes away and spoils what it likes.

Each branch is a `BranchYear`: what it did, in plain values. `send` writes its workbooks, photos and papers into its
folder of the inbox. All is right by the shipped rules, on a day of February in the year after.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builders import Grid, make_desk, make_form, make_photo

from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Returned, Waiting

YEAR = 2026
LATER = dt.datetime(2027, 2, 10, 9, 30)
_THEME_DAYS = (
    "01-20", "02-14", "03-20", "04-20", "05-20", "06-18",
    "07-20", "08-20", "09-20", "10-20", "11-20", "12-21",
)  # fmt: skip
_ASSEMBLY_MONTHS = (1, 4, 7, 10)
_SAID = (
    "党章总纲纪律群众服务帮扶走访调研档案整理数字安全消防科室同志发言认为应当坚持改进作风学习体会交流讨论建议落实责任分工年底社区困难党员入户记录台账对照检查问题原因"
    "措施期限反馈满意窗口咨询政策宣传读书典型榜样先进经验推广培训业务能力提高制度执行监督公开评议大家一致同意会后跟踪汇报总结肯定不足"
)
_WORDS = [_SAID[at : at + 2] for at in range(0, len(_SAID), 2)]


@dataclass
class Event:
    """An activity: `day` in ISO form; `signed` marks by name, None: no sheet came; `noticed` likewise a day.

    `photos` are names with the day on which each was taken and a colour that tells it from others.
    """

    day: str
    kinds: str
    theme: str
    minutes: str
    summary: str
    signed: dict[str, str] | None
    noticed: str | None = None
    photos: dict[str, tuple[str, int]] = field(default_factory=dict)
    lost_photos: set[str] = field(default_factory=set)
    fields: dict[str, Any] = field(default_factory=dict)
    signed_theme: str = ""
    sheet: str = "签到"


@dataclass
class Dues:
    """Of one month: base, due and paid by name; `total` is what the foot says was paid."""

    rows: dict[str, tuple[int, float, float]]
    total: float


@dataclass
class Talk:
    day: str
    one: str
    other: str
    theme: str = "年度谈心谈话"


@dataclass
class BranchYear:
    """`posts` by name are the roster's. `founded` and `dissolved` are told by the branch's own sheet."""

    branch: str
    posts: dict[str, str]
    events: dict[str, Event] = field(default_factory=dict)
    dues: dict[int, Dues] = field(default_factory=dict)
    plan: list[tuple[str, str]] | None = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    founded: str = "2015-01-05"
    dissolved: str = ""

    @property
    def people(self) -> list[str]:
        return list(self.posts)

    def theme_day(self, month: int) -> Event:
        return self.events[f"{YEAR}-{_THEME_DAYS[month - 1]}"]


def branch_year(branch: str, people: int = 5) -> BranchYear:
    """With seven people or more there is a committee, which meets every month."""
    posts = {_name(branch, number): _POSTS.get(number, "党员") for number in range(people)}
    year = BranchYear(branch, posts if people >= 7 else {name: _of_few(post) for name, post in posts.items()})
    for month, day in enumerate(_THEME_DAYS, 1):
        date = f"{YEAR}-{day}"
        theme = f"{month}月学习{''.join(_said(branch, f'{month}主题', 2))}"
        kinds = "主题党日、党员大会" if month in _ASSEMBLY_MONTHS else "主题党日"
        event = _event(year, date, kinds, theme)
        event.noticed = (dt.date.fromisoformat(date) - dt.timedelta(3)).isoformat()
        event.photos = {f"{month}月现场.jpg": (date, sum(map(ord, branch)) % 200 + month)}
        year.events[date] = event
        year.dues[month] = Dues(dict.fromkeys(posts, (3000, 15, 15)), 15 * len(posts))
        assert year.plan is not None
        year.plan.append((f"{month}月", theme))
        if people >= 7:
            meeting = _event(year, f"{YEAR}-{month:02d}-{5 + month % 3:02d}", "支委会", f"{month}月支委会研究工作")
            meeting.signed = {name: "√" for name, post in posts.items() if post != "党员"}
            year.events[meeting.day] = meeting
    meeting = _event(year, f"{YEAR}-12-10", "组织生活会、民主评议党员", f"{YEAR}年度组织生活会")
    year.events[meeting.day] = meeting
    first, second, third, *_ = posts
    year.talks = [Talk(f"{YEAR}-11-03", first, third), Talk(f"{YEAR}-11-04", third, [*posts][-1])]
    if people >= 7:
        year.talks = [Talk(f"{YEAR}-11-02", first, second), Talk(f"{YEAR}-11-03", first, [*posts][3]),
                      Talk(f"{YEAR}-11-04", [*posts][3], [*posts][4])]  # fmt: skip
    year.papers = [f"党费公示 {YEAR}-07-15.pdf", f"党费公示 {YEAR + 1}-01-15.pdf"]
    return year


def send(year: BranchYear, inbox: Path) -> None:
    """Its months' workbooks, the roster, the plan, the talks, the photos and the papers."""
    folder = inbox / year.branch
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheets in _workbooks(year):
        make_form(folder / f"{name}.xlsx", sheets)
    for event in year.events.values():
        for name, (taken, colour) in event.photos.items():
            if name not in event.lost_photos:
                stamp = f"{taken.replace('-', ':')} 15:00:00" if taken else ""
                make_photo(folder / name, taken=stamp, size=(60 + colour % 40, 48), red=colour % 256)
    for number, name in enumerate(year.papers):
        (folder / name).write_bytes(b"%PDF-1.4\n%" + f"{year.branch}{number}".encode() + b"\n%%EOF\n")


def open_office(root: Path, years: Iterable[BranchYear], silent: Iterable[str] = (), settings: str = "") -> Desk:
    """Everything sent and taken in; `silent` are branches of the settings that never sent anything."""
    years = list(years)
    names = ", ".join(f'"{name}"' for name in (*(year.branch for year in years), *silent))
    desk = make_desk(root, LATER)
    desk.close()
    (root / "dangan.toml").write_text(f"branches = [{names}]\n{settings}", encoding="utf-8")
    desk = open_desk(desk.workspace, desk.now)
    for year in years:
        send(year, desk.workspace.inbox)
    report = ingest(desk)
    assert report.failures == [], report.failures
    kept_out = [one for one in report.outcomes if isinstance(one, (Returned, Waiting))]
    assert not kept_out, kept_out
    return desk


_POSTS = {0: "书记", 1: "组织委员", 2: "宣传委员"}
_SURNAMES = "冯姜沈韩杨朱秦尤许何吕施张孔曹严华金魏陶"
_GIVEN = "伟芬鸣丽强敏静军洋艳杰娟涛磊霞刚"


def _of_few(post: str) -> str:
    return "书记" if post == "书记" else "党员"


def _name(branch: str, number: int) -> str:
    """Names of which no two are alike by one sign."""
    start = sum(map(ord, branch))
    surname = _SURNAMES[(start + 3 * number) % len(_SURNAMES)]
    first, second = _GIVEN[(start + 2 * number) % len(_GIVEN)], _GIVEN[(start + 5 * number + 1) % len(_GIVEN)]
    return f"{surname}{first}{second}"


def _event(year: BranchYear, day: str, kinds: str, theme: str) -> Event:
    minutes = "。".join("".join(_said(year.branch, f"{day}记录{part}", 9)) for part in range(12))
    summary = "。".join("".join(_said(year.branch, f"{day}小结{part}", 9)) for part in range(6))
    return Event(day, kinds, theme, f"{minutes}。", f"{summary}。", dict.fromkeys(year.people, "√"))


def _said(branch: str, about: str, words: int) -> list[str]:
    return random.Random(f"{branch}{about}").sample(_WORDS, words)


def _workbooks(year: BranchYear) -> Iterator[tuple[str, dict[str, Grid]]]:
    yield "党员花名册", {"花名册": _roster(year)}
    yield "支部基本情况表", {"基本情况": _profile(year)}
    if year.plan is not None:
        yield f"{YEAR}年活动安排", {"安排": _plan(year, year.plan)}
    for event in year.events.values():
        sheets: dict[str, Grid] = {"登记": _registration(year, event)}
        if event.signed is not None:
            sheets[event.sheet] = _signed(year, event, event.signed)
        if event.noticed:
            sheets["通知"] = _notice(year, event)
        yield f"{event.day} 活动", sheets
    if year.dues:
        yield "党费收缴表", {f"{month}月": _dues(year, month, dues) for month, dues in year.dues.items()}
    if year.talks:
        yield "谈心谈话", {f"谈话{number}": _talk(year, talk) for number, talk in enumerate(year.talks, 1)}


def _roster(year: BranchYear) -> Grid:
    heads = ["序号", "姓名", "性别", "人员类别", "职务", "入党日期", "转正日期", "计算基数"]
    rows = [
        [number, name, "男", "正式党员", post, "2010-07-01", "2011-07-01", 3000]
        for number, (name, post) in enumerate(year.posts.items(), 1)
    ]
    return [["党员花名册"], ["支部", year.branch], heads, *rows]


def _profile(year: BranchYear) -> Grid:
    told = {
        "填报日期": max(year.founded, f"{YEAR}-01-01"),
        "成立日期": year.founded,
        "撤销日期": year.dissolved,
        "换届日期": "2025-03-10" if year.founded < "2025" else "",
    }
    fields = [[label, value] for label, value in told.items() if value]
    committee = [[name, post] for name, post in year.posts.items() if post != "党员"]
    return [
        ["支部基本情况表"],
        ["支部", year.branch],
        *fields,
        ["书记", year.people[0]],
        ["支委"],
        ["姓名", "职务"],
        *committee,
    ]


def _plan(year: BranchYear, rows: list[tuple[str, str]]) -> Grid:
    heads = ["月份", "活动主题", "活动内容", "组织科室"]
    return [
        [f"{YEAR}年主题党日活动安排表"],
        ["支部", year.branch],
        heads,
        *([*row, "集中学习", "办公室"] for row in rows),
    ]


def _registration(year: BranchYear, event: Event) -> Grid:
    told: dict[str, Any] = {
        "支部": year.branch,
        "活动类型": event.kinds,
        "活动日期": event.day,
        "开始时间": "14:00",
        "结束时间": "17:30",
        "活动地点": "三楼党员活动室",
        "活动主题": event.theme,
        "主持人": year.people[0],
        "集中学习": "是",
        "重温入党誓词": "是",
        "交纳党费": "是",
        "会议记录": event.minutes,
        "活动内容": "集中学习，交流讨论",
        "活动小结": event.summary,
    }
    rows: list[list[Any]] = [[label, value] for label, value in (told | event.fields).items() if value]
    if event.photos:
        rows += [["照片"], ["序号", "文件名"], *([number, name] for number, name in enumerate(event.photos, 1))]
    return [["活动情况登记表"], *rows]


def _signed(year: BranchYear, event: Event, marks: dict[str, str]) -> Grid:
    theme = event.signed_theme or event.theme
    head = [
        ["党员签到表"],
        ["支部", year.branch],
        ["活动日期", event.day],
        ["活动主题", theme],
        ["序号", "姓名", "签到"],
    ]
    return [*head, *([number, name, mark] for number, (name, mark) in enumerate(marks.items(), 1))]


def _notice(year: BranchYear, event: Event) -> Grid:
    told = {"支部": year.branch, "活动日期": event.day, "活动地点": "三楼党员活动室", "活动主题": event.theme}
    return [["活动通知"], *([label, value] for label, value in told.items()), ["通知日期", event.noticed]]


def _dues(year: BranchYear, month: int, dues: Dues) -> Grid:
    heads = ["序号", "姓名", "人员类别", "计算基数", "比例", "应交", "实交"]
    rows = [[number, name, "在职", base, "0.5%", due, paid] for number, (name, (base, due, paid)) in _numbered(dues)]
    total = ["合计", None, None, None, None, sum(due for _, due, _ in dues.rows.values()), dues.total]
    return [[f"{YEAR}年{month}月党费收缴表"], ["支部", year.branch], heads, *rows, total]


def _numbered(dues: Dues) -> Iterator[tuple[int, tuple[str, tuple[int, float, float]]]]:
    return enumerate(dues.rows.items(), 1)


def _talk(year: BranchYear, talk: Talk) -> Grid:
    told = {
        "支部": year.branch,
        "谈话日期": talk.day,
        "谈话地点": "203室",
        "谈话人": talk.one,
        "谈话对象": talk.other,
        "谈话主题": talk.theme,
        "谈话内容": f"{talk.one}和{talk.other}谈了学习、工作和家里的情况",
    }
    return [["谈心谈话记录"], *([label, value] for label, value in told.items())]
