"""What an inspection leaves in its folder: the documents' words, and files published as a packet's are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import text_of
from core import make_core_desk
from inspecting import HOSTILE, YEAR, cell, filed, finding, inspection, of_branch, whole_office

from pipeline.errors import SetupError, TemplateError
from pipeline.flow.desk import Desk
from pipeline.inspection.inspection import Inspection
from pipeline.inspection.outputs import write
from pipeline.ledger.entries import PublishedDocument
from pipeline.rules.standing import Standing

MENDED = "问题整改清单.docx"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


def folder(desk: Desk) -> Path:
    return desk.workspace.outbox / str(YEAR) / "迎检"


def put(desk: Desk, told: Inspection, mend_by: dt.date | None = None) -> dict[str, PublishedDocument]:
    written = write(told, desk.renderer, desk.outbox, desk.ledger, mend_by)
    return {document.path.removeprefix(f"{YEAR}/迎检/"): document for document in written}


def there(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder(desk).iterdir()}


def says(desk: Desk, name: str) -> str:
    return text_of((folder(desk) / name).read_bytes())


# --- the documents


def test_what_each_branch_has_to_mend(desk: Desk) -> None:
    lacking = cell("党课记录", label="2026-05-20 党课", missing=("签到表", "讲稿"), wants="签到表")
    few = cell("党课", label="全年", found=(filed("甲支部", 2),), wants="活动登记表（党课），还差 2 次")
    put(desk, inspection(of_branch("甲支部", [cell(), lacking, few], [finding()]), of_branch("乙支部")))
    said = says(desk, MENDED)
    for words in (
        "甲支部", "共4条", "主题党日：没有记录", "请报送活动登记表", "党课记录：缺少签到表、讲稿", "2026-05-20 党课",
        "党课：次数不够", "还差 2 次", "实到人数与签到不一致", "活动登记表.xlsx Sheet1 B5", "请核对签到表",
    ):  # fmt: skip
        assert words in said
    assert "乙支部" not in said


def test_what_is_lacking_for_the_same_reason_is_one_problem(desk: Desk) -> None:
    lacking = [cell("党课记录", label=f"{day} 党课", missing=("讲稿",)) for day in ("2026-05-20", "2026-06-10")]
    put(desk, inspection(of_branch(cells=[cell(month=3), cell(month=5), *lacking])))
    said = says(desk, MENDED)
    assert "共2条" in said
    assert "主题党日：没有记录\t3月、5月\t" in said
    assert "党课记录：缺少讲稿\t2026-05-20 党课、2026-06-10 党课\t" in said


def test_who_and_by_when_are_left_to_be_written(desk: Desk) -> None:
    put(desk, inspection(of_branch(cells=[cell(due=None)])))
    said = says(desk, MENDED)
    assert all(word in said for word in ("责任人", "期限", "整改情况", "党支部书记签字"))
    assert "2026.12" not in said
    assert "完成" not in says(desk, "通报.docx")


def test_a_day_that_the_office_sets(desk: Desk) -> None:
    put(desk, inspection(of_branch(cells=[cell()])), dt.date(2026, 12, 20))
    assert "2026.12.20" in says(desk, MENDED)
    assert "于2026年12月20日前完成" in says(desk, "通报.docx")


def test_a_notice_for_each_office(desk: Desk) -> None:
    full = of_branch("甲支部", [cell(standing=Standing.MET)], office="机关党总支")
    late = of_branch("乙支部", [cell(standing=Standing.LATE)], office="机关党总支")
    lacking = of_branch("丙支部", [cell(month=3), cell(month=5)], [finding("一张照片用在两次活动里")], "企业党委")
    written = put(desk, inspection(full, late, lacking, of_branch("丁支部")))
    assert {"通报 机关党总支.docx", "通报 企业党委.docx", "通报.docx"} < written.keys()
    first, second = says(desk, "通报 机关党总支.docx"), says(desk, "通报 企业党委.docx")
    assert "对机关党总支所属2个党支部" in first
    assert "应有2项，已有1项，逾期补齐1项，缺少0项；需要核实的问题0个" in first
    assert "党支部1个：甲支部。" in first
    assert "丙支部" not in first
    assert "（一）丙支部：缺2项" in second
    assert "主题党日：3月、5月。" in second
    assert "1. 一张照片用在两次活动里（活动登记表.xlsx Sheet1 B5）" in second


def test_what_says_the_same_is_one_problem_with_its_places(desk: Desk) -> None:
    same = [finding("应交 15 元，表中写 10 元", places=f"党费.xlsx 8月 F{row}") for row in range(4, 9)]
    put(desk, inspection(of_branch("甲支部", [cell()], [*same, finding("一张照片用在两次活动里")])))
    listed, notice = says(desk, MENDED), says(desk, "通报.docx")
    assert (listed.count("应交 15 元"), notice.count("应交 15 元")) == (1, 1)
    assert all(f"F{row}" in listed for row in range(4, 9))
    assert "F6等 5 处" in notice
    assert "（一）甲支部：6个" in notice


def test_nothing_is_praised_that_is_not_there(desk: Desk) -> None:
    not_yet = of_branch("甲支部", [cell(standing=Standing.NOT_YET), cell(standing=Standing.NOT_APPLICABLE)])
    put(desk, inspection(not_yet))
    assert "目前没有应有的各项按时齐全" in says(desk, "通报.docx")


def test_nothing_to_mend(desk: Desk) -> None:
    put(desk, inspection(of_branch(cells=[cell(standing=Standing.MET)])))
    assert "没有发现需要整改的问题" in says(desk, MENDED)
    assert "目前没有需要整改的事项" in says(desk, "通报.docx")


def test_names_are_printed_as_they_are(desk: Desk) -> None:
    told = inspection(of_branch(HOSTILE, [cell(label=HOSTILE)], [finding(f"{HOSTILE}{{{{ x }}}}")], HOSTILE))
    written = put(desk, told)
    (notice,) = (name for name in written if name.startswith("通报"))
    for name in (MENDED, notice):
        assert says(desk, name).count(HOSTILE) >= 3
        assert f"{HOSTILE}{{{{ x }}}}" in says(desk, name)


def test_offices_whose_names_are_one_file_name(desk: Desk) -> None:
    written = put(desk, inspection(of_branch("甲", office="A/B"), of_branch("乙", office="A／B")))
    assert {"通报 A／B.docx", "通报 A／B (2).docx"} < written.keys()


def test_an_office_without_branches(desk: Desk) -> None:
    assert set(put(desk, inspection())) == {"迎检总览.html", "迎检清单.xlsx", MENDED}


def test_two_hundred_branches(desk: Desk) -> None:
    put(desk, whole_office(200))
    assert says(desk, MENDED).count("年问题整改清单") == 66 + 27


# --- the files


def test_same_inspection_same_bytes(desk: Desk) -> None:
    put(desk, whole_office(3))
    first = there(desk)
    stamps = {path.name: path.stat().st_mtime_ns for path in folder(desk).iterdir()}
    put(desk, whole_office(3))
    assert there(desk) == first
    again = {path.name: path.stat().st_mtime_ns for path in folder(desk).iterdir()}
    assert {name for name in stamps if stamps[name] != again[name]} <= {"manifest.json"}


def test_the_manifest_tells_what_was_written(desk: Desk) -> None:
    written = put(desk, whole_office(1))
    told = json.loads((folder(desk) / "manifest.json").read_text("utf-8"))
    assert {each["file"]: each["sha256"] for each in told["documents"]} == {
        name: document.digest for name, document in written.items()
    }


def test_what_a_person_filled_in_is_kept(desk: Desk) -> None:
    put(desk, inspection(of_branch(cells=[cell(month=3)])))
    (folder(desk) / MENDED).write_bytes(b"filled in by hand")
    second = put(desk, inspection(of_branch(cells=[cell(month=4)])))[MENDED]
    assert (folder(desk) / MENDED).read_bytes() == b"filled in by hand"
    assert (second.edited, second.beside) == (True, f"{YEAR}/迎检/问题整改清单(系统新版).docx")
    third = put(desk, inspection(of_branch(cells=[cell(month=5)])))[MENDED]
    assert third.beside == second.beside
    assert "5月" in says(desk, "问题整改清单(系统新版).docx")
    assert {name for name in there(desk) if name.startswith("问题")} == {MENDED, "问题整改清单(系统新版).docx"}


def test_a_change_made_to_the_very_same_content_stands_alone(desk: Desk) -> None:
    told = inspection(of_branch(cells=[cell()]))
    put(desk, told)
    (folder(desk) / MENDED).write_bytes(b"filled in by hand")
    assert (put(desk, told)[MENDED].edited, put(desk, told)[MENDED].beside) == (True, "")
    assert "问题整改清单(系统新版).docx" not in there(desk)


def test_the_notice_of_an_office_that_is_no_more_goes_to_the_bin(desk: Desk) -> None:
    put(desk, inspection(of_branch("甲", office="旧总支")))
    put(desk, inspection(of_branch("甲", office="新总支")))
    assert {name for name in there(desk) if name.startswith("通报")} == {"通报 新总支.docx"}
    assert [path.name for path in desk.workspace.bin.rglob("通报*")] == ["通报 旧总支.docx"]


@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, lambda path: path.write_bytes(b"{"), lambda path: path.write_text("[]"),
     lambda path: path.write_text('{"documents": [{"file": "../../甲.docx", "sha256": "x"}]}')],
)  # fmt: skip
def test_without_its_manifest_nothing_of_a_person_is_lost(desk: Desk, spoil: Callable[[Path], object]) -> None:
    put(desk, inspection(of_branch(cells=[cell(month=3)])))
    (folder(desk) / MENDED).write_bytes(b"filled in by hand")
    spoil(folder(desk) / "manifest.json")
    put(desk, inspection(of_branch(cells=[cell(month=4)])))
    assert (folder(desk) / MENDED).read_bytes() == b"filled in by hand"


def test_broken_off_between_two_files_it_ends_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What had been renamed already is known as ours, though no manifest tells it."""
    put(desk, whole_office(2))
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.packet.publish.by_manifest._manifest", _stop)
        with pytest.raises(KeyboardInterrupt):
            put(desk, whole_office(3))
    put(desk, whole_office(4))
    after = there(desk)
    assert not [name for name in after if "系统新版" in name]
    assert after["问题整改清单.docx"] == _fresh(whole_office(4), desk, MENDED)


def test_what_cannot_be_written_is_told(desk: Desk) -> None:
    folder(desk).parent.mkdir()
    folder(desk).write_text("")
    with pytest.raises(SetupError) as caught:
        put(desk, whole_office(1))
    assert f"{YEAR}/迎检" in caught.value.message


def _stop(*_: object) -> bytes:
    raise KeyboardInterrupt


def _fresh(told: Inspection, desk: Desk, name: str) -> bytes:
    for path in folder(desk).iterdir():
        path.unlink()
    put(desk, told)
    return there(desk)[name]


def test_a_template_that_does_not_fit_leaves_all_as_it_was(desk: Desk) -> None:
    put(desk, whole_office(1))
    before = there(desk)
    (desk.workspace.templates / "迎检通报.docx").unlink()
    (desk.workspace.templates / MENDED).unlink()
    with pytest.raises(TemplateError) as caught:
        put(desk, whole_office(2))
    assert "迎检通报.docx" in caught.value.message
    assert MENDED in caught.value.message
    assert there(desk) == before
