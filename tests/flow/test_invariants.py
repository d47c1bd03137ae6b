"""What must always hold, whatever is dropped, in whatever order, and whoever edits the outbox."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
from pathlib import Path

import pytest
from builders import (
    BRANCH,
    NOW,
    SAMPLES,
    drop,
    dues,
    make_desk,
    make_form,
    make_photo,
    outbox_of,
    plan,
    registration,
    roster,
    sign_in,
    talk,
    text_of,
)  # fmt: skip
from core import make_core_desk

from pipeline.flow import intake
from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview import look
from pipeline.flow.overview_answer import overview_answer
from pipeline.model.outcome import Accepted, Returned

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def packets(desk: Desk) -> set[str]:
    """Every packet's folder below the outbox."""
    return {path.rpartition("/")[0] for path in outbox_of(desk) if path.endswith("/manifest.json")}


def loose(desk: Desk) -> list[str]:
    return [problem.code for problems in desk.ledger.loose().values() for problem in problems]


def returned_codes(desk: Desk) -> list[list[str]]:
    return [[p.code for p in outcome.problems if p.stops] for outcome in ingest(desk).of(Returned)]


def test_original_is_kept_before_the_inbox_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drop(desk, sign_in())
    content = path.read_bytes()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "read_workbook", fail)
    with pytest.raises(KeyboardInterrupt):
        ingest(desk)
    assert path.read_bytes() == content
    assert content in [kept.read_bytes() for kept in desk.workspace.originals.rglob("*") if kept.is_file()]


@pytest.mark.parametrize("order", [0, 1, 2])
def test_order_clock_and_place_do_not_matter(tmp_path: Path, order: int) -> None:
    """Nor in the registers: all that is shipped is made."""
    sent = shutil.copytree(SAMPLES, tmp_path / "寄来")
    for member in ("沈一鸣", "古丽·买买提"):
        make_form(sent / f"谈话 {member}.xlsx", talk(member=member))
    first = make_desk(tmp_path / "甲")
    shutil.copytree(sent, first.workspace.inbox / BRANCH)
    ingest(first)
    second = make_desk(tmp_path / "乙 % 丙", NOW + dt.timedelta(days=900, seconds=7))
    names = sorted(path.name for path in sent.iterdir())
    names = [names, names[::-1], names[4:] + names[:4]][order]
    for name in names:
        (second.workspace.inbox / BRANCH).mkdir(exist_ok=True)
        shutil.copy(sent / name, second.workspace.inbox / BRANCH / name)
        ingest(second)
    assert outbox_of(second) == outbox_of(first)
    first.close()
    second.close()


def test_edit_by_a_person_is_never_overwritten(desk: Desk) -> None:
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    target = desk.workspace.outbox / FOLDER / "03 会议记录.docx"
    beside = target.with_name("03 会议记录(系统新版).docx")
    target.write_bytes(b"mine")
    for text in ("二", "三", "四"):
        drop(desk, registration(会议记录=text))
        ingest(desk)
        assert target.read_bytes() == b"mine"
        assert text in text_of(beside)
    answer = overview_answer(look(desk))
    assert answer["branches"][0]["activities"][0]["edited"] == [f"{FOLDER}/03 会议记录.docx"]
    assert "新版" in desk.workspace.status_page.read_text(encoding="utf-8")


def test_edit_of_the_new_version_is_not_overwritten_either(desk: Desk) -> None:
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    target = desk.workspace.outbox / FOLDER / "03 会议记录.docx"
    beside = target.with_name("03 会议记录(系统新版).docx")
    target.write_bytes(b"mine")
    drop(desk, registration(会议记录="二"))
    ingest(desk)
    beside.write_bytes(b"merged")
    drop(desk, registration(会议记录="三"))
    ingest(desk)
    assert (target.read_bytes(), beside.read_bytes()) == (b"mine", b"merged")
    assert "三" in text_of(target.with_name("03 会议记录(系统新版2).docx"))


