"""A form that comes again supersedes what it corrects, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, outbox_of, plan, registration, sign_in, text_of
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def packets(desk: Desk) -> set[str]:
    """Every packet's folder below the outbox."""
    return {path.rpartition("/")[0] for path in outbox_of(desk) if path.endswith("/manifest.json")}


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
