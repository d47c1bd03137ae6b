"""迎检清单.xlsx: counts, cells, findings and gaps, each on its sheet."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

from inspecting import HOSTILE, cell, filed, finding, inspection, of_branch, whole_office
from openpyxl import Workbook, load_workbook

from pipeline.inspection.inspection import Inspection
from pipeline.inspection.listing import listing
from pipeline.model.problem import Severity
from pipeline.rules.standing import Standing


def book_of(told: Inspection) -> Workbook:
    return load_workbook(io.BytesIO(listing(told)))


def rows_of(told: Inspection, sheet: str) -> list[dict[str, Any]]:
    head, *rows = book_of(told)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_counts_of_a_branch() -> None:
    cells = [
        cell(standing=Standing.MET, month=1), cell(standing=Standing.LATE, month=2), cell(month=3),
        cell(standing=Standing.NOT_YET, month=12), cell("支委会", Standing.NOT_APPLICABLE), cell("党课", Standing.MET),
    ]  # fmt: skip
    told = inspection(of_branch("甲", cells, [finding()]), of_branch("乙"))
    first, second = rows_of(told, "汇总")
    assert first == {
        "党支部": "甲", "应有": 4, "有": 2, "迟": 1, "缺": 1, "未到期": 1, "不适用": 1, "问题": 1,
        "主题党日": "2/3", "支委会": "不适用", "党课": "1/1",
    }  # fmt: skip
    assert second == dict.fromkeys(first, None) | {"党支部": "乙"} | dict.fromkeys(list(first)[1:8], 0)


def test_points_where_rules_give_any() -> None:
    told = inspection(of_branch("甲", score=Decimal("97.5")), of_branch("乙"))
    assert [row["得分"] for row in rows_of(told, "汇总")] == [97.5, None]


def test_offices_where_branches_are_grouped() -> None:
    told = inspection(of_branch("甲", [cell()], [finding()], office="机关党总支"), of_branch("乙"))
    for sheet in ("汇总", "要求清单", "问题清单", "缺项"):
        assert rows_of(told, sheet)[0]["上级党组织"] == "机关党总支"


def test_every_cell_with_a_link_to_what_was_found() -> None:
    met = cell(standing=Standing.MET, month=3, found=(filed("甲", 3), filed("甲", 3, "03 签到表.docx")))
    told = inspection(of_branch("甲", [met, cell(month=4, due=None)]))
    first, second = rows_of(told, "要求清单")
    assert (first["要求"], first["时段"], first["情况"]) == ("主题党日", "3月", "有")
    assert (first["最迟"], first["找到的"], first["依据"]) == (
        dt.datetime(2026, 3, 28), "会议记录、签到表", "支部工作条例 第十六条",
    )  # fmt: skip
    assert (second["情况"], second["最迟"], second["请报送"]) == ("缺", None, "活动登记表")
    link = book_of(told)["要求清单"]["F2"].hyperlink
    assert link.target == "../../2026/甲/2026-03-20%20学党章/05%20会议记录.docx"


def test_findings() -> None:
    stops = finding("一张照片用在两次活动里", severity=Severity.STOPS, day=None, path="", basis="常理")
    told = inspection(of_branch("甲支部", findings=[finding(), stops]))
    first, second = rows_of(told, "问题清单")
    assert (first["日期"], first["轻重"], first["问题"]) == (dt.datetime(2026, 3, 20), "请核对", "实到人数与签到不一致")
    assert (second["日期"], second["轻重"], second["依据"], second["材料包"]) == (None, "要改", "常理", None)
    assert book_of(told)["问题清单"]["H2"].hyperlink.target == "../../2026/甲支部/2026-03-20%20学党章"


def test_gaps_alone() -> None:
    cells = [cell(standing=Standing.MET, month=1), cell(month=2, missing=("签到表",)), cell(standing=Standing.LATE)]
    (gap,) = rows_of(inspection(of_branch(cells=cells)), "缺项")
    assert (gap["时段"], gap["还缺"], gap["请报送"]) == ("2月", "签到表", "活动登记表")


def test_what_looks_like_a_formula_is_a_text() -> None:
    told = inspection(of_branch(HOSTILE, [cell("=1+1", label="@SUM(A1)")], [finding("=HYPERLINK()")]))
    book = book_of(told)
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {HOSTILE, "=1+1", "@SUM(A1)", "=HYPERLINK()"} <= set(values)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_an_office_without_branches_has_heads_only() -> None:
    book = book_of(inspection())
    assert book.sheetnames == ["汇总", "要求清单", "问题清单", "缺项"]
    assert [sheet.max_row for sheet in book] == [1, 1, 1, 1]


def test_two_hundred_branches() -> None:
    book = book_of(whole_office(200))
    assert [sheet.max_row for sheet in book] == [201, 17401, 81, 629]


def test_the_same_inspection_gives_the_same_bytes() -> None:
    assert listing(whole_office(3)) == listing(whole_office(3))
