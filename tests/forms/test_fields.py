"""Where a field stands: beside, below or behind its label, in the title, above the table, in the folder's name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import BRANCH, codes, dues, fields_of, plan, read_form, record_of, registration, roster, sign_in, talk

from pipeline.model.values import BLANK, Month

DAY = dt.date(2026, 3, 20)
ROWS = [["序号", "姓名", "签到"], [1, "冯伟", "√"]]


def test_below_the_label(tmp_path: Path) -> None:
    grid = [["签到表"], ["支部", "活动日期", "活动主题"], [BRANCH, "2026-03-20", "学党章"], *ROWS]
    assert fields_of(record_of(read_form(tmp_path, grid))) == {
        "支部": (BRANCH, "A3"),
        "活动日期": (DAY, "B3"),
        "活动主题": ("学党章", "C3"),
    }


def test_behind_the_label_in_one_cell_and_several_in_one(tmp_path: Path) -> None:
    grid = [["签到表"], [f"支部：{BRANCH}      活动日期：2026年3月20日"], ["活动主题:学党章"], *ROWS]
    assert fields_of(record_of(read_form(tmp_path, grid))) == {
        "支部": (BRANCH, "A2"),
        "活动日期": (DAY, "A2"),
        "活动主题": ("学党章", "A3"),
    }


def test_merged_labels_and_values(tmp_path: Path) -> None:
    grid = [
        ["签到表"],
        ["支部", None, BRANCH, None],
        ["活动日期", None, "2026.3.20", None],
        ["活动主题", None, "学党章"],
        *ROWS,
    ]
    record = record_of(read_form(tmp_path, grid, ["A1:D1", "A2:B2", "C2:D2", "A3:B3", "C3:D3", "A4:B4"]))
    assert fields_of(record)["活动日期"] == (DAY, "C3")


def test_a_label_merged_over_several_lines_of_text(tmp_path: Path) -> None:
    grid = [*registration(), ["会议记录", "冯伟：第一项。"], [None, "沈一鸣：第二项。"], [None, "散会。"]]
    record = record_of(read_form(tmp_path, grid, ["A7:A9"]))
    assert fields_of(record)["会议记录"] == ("冯伟：第一项。\n沈一鸣：第二项。\n散会。", "B7")


def test_day_and_hours_in_one_cell(tmp_path: Path) -> None:
    fields = fields_of(record_of(read_form(tmp_path, registration(date="2026年3月20日 14:30—17:30"))))
    assert fields["活动日期"] == (DAY, "B3")
    assert fields["开始时间"] == (dt.time(14, 30), "B3")
    assert fields["结束时间"] == (dt.time(17, 30), "B3")


def test_the_same_label_twice_belongs_to_the_person_before_it(tmp_path: Path) -> None:
    grid = [
        *talk()[:4],
        ["谈话人", "冯伟", "职务", "书记"],
        ["谈话对象", "姜淑芬", "职务", "党员"],
        ["谈话主题", "年度谈话"],
        ["谈话内容", "谈了学习"],
    ]
    fields = fields_of(record_of(read_form(tmp_path, grid)))
    assert fields["谈话人职务"] == ("书记", "D5")
    assert fields["谈话对象职务"] == ("党员", "D6")


def test_the_second_of_two_equal_labels_alone(tmp_path: Path) -> None:
    grid = [*talk()[:4], ["谈话人", "冯伟"], ["谈话对象", "姜淑芬", "职务", "党员"], *talk()[6:]]
    record = record_of(read_form(tmp_path, grid))
    assert record.value("谈话人职务") is BLANK
    assert record.value("谈话对象职务") == "党员"


PAIRED: dict[str, tuple[list[list[str]], str, str]] = {
    "all in one cell": ([["谈话人：冯伟 职务：书记 谈话对象：姜淑芬 职务：党员"]], "A4", "A4"),
    "a cell each": ([["谈话人：冯伟 职务：书记"], ["谈话对象：姜淑芬 职务：党员"]], "A4", "A5"),
    "beside": ([["谈话人：冯伟", "职务：书记", "谈话对象：姜淑芬", "职务：党员"]], "B4", "D4"),
    "below": ([["谈话人：冯伟", "谈话对象：姜淑芬"], ["职务：书记", "职务：党员"]], "A5", "B5"),
    "behind a person beside a label": (
        [["谈话人", "冯伟", "职务：书记"], ["谈话对象", "姜淑芬", "职务：党员"]],
        "C4",
        "C5",
    ),
}


@pytest.mark.parametrize("case", PAIRED)
def test_a_label_behind_two_people_in_cells_with_their_names(tmp_path: Path, case: str) -> None:
    lines, first, second = PAIRED[case]
    grid = [*talk()[:3], *lines, ["谈话地点", "203室"], ["谈话主题", "年度谈话"], ["谈话内容", "谈了学习"]]
    fields = fields_of(record_of(read_form(tmp_path, grid)))
    assert (fields["谈话人职务"], fields["谈话对象职务"]) == (("书记", first), ("党员", second))


def test_one_of_two_people_has_a_post(tmp_path: Path) -> None:
    grid = [*talk()[:4], ["谈话人：冯伟"], ["谈话对象：姜淑芬 职务：党员"], *talk()[6:]]
    record = record_of(read_form(tmp_path, grid))
    assert (record.value("谈话人职务"), record.value("谈话对象职务")) == (BLANK, "党员")


LEFT = {
    "a post twice": ("谈话人：冯伟 职务：书记 职务：党员", "职务：党员"),
    "a person twice": ("谈话人：冯伟 谈话人：沈一鸣", "谈话人：沈一鸣"),
    "a day that is told above": ("谈话人：冯伟 谈话日期：2026-03-15", "谈话日期：2026-03-15"),
    "a label of no field": ("谈话人：冯伟    电话：13900000000", "电话：13900000000"),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_is_told_twice_in_a_cell_is_not_passed_over(tmp_path: Path, case: str) -> None:
    line, left = LEFT[case]
    grid = [*talk()[:4], [line], *talk()[5:]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("cell-unread", "A5")]
    assert left in reading.all_problems()[0].message
    assert [each.record is not None for each in reading.readings] == [True]


@pytest.mark.parametrize(
    "line", ["谈话人：冯伟 谈话人：冯伟", "谈话人：冯伟    审核人：沈一鸣", "谈话人：冯伟  职务：  职务："]
)
def test_what_says_nothing_new_is_not_told(tmp_path: Path, line: str) -> None:
    assert codes(read_form(tmp_path, [*talk()[:4], [line], *talk()[5:]])) == []


def test_month_in_the_title(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, dues(month="2026年3月")))
    assert fields_of(record)["月份"] == (Month(2026, 3), "A1")


def test_month_in_the_sheets_name_and_year_in_the_title(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, {"三月": dues(month="2026年度")}))
    assert fields_of(record)["月份"] == (Month(2026, 3), "")


def test_year_in_the_title_for_a_day_without_one(tmp_path: Path) -> None:
    grid = [["2026年党员签到表"], *sign_in(date="3月20日")[1:]]
    assert fields_of(record_of(read_form(tmp_path, grid)))["活动日期"] == (DAY, "B3")


def test_year_in_the_title_for_the_months_of_a_plan(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, plan()))
    assert record.value("年度") == 2026
    assert record.rows("安排")[0]["月份"].value == Month(2026, 3)


def test_branch_in_the_title(tmp_path: Path) -> None:
    grid = [["2026年3月机关第一党支部党费收缴表"], *dues()[2:]]
    assert fields_of(record_of(read_form(tmp_path, grid, branch="")))["支部"] == (BRANCH, "A1")


@pytest.mark.parametrize("title", ["各党支部党员花名册", "本支部党员花名册", "党支部党员花名册"])
def test_a_title_that_names_no_branch_leaves_it_to_the_folder(tmp_path: Path, title: str) -> None:
    record = record_of(read_form(tmp_path, [[title], *roster()[2:]]))
    assert (record.value("支部"), record.fields["支部"].origin.cell) == (BRANCH, "")


def test_the_sheet_wins_over_the_folder(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, sign_in(branch="机关第二党支部"), branch=BRANCH))
    assert record.value("支部") == "机关第二党支部"


def test_no_branch_anywhere(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, roster()[:1] + roster()[2:], branch="")) == [("field-missing", "A1")]


def test_lines_without_label_under_the_title(tmp_path: Path) -> None:
    grid = [["党费收缴表"], ["（2026年3月）"], [BRANCH], *dues()[2:]]
    fields = fields_of(record_of(read_form(tmp_path, grid, branch="")))
    assert fields == {"支部": (BRANCH, "A3"), "月份": (Month(2026, 3), "A2")}


def test_a_day_without_label_above_the_table(tmp_path: Path) -> None:
    grid = [["党员花名册"], ["支部", BRANCH, None, "2026年1月5日"], *roster()[2:]]
    assert fields_of(record_of(read_form(tmp_path, grid)))["填报日期"] == (dt.date(2026, 1, 5), "D2")


def test_the_unit_of_money_is_no_branch(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["单位：元"], *dues()[2:]]
    assert record_of(read_form(tmp_path, grid)).value("支部") == BRANCH


def test_counts_in_a_sentence(tmp_path: Path) -> None:
    grid = [*sign_in(), ["应到 17 人，实到 15 人，请假2人。"]]
    fields = fields_of(record_of(read_form(tmp_path, grid)))
    assert {name: fields[name] for name in ("应到人数", "实到人数", "请假人数")} == {
        "应到人数": (17, "A8"),
        "实到人数": (15, "A8"),
        "请假人数": (2, "A8"),
    }


def test_declared_default_has_no_cell(tmp_path: Path) -> None:
    held = record_of(read_form(tmp_path, registration())).fields["活动类型"]
    assert (held.value, held.origin.cell) == (("主题党日",), "")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("是", True),
        ("√", True),
        ("否", False),
        ("☑是 ☐否", True),
        ("是□ 否√", False),
        ("□是　■否", False),
        ("是√ 否", True),
        ("是 否√", False),
    ],
)
def test_yes_and_no_and_boxes_to_tick(tmp_path: Path, written: str, value: bool) -> None:
    assert record_of(read_form(tmp_path, registration(集中学习=written))).value("集中学习") is value


def test_boxes_with_several_ticked(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, registration(活动类型="☑主题党日 ☑党课 □党员大会 □支委会")))
    assert record.value("活动类型") == ("主题党日", "党课")


@pytest.mark.parametrize("written", ["是√ 否√", "是 √ 否", "是√否"])
def test_a_tick_that_may_be_of_either_is_not_guessed(tmp_path: Path, written: str) -> None:
    assert codes(read_form(tmp_path, registration(重温入党誓词=written))) == [("yes-no-unreadable", "B7")]


@pytest.mark.parametrize("written", ["☐是 ☐否", "☑是 ☑否"])
def test_boxes_that_say_nothing(tmp_path: Path, written: str) -> None:
    reading = read_form(tmp_path, registration(重温入党誓词=written))
    assert codes(reading) in ([("yes-no-unreadable", "B7")], [("yes-no-missing", "B7")])


@pytest.mark.parametrize("theme", ['学习 A<B & "R&D" 案例', "䶮㛃𬱖𬀩𫖯 五位同志", "第一行\n第二行", "{{ 姓名 }} ${x}"])
def test_text_in_equals_text_out(tmp_path: Path, theme: str) -> None:
    held = record_of(read_form(tmp_path, registration(theme=theme))).fields["活动主题"]
    assert (held.value, held.written, held.origin.cell) == (theme, theme, "B5")


def test_rare_names_are_names(tmp_path: Path) -> None:
    rows = [("赵䶮", "√"), ("钱㛃", "√"), ("孙𬱖", "√"), ("李𬀩", "√"), ("周𫖯", "√"), ("买买提·艾力", "√")]
    record = record_of(read_form(tmp_path, sign_in(rows)))
    assert [row["姓名"].value for row in record.rows("签到")] == [name for name, _ in rows]


def test_every_value_knows_file_sheet_and_cell(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, {"三月": sign_in()}))
    held = record.rows("签到")[1]["姓名"]
    assert str(held.origin) == "表.xlsx 三月 B7"
    assert {value.origin.file for value in record.fields.values()} == {"表.xlsx"}
    assert {value.origin.sheet for value in record.fields.values() if value.written} == {"三月"}


def test_a_row_of_labels_over_empty_cells(tmp_path: Path) -> None:
    grid = [["签到表"], ["支部", "活动日期", "活动主题"], [], *ROWS]
    assert codes(read_form(tmp_path, grid)) == [("field-empty", "B3")]


def test_a_date_whose_blanks_were_left_unfilled(tmp_path: Path) -> None:
    grid = [["党员花名册"], ["支部", BRANCH, "填报日期：    年   月   日"], *roster()[2:]]
    assert record_of(read_form(tmp_path, grid)).value("填报日期") is BLANK
    assert codes(read_form(tmp_path, sign_in(date="  年 月 日"))) == [("field-empty", "B3")]


def test_all_of_a_form_in_sentences(tmp_path: Path) -> None:
    head = f"支部：{BRANCH}  活动日期：2026-03-20  活动地点：会议室"
    grid = [["活动登记表"], [head], ["活动主题：学党章   主持人：冯伟"], ["会议记录：\n冯伟：开会。\n时间：三点"]]
    fields = fields_of(record_of(read_form(tmp_path, grid)))
    assert fields["主持人"] == ("冯伟", "A3")
    assert fields["会议记录"] == ("冯伟：开会。\n时间：三点", "A4")


def test_the_day_of_signing_is_no_part_of_the_name(tmp_path: Path) -> None:
    grid = [*dues(), ["收款人：冯伟      2026年3月20日"]]
    assert fields_of(record_of(read_form(tmp_path, grid)))["收款人"] == ("冯伟", "A5")


def test_a_sign_in_sheet_without_a_theme(tmp_path: Path) -> None:
    grid = [*sign_in()[:3], *sign_in()[4:]]
    assert record_of(read_form(tmp_path, grid)).value("活动主题") is BLANK


def test_who_took_part_stands_beside_other_labels(tmp_path: Path) -> None:
    grid = [*registration()[:5], ["参会人员：全体党员    主持人：冯伟"], ["主要内容：\n学习：党章"]]
    fields = fields_of(record_of(read_form(tmp_path, grid)))
    assert fields["参加人员"] == ("全体党员", "A6")
    assert fields["主持人"] == ("冯伟", "A6")
    assert fields["活动内容"] == ("学习：党章", "A7")


@pytest.mark.parametrize(
    ("label", "field"),
    [("活动成效", "活动小结"), ("出席人员", "参加人员"), ("活动情况", "活动内容"), ("活动过程", "活动内容")],
)
def test_other_labels_of_an_activity_form(tmp_path: Path, label: str, field: str) -> None:
    assert record_of(read_form(tmp_path, registration(**{label: "大家都来了"}))).value(field) == "大家都来了"


def test_the_year_in_a_heading_that_no_mapping_knows(tmp_path: Path) -> None:
    grid = [["2026年党建工作一览"], *plan()[1:]]
    assert record_of(read_form(tmp_path, grid)).value("年度") == 2026


def test_nothing_is_an_answer_in_a_text(tmp_path: Path) -> None:
    grid = [*talk(), ["意见建议", "无"], ["后续措施", "/"]]
    record = record_of(read_form(tmp_path, grid))
    assert (record.value("意见建议"), record.value("后续措施")) == ("无", BLANK)


def test_no_photos(tmp_path: Path) -> None:
    grid = [*registration(), ["序号", "文件名", "说明"], [1, "无", ""]]
    assert record_of(read_form(tmp_path, grid)).rows("照片") == ()
