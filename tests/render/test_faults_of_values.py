"""A rendering that fails says everything that failed, where it stands in Word and which value it was."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docxtpl import RichText
from word import with_box, word

from pipeline.render.fault import FaultyTemplate
from pipeline.render.pictures import PictureShop
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

PROPERTIES = Properties("标题", "支部", dt.date(2026, 3, 20))
LOOP = "{%tr for 行 in 党费 %}"
END = "{%tr endfor %}"
ROWS = [
    {"姓名": "甲", "实交": Decimal(1)},
    {"姓名": "乙\x01", "实交": None},
    {"姓名": "丙", "实交": "一二三四五六七八九十" * 3},
]


def failure(folder: Path, content: bytes, **context: Any) -> FaultyTemplate:
    (folder / "记录.docx").write_bytes(content)
    no_photos: dict[str, bytes] = {}
    renderer = Renderer(folder, PictureShop(no_photos.__getitem__, folder / "cache"), PlanStore(folder / "plans"))
    with pytest.raises(FaultyTemplate) as caught:
        renderer.render("记录.docx", context, PROPERTIES)
    return caught.value


def told(error: FaultyTemplate) -> list[tuple[str, str, str, str]]:
    return [(f"{fault.part} {fault.place}", fault.tag, fault.field, fault.path) for fault in error.faults]


def test_all_that_fails_is_in_one_error(tmp_path: Path) -> None:
    content = word(
        "{{ 主题 }}",
        "{{ 主提 }}",
        rows=[[LOOP, ""], ["{{ 行.姓名 }}", "{{ 行.实交|大写 }}{{ 行.姓明 }}"], [END, ""]],
        header="{{ row.x }}",
        footer="{{ 日期 }}",
        footnotes=["{{ 注 }}"],
        subject="{{ 题 }}",
    )
    error = failure(tmp_path, content, 主题="主\x0b题", 日期=None, 党费=ROWS)
    assert told(error) == [
        ("正文 第1段", "{{ 主题 }}", "主题", "主题"),
        ("正文 第2段", "{{ 主提 }}", "主提", ""),
        ("正文 第1个表格 第2行 第1格", "{{ 行.姓名 }}", "行.姓名", "党费[2].姓名"),
        ("正文 第1个表格 第2行 第2格", "{{ 行.实交|大写 }}", "行.实交", "党费[2].实交"),
        ("正文 第1个表格 第2行 第2格", "{{ 行.实交|大写 }}", "行.实交", "党费[3].实交"),
        ("正文 第1个表格 第2行 第2格", "{{ 行.姓明 }}", "行.姓明", ""),
        ("页眉 第1段", "{{ row.x }}", "row", ""),
        ("页脚 第1段", "{{ 日期 }}", "日期", "日期"),
        ("脚注 第1条", "{{ 注 }}", "注", ""),
        ("文档属性 主题", "{{ 题 }}", "题", ""),
    ]
    assert error.message.startswith("模板 记录.docx 正文 第1段 “{{ 主题 }}”：")
    assert error.exit_code == 2


def test_a_value_is_shown_cut_with_its_row(tmp_path: Path) -> None:
    error = failure(tmp_path, word(rows=[[LOOP], ["{{ 行.实交|大写 }}"], [END]]), 党费=[ROWS[0], ROWS[2]])
    (fault,) = error.faults
    assert "“一二三四五六七八九十一二三四五六七八九十…”" in fault.message
    assert "“党费”第2行" in fault.message


@pytest.mark.parametrize(
    ("template", "field", "path"),
    [
        ("{{ 空 }}", "空", "空"),
        ("{{ 空|短日期 }}", "空", "空"),
        ("{{ 词 + 1 }}", "词", "词"),
        ("{{ -词 }}", "词", "词"),
        ("{{ 词() }}", "词", "词"),
        ("{% if 词 < 1 %}{% endif %}", "词", "词"),
        ("{% for 字 in 数 %}{% endfor %}", "数", "数"),
        ("{{ 数 / 0 }}", "数", "数"),
        ("{{ 词.姓名 }}", "词.姓名", ""),
        ("{{ 词|attr('x') }}", "x", ""),
        ("{% for 行 in 表 %}{{ 行.子.x }}{% endfor %}", "行.子.x", ""),
        ("{% for 行 in 表 %}{% for 孙 in 行.孙 %}{{ 孙.空 }}{% endfor %}{% endfor %}", "孙.空", "表[1].孙[2].空"),
        ("{% for 行 in 表 %}{% set 某 = 行.坏 %}{{ 某|一行 }}{% endfor %}", "某", "表[1].坏"),
        ("{% macro 印(行) %}{{ 行.坏 }}{% endmacro %}{{ 印(表[0]) }}", "行.坏", "表[1].坏"),
        ("{{ 表|map(attribute='坏')|join('、') }}", "表", "表[1].坏"),
        ("{{ 表|sum(attribute='无') }}", "表", "表[1].无"),
        ("{{ 文 }}", "文", "文"),
    ],
)
def test_each_way_to_fail(tmp_path: Path, template: str, field: str, path: str) -> None:
    row: dict[str, Any] = {"子": {}, "孙": [{"空": "x"}, {"空": None}], "坏": "a\ufffeb", "无": None}
    error = failure(tmp_path, word("前", template), 空=None, 词="词", 数=3, 表=[row], 文=RichText("a\x02"))
    assert [(fault.place, fault.field, fault.path) for fault in error.faults] == [("第2段", field, path)]


def test_only_what_is_reached_fails(tmp_path: Path) -> None:
    error = failure(tmp_path, word("{% if 有 %}{{ 甲 }}{% else %}{{ 乙 }}{% endif %}{{ 丙|default('') }}"), 有=False)
    assert [fault.field for fault in error.faults] == ["乙"]


def test_a_slip_of_syntax_tells_all_that_is_wrong_in_the_template(tmp_path: Path) -> None:
    error = failure(tmp_path, word("{% if 有 %}", "{{ 甲 }}", header="{{ 有 有 }}"), 有=False)
    assert [fault.tag for fault in error.faults] == ["{% if 有 %}", "{{ 甲 }}", "{{ 有 有 }}"]


def test_a_tag_without_end_is_told_though_its_name_is_known(tmp_path: Path) -> None:
    error = failure(tmp_path, word("{{ 主题"), 主题="x")
    assert [fault.tag for fault in error.faults] == ["{{ 主题"]


def test_a_text_box_is_told_once(tmp_path: Path) -> None:
    assert len(failure(tmp_path, with_box("{{ 甲 }}")).faults) == 1


@pytest.mark.parametrize(
    "rows", [[[LOOP, ""], ["{{ 行.x }}", ""], [END, ""]], [["{%tc for 行 in 党费 %}", "{{ 行.x }}", "{%tc endfor %}"]]]
)
def test_both_ways_tell_the_same(tmp_path: Path, rows: list[list[str]]) -> None:
    error = failure(tmp_path, word("{{ 主题 }}", rows=rows), 主题="\x00", 党费=ROWS[:1])
    assert [fault.field for fault in error.faults] == ["主题", "行.x"]


def test_many_faults_are_counted_in_the_message(tmp_path: Path) -> None:
    error = failure(tmp_path, word(*(f"{{{{ 甲{number} }}}}" for number in range(30))))
    assert len(error.faults) == 30
    assert "“甲19”" in error.message
    assert "“甲20”" not in error.message
    assert "另有 10 个标签" in error.message


def test_what_has_no_place_is_told_all_the_same(tmp_path: Path) -> None:
    error = failure(tmp_path, word("{{ 值|safe }}"), 值="<w:p>")
    assert "记录.docx" in error.message
    assert [fault.part for fault in error.faults] == ["正文"]
    assert failure(tmp_path, b"no zip").message.startswith("模板 记录.docx")


def test_the_renderer_starts_without_what_only_failures_need() -> None:
    code = "import sys, pipeline.render.renderer; print(*({'docxtpl', 'docx', 'lxml'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []
