"""The page's data, as its script reads it: the matrix, what each cell tells, and names that would break a page."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from inspecting import HOSTILE, cell, filed, finding, inspection, of_branch, whole_office

from pipeline.inspection.inspection import Inspection, Link
from pipeline.inspection.page import page
from pipeline.mapping.rules.parts import Layer
from pipeline.rules.standing import Standing

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def data_of(told: Inspection) -> Any:
    found = DATA.search(page(told).decode())
    assert found
    return json.loads(found[1])


def cells_of(told: Inspection) -> list[dict[str, Any]]:
    """By name, of all branches."""
    data = data_of(told)
    return [_named(numbers, data) for branch in data["branches"] for numbers in branch["cells"]]


def _named(numbers: list[int], data: Any) -> dict[str, Any]:
    column, slot, label, standing, *rest = numbers
    due, about, basis, layer, wants, missing, *found = (data["texts"][number] for number in rest)
    return {
        "rule": data["columns"][column][0], "slot": slot, "label": data["texts"][label],
        "standing": data["standings"][standing][0], "due": due, "about": about, "basis": basis, "layer": layer,
        "wants": wants, "missing": missing, "found": found,
    }  # fmt: skip


def test_a_cell_tells_what_was_found_and_where() -> None:
    met = cell(standing=Standing.LATE, month=3, found=(filed("甲支部", 3), Link("公示栏照片")))
    (told,) = cells_of(inspection(of_branch(cells=[met])))
    assert told == {
        "rule": "主题党日", "slot": 0, "label": "3月", "standing": "迟", "due": "2026-03-28",
        "about": "主题党日每月一次",
        "basis": "支部工作条例 第十六条", "layer": "全国规定", "wants": "", "missing": "",
        "found": ["会议记录", "2026/甲支部/2026-03-20 学党章", "05 会议记录.docx", "公示栏照片", "", ""],
    }  # fmt: skip


def test_a_gap_tells_what_would_fill_it() -> None:
    (told,) = cells_of(inspection(of_branch(cells=[cell(missing=("签到表", "会议记录"), layer=Layer.UNIT, due=None)])))
    assert (told["standing"], told["wants"], told["missing"]) == ("缺", "活动登记表", "签到表、会议记录")
    assert (told["layer"], told["due"]) == ("本单位规定", "")


def test_the_slots_of_a_column_are_by_time_and_of_all_branches() -> None:
    first = of_branch("甲", [cell(month=3), cell(month=1), cell("党员大会", label="第二季度", month=4)])
    second = of_branch("乙", [cell(month=2), cell("党员大会", label="第一季度", month=1)])
    data = data_of(inspection(first, second))
    assert data["columns"] == [
        ["主题党日", ["1月", "2月", "3月"], ["1", "2", "3"]],
        ["党员大会", ["第一季度", "第二季度"], ["一", "二"]],
    ]
    assert [numbers[1] for branch in data["branches"] for numbers in branch["cells"]] == [2, 0, 1, 1, 0]


@pytest.mark.parametrize(
    ("label", "sign"),
    [("12月", "12"), ("第四季度", "四"), ("上半年", "上"), ("全年", "年"), ("2027年", "年"), ("2026年第一季度", "一"),
     ("1—2月", "1"), ("2026-03-20", "·")],
)  # fmt: skip
def test_what_stands_over_a_slot(label: str, sign: str) -> None:
    assert data_of(inspection(of_branch(cells=[cell(label=label)])))["columns"][0][2] == [sign]


def test_what_is_asked_of_each_activity_stands_in_its_month() -> None:
    days = [dt.date(2026, 5, 8), dt.date(2026, 5, 20)]
    cells = [cell("记录", label=f"{day} 主题党日", first=day, is_event=True) for day in days]
    told = cells_of(inspection(of_branch(cells=cells)))
    assert [(each["slot"], each["label"]) for each in told] == [(4, "2026-05-08 主题党日"), (4, "2026-05-20 主题党日")]


def test_of_several_in_one_slot_the_gravest_is_shown() -> None:
    data = data_of(inspection())
    assert [data["standings"][number][0] for number in data["gravest"]] == ["缺", "迟", "未", "有", "—"]


def test_a_finding_leads_to_its_packet() -> None:
    data = data_of(inspection(of_branch(findings=[finding(basis="条例"), finding(day=None, path="")])))
    told = [[data["texts"][number] for number in numbers] for numbers in data["branches"][0]["findings"]]
    packet = "2026/甲支部/2026-03-20 学党章"
    said = ["请核对", "实到人数与签到不一致", "活动登记表.xlsx Sheet1 B5", "请核对签到表"]
    assert told == [["2026-03-20", *said, "条例", packet], ["", *said, "", ""]]


def test_no_text_ends_the_script_or_becomes_markup() -> None:
    hostile = of_branch(HOSTILE, [cell(wants=HOSTILE)], [finding(HOSTILE)], office=HOSTILE)
    told = inspection(hostile)
    content = page(told).decode()
    assert content.count("</script>") == 2  # the data's and the program's
    assert "<b>&" not in content
    branch = data_of(told)["branches"][0]
    assert (branch["name"], branch["office"]) == (HOSTILE, HOSTILE)
    assert cells_of(told)[0]["wants"] == HOSTILE


def test_a_file_name_that_is_no_utf8_survives() -> None:
    data = data_of(inspection(of_branch(findings=[finding(places="\udcff.xlsx")])))
    assert "\udcff.xlsx" in data["texts"]


def test_nothing_comes_from_the_network() -> None:
    content = page(whole_office(2)).decode()
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|url\(""", content)


def test_no_branch_at_all() -> None:
    assert data_of(inspection())["branches"] == []


def test_two_hundred_branches_stay_small() -> None:
    told = whole_office(200)
    content = page(told)
    assert len(content) < 2_000_000
    assert sum(len(branch["cells"]) for branch in data_of(told)["branches"]) == 200 * 87


def test_the_same_inspection_gives_the_same_page() -> None:
    assert page(whole_office(3)) == page(whole_office(3))