def test_new_version_taken_over_by_the_person_is_ours_again(desk: Desk) -> None:
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    target = desk.workspace.outbox / FOLDER / "03 会议记录.docx"
    target.write_bytes(b"mine")
    drop(desk, registration(会议记录="二"))
    ingest(desk)
    target.with_name("03 会议记录(系统新版).docx").replace(target)
    drop(desk, registration(会议记录="三"))
    ingest(desk)
    assert "三" in text_of(target)
    assert not list(target.parent.glob("*新版*"))


def test_corrected_form_updates_only_its_documents(desk: Desk) -> None:
    drop(desk, registration(活动小结="好"), "登记.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    before = outbox_of(desk)
    drop(desk, dues([["冯伟", 3000, "0.5%", 15, 10]]), "党费.xlsx")
    ingest(desk)
    after = outbox_of(desk)
    changed = {path.rpartition("/")[2] for path in after if before.get(path) != after[path]}
    assert changed - {"00 材料目录.docx"} == {"05 党费交纳台账.docx", "党费.xlsx", "manifest.json"}
    assert set(before) == set(after)


def test_theme_corrected_renames_the_folder(desk: Desk) -> None:
    drop(desk, registration(theme="学党章"))
    ingest(desk)
    drop(desk, registration(theme="学党史"))
    ingest(desk)
    assert packets(desk) == {f"2026/{BRANCH}/2026-03-20 学党史"}
    assert not (desk.workspace.outbox / FOLDER).exists()
    assert (desk.workspace.bin / FOLDER / "03 会议记录.docx").is_file()


@pytest.mark.parametrize("same_folder", ["old-name", "person"])
def test_theme_corrected_leaves_what_a_person_changed(desk: Desk, same_folder: str) -> None:
    drop(desk, registration(theme="学党章"))
    ingest(desk)
    mine = desk.workspace.outbox / FOLDER / ("03 会议记录.docx" if same_folder == "old-name" else "我的.docx")
    mine.write_bytes(b"mine")
    drop(desk, registration(theme="学党史"))
    ingest(desk)
    assert [path.name for path in (desk.workspace.outbox / FOLDER).iterdir()] == [mine.name]
    assert mine.read_bytes() == b"mine"


def test_other_kinds_of_the_same_day_are_kept_beside_and_told(desk: Desk) -> None:
    drop(desk, registration(活动类型="主题党日"))
    ingest(desk)
    drop(desk, registration(活动类型="主题党日、党课"))
    ingest(desk)
    held = [held for held in desk.ledger.held(BRANCH) if held.form == "活动登记表"]
    assert sorted([problem.code for problem in entry.warnings] for entry in held) == [[], ["maybe-correction"]]


def test_activity_date_corrected(desk: Desk) -> None:
    drop(desk, registration(date="2026-03-20"))
    ingest(desk)
    drop(desk, registration(date="2026-03-27"))
    ingest(desk)
    assert packets(desk) == {f"2026/{BRANCH}/2026-03-27 学党章"}
    assert [held.happened for held in desk.ledger.held(BRANCH)] == ["2026-03-27"]


def test_same_file_name_month_after_month_is_no_correction(desk: Desk) -> None:
    for month in (1, 2, 3):
        drop(desk, sign_in(date=f"2026-0{month}-20"))
        ingest(desk)
    assert len(packets(desk)) == 3


def test_planned_activity_is_replaced_by_the_real_one(desk: Desk) -> None:
    drop(desk, plan([["3月", "学党章", "学总纲", "人教科"], ["4月", "清明", "", ""]]), "安排.xlsx")
    ingest(desk)
    assert packets(desk) == {FOLDER, f"2026/{BRANCH}/2026-04-20 清明"}
    drop(desk, registration(date="2026-03-26", theme="学党章"))
    ingest(desk)
    assert packets(desk) == {f"2026/{BRANCH}/2026-03-26 学党章", f"2026/{BRANCH}/2026-04-20 清明"}
    assert "学总纲" in text_of(desk.workspace.outbox / f"2026/{BRANCH}/2026-03-26 学党章/01 活动方案.docx")


def test_plan_rows_of_a_month_go_to_the_activity_of_their_theme(desk: Desk) -> None:
    drop(desk, plan([["3月", "学雷锋", "扫街", ""], ["3月", "学党章", "学总纲", ""]]), "安排.xlsx")
    drop(desk, registration(date="2026-03-26", theme="学党章"))
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    real = desk.workspace.outbox / f"2026/{BRANCH}/2026-03-26 学党章"
    assert "学总纲" in text_of(real / "01 活动方案.docx")
    assert (real / "05 党费交纳台账.docx").is_file()
    assert f"2026/{BRANCH}/2026-03-20 学雷锋" in packets(desk)


def test_theme_decides_between_two_activities_of_a_day(desk: Desk) -> None:
    drop(desk, registration(theme="学党章"), "甲.xlsx")
    drop(desk, registration(theme="讲党史", 活动类型="党课"), "乙.xlsx")
    drop(desk, sign_in([["冯伟", "√"]], theme="讲党史"), "签到.xlsx")
    ingest(desk)
    assert [path for path in outbox_of(desk) if "02 签到表" in path] == [
        f"2026/{BRANCH}/2026-03-20 党课 讲党史/02 签到表.docx"
    ]
    drop(desk, sign_in(theme="别的"), "签到2.xlsx")
    ingest(desk)
    assert loose(desk) == ["activity-undecided"]


def test_dues_wait_for_their_month(desk: Desk) -> None:
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    assert (packets(desk), loose(desk)) == (set(), ["activity-missing"])
    drop(desk, registration())
    ingest(desk)
    assert loose(desk) == []
    assert f"{FOLDER}/05 党费交纳台账.docx" in outbox_of(desk)


def photo_form(date: str = "2026-03-20") -> list[list[object]]:
    return [*registration(date=date, theme=f"学习{date}"), ["照片"], ["序号", "文件名", "说明"], [1, "a.jpg", "合影"]]


@pytest.mark.parametrize("photo_first", [True, False])
def test_photo_before_or_after_its_form(desk: Desk, photo_first: bool) -> None:
    steps = [lambda: make_photo(desk.workspace.inbox / BRANCH / "a.jpg"), lambda: drop(desk, photo_form())]
    for step in steps if photo_first else steps[::-1]:
        step()
        ingest(desk)
    (folder,) = packets(desk)
    assert f"{folder}/原始表单/a.jpg" in outbox_of(desk)
    assert overview_answer(look(desk))["branches"][0]["activities"][0]["checks"] == []


def test_same_photo_name_in_two_months(desk: Desk) -> None:
    for month, red in ((3, 10), (4, 200)):
        make_photo(desk.workspace.inbox / BRANCH / f"{month}月" / "a.jpg", taken=f"2026:0{month}:20 10:00:00", red=red)
        drop(desk, photo_form(f"2026-0{month}-20"), folder=f"{BRANCH}/{month}月")
    ingest(desk)
    pictures = {path: content for path, content in outbox_of(desk).items() if path.endswith("a.jpg")}
    assert len(pictures) == len(set(pictures.values())) == 2


def test_one_picture_under_two_names_is_known_again(desk: Desk) -> None:
    for _ in range(2):
        for name in ("a.jpg", "b.jpg"):
            make_photo(desk.workspace.inbox / BRANCH / name)
        report = ingest(desk)
    assert ingest_answer(report, desk)["accepted"] == []


def test_branch_of_sheet_and_folder_must_agree(desk: Desk) -> None:
    drop(desk, sign_in(branch="机关第二党支部"))
    (codes,) = returned_codes(desk)
    assert codes == ["branch-differs"]


def test_unknown_branch_with_nearest_names(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    drop(desk, sign_in(branch="机关第1党支部"), folder="收")
    (outcome,) = ingest(desk).of(Returned)
    (problem,) = [p for p in outcome.problems if p.stops]
    assert (problem.code, problem.at.cell) == ("branch-unknown", "B2")
    assert BRANCH in problem.hint


def test_settings_name_the_branches(tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    (tmp_path / "dangan.toml").write_text(f'branches = ["{BRANCH}"]', encoding="utf-8")
    desk = make_core_desk(tmp_path)
    drop(desk, roster(branch="机关第二党支部"), folder="收")
    assert returned_codes(desk) == [["branch-unknown"]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_rosters_of_two_branches_in_one_batch(desk: Desk, order: tuple[int, ...]) -> None:
    other = "机关第二党支部"
    names = [f"{number}.xlsx" for number in order]
    drop(desk, roster(), names[0])
    drop(desk, roster(branch=other), names[1], folder=other)
    drop(desk, sign_in(branch=other), names[2], folder=other)
    assert len(ingest(desk).of(Accepted)) == 3


def test_roster_and_sign_in_of_a_new_branch_in_one_workbook(desk: Desk) -> None:
    other = "机关第二党支部"
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    drop(desk, {"签到": sign_in(branch=other), "名册": roster(branch=other)}, folder=other)
    assert len(ingest(desk).of(Accepted)) == 1


def test_same_key_on_two_sheets(desk: Desk) -> None:
    drop(desk, {"甲": sign_in(), "乙": sign_in([["冯伟", "请假"]])})
    (outcome,) = ingest(desk).of(Returned)
    assert [(p.code, p.at.sheet) for p in outcome.problems] == [("record-twice", "甲"), ("record-twice", "乙")]
    assert desk.ledger.held(BRANCH) == []


@pytest.mark.parametrize(
    "theme",
    [
        "a/b\\c",
        '学"党章"<1>',
        "../../../etc/passwd",
        "..",
        "…",
        "学" * 400,
        "CON",
        "😀🏳️‍🌈",
        "a\nb",
        "?*|:",
        "学 . .",
        "{{ x }}",
    ],
)
def test_odd_themes_make_safe_folders(desk: Desk, theme: str) -> None:
    drop(desk, registration(theme=theme))
    report = ingest(desk)
    assert len(report.published) == 1
    (folder,) = packets(desk)
    year, branch, name = folder.split("/")
    assert (year, branch) == ("2026", BRANCH)
    assert name.startswith("2026-03-20")
    assert len(name.encode()) <= 200
    assert not set(name) & set('\\/:*?"<>|\n')
    assert name == name.strip(" .")
    written = text_of(desk.workspace.outbox / folder / "04 活动情况登记表.docx")
    assert "".join(theme.split()) in "".join(written.split())
    assert {path.name for path in desk.workspace.root.iterdir()} == {
        "inbox", "outbox", "mappings", "templates", "dangan.toml", "logs", ".dangan",
    }  # fmt: skip


def test_long_file_name_keeps_its_ending(desk: Desk) -> None:
    name = "三月份主题党日活动登记表" * 6 + ".xlsx"
    drop(desk, registration(), name)
    ingest(desk)
    (kept,) = [path for path in outbox_of(desk) if "原始表单" in path]
    assert kept.endswith(".xlsx")


def test_same_original_name_twice_in_a_packet(desk: Desk) -> None:
    drop(desk, registration(), "表.xlsx", f"{BRANCH}/登记")
    drop(desk, sign_in(), "表.XLSX", f"{BRANCH}/签到")
    ingest(desk)
    names = [path.rpartition("/")[2].casefold() for path in outbox_of(desk) if "原始表单" in path]
    assert len(names) == len(set(names)) == 2


@pytest.mark.skipif(os.name != "posix", reason="names in other encodings are a Unix matter")
def test_file_name_in_gbk(desk: Desk) -> None:
    folder = desk.workspace.inbox / BRANCH
    folder.mkdir()
    path = make_form(folder / "x.xlsx", sign_in())
    os.rename(os.fsencode(path), os.fsencode(folder) + b"/" + "签到".encode("gbk") + b".xlsx")  # noqa: PTH104
    (outcome,) = ingest(desk).outcomes
    assert outcome.file == f"{BRANCH}/签到.xlsx"
    assert [path for path in outbox_of(desk) if path.endswith("原始表单/签到.xlsx")]


def test_talks_lie_in_one_folder_of_the_year(desk: Desk) -> None:
    drop(desk, {"1": talk(), "2": talk(member="买买提·艾力"), "3": talk(date="2025-12-30")})
    ingest(desk)
    talks = [path for path in outbox_of(desk) if path.endswith(".docx") and "谈心谈话/" in path]
    assert [path.rpartition("/")[2] for path in talks if path.startswith("2026")] == [
        "2026-03-12 冯伟与买买提·艾力谈心谈话记录.docx",
        "2026-03-12 冯伟与姜淑芬谈心谈话记录.docx",
    ]
    assert len(talks) == 3
