"""Documents follow whatever they are made with, and a fault stays where it is."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, make_template, outbox_of, plan, registration, sign_in, talk, text_of
from core import make_core_desk

from pipeline.flow.ingest import ingest
from pipeline.flow.turn import Busy, turn

PACKET = f"2026/{BRANCH}/2026-03-20 学党章"


def test_an_edited_template_is_applied_at_the_next_run(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, talk())
    ingest(desk)
    make_template(desk.workspace.templates / "谈心谈话记录.docx", "新的样子 {{ 谈话人 }}")
    assert ingest(desk).published
    (document,) = desk.workspace.outbox.rglob("*谈心谈话记录.docx")
    assert text_of(document) == "新的样子 冯伟"
    assert not ingest(desk).published


def test_a_deleted_document_comes_back(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration())
    ingest(desk)
    before = outbox_of(desk)
    (desk.workspace.outbox / PACKET / "03 会议记录.docx").unlink()
    ingest(desk)
    assert outbox_of(desk) == before


@pytest.mark.parametrize(
    ("was", "instead", "day"),
    [("[checks]", "[theme_day]\nday = 12\n\n[checks]", "12"), (', "每月20日"]', "]", "01")],
)
def test_another_theme_day_moves_the_planned_packet(was: str, instead: str, day: str, tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, plan((("5月", "学", "", ""),)))
    ingest(desk)
    desk.close()
    settings = tmp_path / "dangan.toml"
    settings.write_text(settings.read_text("utf-8").replace(was, instead), "utf-8")
    desk = make_core_desk(tmp_path)
    ingest(desk)
    assert [path.name for path in (desk.workspace.outbox / "2026" / BRANCH).iterdir()] == [f"2026-05-{day} 学"]


def test_a_template_that_fails_holds_up_only_its_packets(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    (desk.workspace.templates / "活动方案.docx").unlink()
    drop(desk, {"谈话": talk(), "登记": registration()})
    report = ingest(desk)
    assert [failure.exit_code for failure in report.failures] == [2]
    assert [entry.packet for entry in report.published] == ["谈心谈话"]
    assert len(desk.ledger.failures()) == 1
    make_template(desk.workspace.templates / "活动方案.docx", "{{ 活动主题 }}")
    assert [entry.packet for entry in ingest(desk).published] == ["主题党日"]
    assert desk.ledger.failures() == []


def test_other_records_after_a_broken_off_run_are_no_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(活动小结="一"))
    ingest(desk)
    written: list[Path] = []
    renamed = os.replace

    def breaks_off(aside: str | Path, target: str | Path) -> None:
        if Path(target).suffix == ".docx":
            if len(written) == 2:
                raise PermissionError(13, "in use", str(target))
            written.append(Path(target))
        renamed(aside, target)

    drop(desk, registration(活动小结="二", 主持人="姜淑芬", 记录人="冯伟"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", breaks_off)
        assert ingest(desk).failures
    assert len(written) == 2
    drop(desk, registration(活动小结="三", 主持人="沈一鸣"))
    ingest(desk)
    assert not [path for path in outbox_of(desk) if "系统新版" in path]
    assert "沈一鸣" in text_of(desk.workspace.outbox / PACKET / "03 会议记录.docx")


def test_an_edit_that_stays_behind_is_told(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration())
    ingest(desk)
    edited = desk.workspace.outbox / PACKET / "03 会议记录.docx"
    make_template(edited, "我的改动")
    drop(desk, registration(theme="义务植树"))
    ingest(desk)
    assert text_of(edited) == "我的改动"
    assert [problem.code for problem in desk.ledger.loose()[BRANCH]] == ["left-behind"]
    edited.unlink()
    drop(desk, dues())
    ingest(desk)
    assert desk.ledger.loose()[BRANCH] == ()


def test_three_plans_of_a_month_have_three_folders(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, plan((("5月", "学", "甲", ""), ("5月", "学", "乙", ""), ("5月", "学", "丙", ""))))
    ingest(desk)
    texts = [text_of(path) for path in desk.workspace.outbox.rglob("01 活动方案.docx")]
    assert sorted(word for text in texts for word in "甲乙丙" if word in text) == sorted("甲乙丙")
    assert not ingest(desk).published


def test_one_process_at_a_time(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, sign_in())
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with turn(desk, 5):
            inside.set()
            leave.wait(5)

    thread = threading.Thread(target=other)
    thread.start()
    inside.wait(5)
    with pytest.raises(Busy), turn(desk, 0.05):
        pass
    leave.set()
    thread.join()
    with turn(desk, 5):
        assert ingest(desk).published
