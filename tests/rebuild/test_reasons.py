"""Why a document is made again: each kind of change, told before anything is written, and kept with the document."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_form, make_photo, plan, registration, sign_in
from core import make_core_desk
from docx import Document
from rebuilds import codes_of, enter, foreseen, redone, reopened, why

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.packet.reasons.reasons import reasons_from

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"
SIGN_IN, MINUTES = "签到表.docx", "会议记录.docx"
PEOPLE = [(name, "√") for name in ("冯伟", "姜淑芬", "沈一鸣", "韩梅", "杨光", "朱明", "秦岭", "尤勇", "许静")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_core_desk(tmp_path / "ws")
    drop(desk, [*registration(会议记录="一"), ["照片"], ["序号", "文件名"], [1, "合影.jpg"]], "登记.xlsx")
    drop(desk, sign_in(PEOPLE), "签到.xlsx")
    ingest(desk)
    return desk


def test_nothing_changed_nothing_to_do(desk: Desk) -> None:
    assert foreseen(desk).done == []
    assert foreseen(desk).kept == len(desk.ledger.laid(2026))


def test_a_row_of_a_form_that_was_sent_again(desk: Desk) -> None:
    drop(desk, sign_in([*PEOPLE[:6], ("秦岭", "请假", "出差"), *PEOPLE[7:]]), "签到.xlsx")
    enter(desk)
    assert why(foreseen(desk), SIGN_IN) == [("record", "签到表 第12行 改了")]


def test_rows_that_came_and_went(desk: Desk) -> None:
    drop(desk, sign_in([PEOPLE[0], ("新来的", "√"), *PEOPLE[1:-1]]), "签到.xlsx")
    enter(desk)
    assert why(foreseen(desk), SIGN_IN) == [("record", "签到表 第7行 新增、原第14行 删去")]


def test_rows_in_another_order(desk: Desk) -> None:
    drop(desk, sign_in(PEOPLE[::-1]), "签到.xlsx")
    enter(desk)
    assert why(foreseen(desk), SIGN_IN) == [("record", "签到表 各行换了次序")]


def test_checks_that_the_settings_turn_off(desk: Desk) -> None:
    settings = desk.workspace.root / "dangan.toml"
    settings.write_text(settings.read_text("utf-8").replace("off = []", 'off = ["date-ahead"]'), "utf-8")
    make_template_differ(desk, MINUTES)
    reasons = [text for code, text in why(foreseen(reopened(desk)), MINUTES) if code == "rules"]
    assert reasons == ["核对的项目或 dangan.toml 的 [checks] 改了"]


def test_a_field_of_a_form_that_was_sent_again(desk: Desk) -> None:
    drop(desk, [*registration(会议记录="二"), ["照片"], ["序号", "文件名"], [1, "合影.jpg"]], "登记.xlsx")
    enter(desk)
    told = why(foreseen(desk), MINUTES)
    assert [code for code, _ in told] == ["record"]
    assert re.fullmatch(r"活动登记表 会议记录（B\d+）改了", told[0][1])


def test_an_activity_that_was_planned_and_took_place(tmp_path: Path) -> None:
    """Its documents lie where those of its plan lay."""
    desk = make_core_desk(tmp_path / "planned")
    drop(desk, plan(), "安排.xlsx")
    ingest(desk)
    drop(desk, registration(会议记录="一"), "登记.xlsx")
    enter(desk)
    for document in ("00 材料目录.docx", "01 活动方案.docx"):
        assert ("record", "活动登记表 新报：登记.xlsx") in why(foreseen(desk), document)


def test_a_form_that_came_later_makes_new_documents(desk: Desk) -> None:
    drop(desk, plan(), "安排.xlsx")
    enter(desk)
    assert {"new", "record"} <= codes_of(foreseen(desk))


def test_a_template(desk: Desk) -> None:
    make_template_differ(desk, MINUTES)
    told = foreseen(desk)
    assert why(told, MINUTES) == [("template", "模板 会议记录.docx 改了")]
    assert {one.path.rpartition("/")[2][3:] for one in told.done} == {MINUTES}


def test_a_mapping(desk: Desk) -> None:
    path = desk.workspace.mappings / "packets" / "1主题党日.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("02 签到表", "02 签到名单"), encoding="utf-8")
    told = foreseen(reopened(desk))
    assert ("mapping", "映射 主题党日 改了") in why(told, "材料目录.docx")
    assert why(told, "签到名单.docx")[0] == ("new", "新的材料")
    assert why(told, SIGN_IN) == [("lapsed", "不再有这份材料"), ("mapping", "映射 主题党日 改了")]


def test_a_comment_in_a_mapping_makes_no_document_anew(desk: Desk) -> None:
    path = desk.workspace.mappings / "forms" / "签到表.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# 说明\n", encoding="utf-8")
    assert foreseen(reopened(desk)).done == []


def test_rules(desk: Desk) -> None:
    drop(desk, registration(date="2026-04-10", theme="学党史"), "四月.xlsx")
    ingest(desk)
    path = desk.workspace.mappings / "rules" / "每月20日.yaml"
    path.write_text(re.sub(r"within_days: 7\b", "within_days: 15", path.read_text(encoding="utf-8")), encoding="utf-8")
    told = foreseen(reopened(desk))
    assert "rules" in codes_of(told)
    assert any("每月20日" in str(reason) for one in told.done for reason in one.why)


def test_the_program(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pipeline.packet.reasons.making", "pipeline.flow.assembly.prepare", "pipeline.flow.assembly.behind"):
        monkeypatch.setattr(f"{module}.program", lambda: "dangan 9.9")
    told = foreseen(desk)
    ((code, text),) = why(told, MINUTES)
    assert code == "program"
    assert text.endswith("→ 9.9")
    assert {one.path for one in told.done} == {
        each.path for each in desk.ledger.laid(2026) if each.path.endswith(".docx")
    }


def test_a_photo_that_came(desk: Desk) -> None:
    make_photo(desk.workspace.inbox / BRANCH / "合影.jpg")
    enter(desk)
    told = foreseen(desk)
    assert ("photo", "照片 合影.jpg 收到了") in why(told, "活动剪影.docx")
    assert why(told, SIGN_IN) == []


def test_a_file_that_is_gone(desk: Desk) -> None:
    gone = [path for path in (desk.workspace.outbox / FOLDER).iterdir() if path.name.endswith(MINUTES)]
    gone[0].unlink()
    (desk.workspace.outbox / FOLDER / "原始表单" / "签到.xlsx").unlink()
    told = foreseen(desk)
    assert why(told, MINUTES) == why(told, "签到.xlsx") == [("gone", "文件不见了")]
    assert len(told.done) == 2


def test_a_manifest_that_is_gone(desk: Desk) -> None:
    manifest = desk.workspace.outbox / FOLDER / "manifest.json"
    before = manifest.read_bytes()
    manifest.unlink()
    assert [(one.path, [r.code for r in one.why]) for one in redone(desk).done] == [
        (f"{FOLDER}/manifest.json", ["gone"])
    ]
    assert manifest.read_bytes() == before


def test_an_activity_that_moved(desk: Desk) -> None:
    drop(
        desk, [*registration(theme="学党史", 会议记录="一"), ["照片"], ["序号", "文件名"], [1, "合影.jpg"]], "登记.xlsx"
    )
    drop(desk, sign_in(PEOPLE, theme="学党史"), "签到.xlsx")
    enter(desk)
    told = foreseen(desk)
    moved = {one.path: [reason.code for reason in one.why] for one in told.done}
    assert [codes[0] for path, codes in moved.items() if path.startswith(f"{FOLDER}/")] == ["lapsed"] * len(
        desk.ledger.laid(2026)
    )
    assert redone(desk).done == told.done
    assert not (desk.workspace.outbox / FOLDER).exists()
    assert list((desk.workspace.bin / FOLDER).iterdir())


def test_the_reasons_are_kept_with_the_document(desk: Desk) -> None:
    make_template_differ(desk, MINUTES)
    redone(desk)
    (document,) = (
        document
        for entry in desk.ledger.activities()
        for document in entry.documents
        if document.path.endswith(MINUTES)
    )
    assert [str(reason) for reason in reasons_from(document.why)] == ["模板 会议记录.docx 改了"]


def test_time_stamps_are_no_reason(desk: Desk) -> None:
    for path in (*desk.workspace.templates.iterdir(), *(desk.workspace.outbox / FOLDER).iterdir()):
        os.utime(path, (0, 0))
    assert foreseen(desk).done == []


def make_template_differ(desk: Desk, name: str) -> None:
    path = str(desk.workspace.templates / name)
    document = Document(path)
    document.add_paragraph("归档专用")
    document.save(path)


def test_a_workbook_may_be_sent_again_under_another_name(desk: Desk) -> None:
    make_form(desk.workspace.inbox / BRANCH / "签到更正.xlsx", sign_in([*PEOPLE, ("后来的", "√")]))
    enter(desk)
    assert why(foreseen(desk), SIGN_IN) == [("record", "签到表 第15行 新增")]
