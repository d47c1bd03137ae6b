"""Mappings that do not fit together are refused when they are read, with file, line, key and a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REPOSITORY

from pipeline.errors import MappingError
from pipeline.mapping.load import load_mappings

FORMS, PACKETS = "mappings/forms", "mappings/packets"
REGISTRATION, SIGN_IN, DUES, PLAN = (
    f"{FORMS}/{name}.yaml" for name in ("活动登记表", "签到表", "党费收缴表", "年度活动安排表")
)
THEME_DAY = f"{PACKETS}/1主题党日.yaml"


@pytest.mark.parametrize(
    ("file", "was", "instead", "blamed", "key", "words"),
    [
        (SIGN_IN, "role: date, ", "", THEME_DAY, "sources.签到.join", ["role: date", "签到表"]),
        (DUES, "role: month, ", "", THEME_DAY, "sources.党费.join", ["role: month"]),
        (PLAN, "role: month, ", "", THEME_DAY, "sources.安排.join", ["role: month"]),
        (PLAN, "role: branch, ", "", PLAN, "fields", ["role: branch"]),
        (THEME_DAY, "table: 安排,", "table: 安排表,", THEME_DAY, "sources.安排.table", ["是不是 安排？"]),
        (THEME_DAY, "table: 安排,", "", THEME_DAY, "sources.安排", ["table"]),
        (THEME_DAY, "安排主题: 活动主题", "安排主题: 活动题目", THEME_DAY, "names.安排主题", ["是不是 活动主题？"]),
        (THEME_DAY, "名册: 党员}", "名册: 党员名单}", THEME_DAY, "sources.名册.names.名册", ["党员"]),
        (THEME_DAY, "rows: 照片", "rows: 相片", THEME_DAY, "documents.第11项.rows", ["照片"]),
        (THEME_DAY, "field: 活动小结", "field: 活动总结", THEME_DAY, "documents.第12项.field", ["是不是 活动小结？"]),
        (THEME_DAY, "[日期, 出勤]", "[日期, 出勒]", THEME_DAY, "computes.第2项", ["出勒", "是不是 出勤？"]),
        (THEME_DAY, "{活动主题}\"", "{主题}\"", THEME_DAY, "folder", ["{主题}", "是不是 活动主题？"]),
        (THEME_DAY, "{活动主题}\"", "{活动主题\"", THEME_DAY, "folder", ["大括号"]),
        (THEME_DAY, "kinds: [主题党日]", "kinds: [主题党曰]", THEME_DAY, "kinds.第1项", ["是不是 主题党日？"]),
        (THEME_DAY, "kinds: [党课]", "kinds: [党棵]", THEME_DAY, "documents.第8项.kinds.第1项", ["是不是 党课？"]),
        (REGISTRATION, "default: 主题党日", "default: 党日会", REGISTRATION, "活动类型.default", ["党日会"]),
        (REGISTRATION, "小组会: 党小组会", "小组会: 党小組会", REGISTRATION, "synonyms.小组会", ["是不是 党小组会？"]),
        (PLAN, "type: year, ", "type: year, cell: 第三格, ", PLAN, "fields.年度.cell", ["B3"]),
        (REGISTRATION, "instead: [授课题目]", "instead: [授课题]", REGISTRATION, "活动主题.instead", ["授课题目"]),
        (SIGN_IN, "key: [活动日期, 活动主题]", "key: []", SIGN_IN, "in_rows", ["key"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_together(
    tmp_path: Path, file: str, was: str, instead: str, blamed: str, key: str, words: list[str]
) -> None:
    for path in [*(REPOSITORY / FORMS).iterdir(), *(REPOSITORY / PACKETS).iterdir()]:
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(REPOSITORY)
        if place.as_posix() == file:
            assert was in text
            text = text.replace(was, instead, 1)
        target = tmp_path / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError) as caught:
        load_mappings(tmp_path / "mappings")
    told = f"{caught.value.message} | {caught.value.hint}"
    assert all(word in told for word in [Path(blamed).name, " 第 ", key, *words]), told


@pytest.mark.parametrize(
    ("was", "instead"),
    [("type: year", "type: yaer"), ("key: [年度]", "key: [年度"), ("blank_rows: 12", "blank_rows: 很多"),
     ("width: 10", "width: 宽"), ("type: year", "type: year, times: [年度, 支部, 年度]"), ("key:", "key :\n\t- "),
     ("about: ", "about: '"), ("in_title: true", "in_title: 对")],
)  # fmt: skip
def test_what_is_told_is_chinese(tmp_path: Path, was: str, instead: str) -> None:
    (tmp_path / "forms").mkdir()
    text = (REPOSITORY / PLAN).read_text(encoding="utf-8")
    assert was in text
    (tmp_path / "forms" / "年.yaml").write_text(text.replace(was, instead, 1), encoding="utf-8")
    with pytest.raises(MappingError) as caught:
        load_mappings(tmp_path)
    told = f"{caught.value.message} {caught.value.hint}".replace(str(tmp_path), "")
    assert " 第 " in told
    assert not any(word in told for word in (" or ", "should", "Input", "expected", "while", "found", "'year'")), told
