"""What has no printed form is refused by its tag, and no template changes what it is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dialect.build import cell, drawing, notes, para, paras, table, template
from dialect.engines import PROPERTIES, Bench
from docx.opc.packuri import PackURI

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.render.fault import FaultyTemplate
from pipeline.render.scan import Table, faults_of
from pipeline.render.store import PlanStore

ROWS = [{"姓名": "甲"}, {"姓名": "乙"}]
NAMES_THERE = {"值": None, "表": Table({"姓名": None})}


def refused(bench: Bench) -> FaultyTemplate:
    with pytest.raises(FaultyTemplate) as caught:
        bench.ours({"值": "A<B", "表": ROWS})
    return caught.value


@pytest.mark.parametrize(
    "tag",
    ["{{ 表 }}", "{{ 表[0] }}", "{{ 值.strip }}", "{{ 表|map(attribute='姓名') }}", "{{ 表|string }}", "{{ 图|trim }}",
     "{{ 表|join }}", "{{ 表.append }}", "{{ range }}", "{{ 值|safe }}"],
)  # fmt: skip
def test_no_python_is_printed(tmp_path: Path, tag: str) -> None:
    assert [fault.tag for fault in refused(Bench(tmp_path, template(para(tag)))).faults] == [tag]


def test_a_list_is_not_lengthened(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"姓名": "甲"}]
    with pytest.raises(TemplateError):
        Bench(tmp_path, template(para("{% if 表.append(1) %}{% endif %}"))).ours({"表": rows})
    assert rows == [{"姓名": "甲"}]


@pytest.mark.parametrize(
    "body",
    [
        drawing('id="9" name="甲" descr="{{ 图 }}"') + para("{{ 图 }}"),
        table((cell("<w:p/>" + para("{% cellbg 图 %}x")),)),
    ],
)
def test_no_picture_in_an_attribute(tmp_path: Path, body: str) -> None:
    (fault,) = refused(Bench(tmp_path, template(body))).faults
    assert "图" in fault.tag


def test_no_picture_in_a_footnote(tmp_path: Path) -> None:
    (fault,) = refused(Bench(tmp_path, template(para("x"), notes("footnote", "{{ 图 }}")))).faults
    assert (fault.part, fault.tag) == ("脚注", "{{ 图 }}")


@pytest.mark.parametrize(
    "body",
    [
        drawing('id="9" name="甲" descr="{{ 值 }}"'),
        f'<w:p><w:hyperlink w:anchor="签" w:tooltip="{{{{ 值 }}}}">{"<w:r/>"}</w:hyperlink></w:p>',
        f'<w:p><w:fldSimple w:instr="TITLE {{{{ 值 }}}}">{"<w:r/>"}</w:fldSimple></w:p>',
    ],
)
def test_tags_in_attributes_are_known(body: str) -> None:
    assert faults_of(template(body), NAMES_THERE) == []
    (fault,) = faults_of(template(body), {"另": None})
    assert (fault.tag, fault.paragraph) == ("{{ 值 }}", 0)


@pytest.mark.parametrize("tag", ["{{ 表.姓名 }}", "{{ 表 }}", "{{ 表['姓名'] }}"])
def test_a_table_is_no_row(tag: str) -> None:
    (fault,) = faults_of(template(para(tag)), NAMES_THERE)
    assert "{%tr for 行 in 表 %}" in fault.hint


@pytest.mark.parametrize(
    "text",
    ["{% for 行 in 表[1:] %}{{ 行.姓名 }}{% endfor %}", "{{ (表|first).姓名 }}", "{{ 表[0].姓名 }}", "{{ 表|length }}",
     "{% for 行 in 表 %}{{ loop.previtem.姓名 }}{% endfor %}", "{{ 表|map(attribute='姓名')|join('、') }}"],
)  # fmt: skip
def test_rows_of_a_table_are_known(text: str) -> None:
    assert faults_of(template(para(text)), NAMES_THERE) == []


def test_no_row_before_the_first(tmp_path: Path) -> None:
    text = "{% for 行 in 表 %}{{ loop.previtem }}{% endfor %}"
    assert "None" not in refused(Bench(tmp_path, template(para(text)))).message


def test_two_elses() -> None:
    (fault,) = faults_of(template(para("{% if 值 %}{% else %}{% else %}{% endif %}")), NAMES_THERE)
    assert "已经有 else" in fault.message


def test_an_unclosed_comment_has_a_place() -> None:
    faults = faults_of(template(paras("前", "{# 注", "{{ 没有 }}")), NAMES_THERE)
    assert [(fault.paragraph, fault.field) for fault in faults] == [(1, ""), (2, "没有")]


def test_what_failed_says_no_more(tmp_path: Path) -> None:
    (fault,) = refused(Bench(tmp_path, template(para("{{ (1 / 0)|大写 }}")))).faults
    assert "除数是零" in fault.message


def test_rows_of_one_tag_are_told_together(tmp_path: Path) -> None:
    bench = Bench(tmp_path, template(para("{% for 行 in 表 %}{{ 行.姓名 }}{% endfor %}{{ 没有 }}")))
    with pytest.raises(FaultyTemplate) as caught:
        bench.ours({"表": [{"姓名": None} for _ in range(30)]})
    assert "第2行、第3行、第4行" in caught.value.message
    assert caught.value.faults[-1].field == "没有"
    assert "“没有”" in caught.value.message


@pytest.mark.parametrize("text", ["{{ 值 }}{{ 图 }}", "{% raw %}{% endraw %}{{ 值 }}{{ 图 }}"])
def test_parts_under_other_names(tmp_path: Path, text: str) -> None:
    def rename(doc: Any) -> None:
        doc.part.partname = PackURI("/word/document2.xml")
        doc.core_properties.title = "旧"
        doc.part.package._core_properties_part.partname = PackURI(
            "/package/services/metadata/core-properties/ab.psmdcp"
        )

    Bench(tmp_path, template(para(text), rename)).agree({"值": "甲"})


def test_a_tracked_change_of_columns(tmp_path: Path) -> None:
    old = '<w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
    grid = f'<w:tblGridChange w:id="1">{old}</w:tblGridChange></w:tblGrid>'
    for rows in ((("{{ 值 }}", "乙"),), (("{{ 值 }}", "乙"), ("甲", "乙", "丙"))):
        body = table(*rows, columns=2).replace("</w:tblGrid>", grid)
        Bench(tmp_path, template(body)).agree({"值": "甲"})


def test_a_damaged_plan_is_compiled_again(tmp_path: Path) -> None:
    content = template(para("前{{ 值 }}"))
    whole = Bench(tmp_path, content).ours({"值": "甲"})
    (kept,) = (tmp_path / "plans").iterdir()
    good = kept.read_bytes()
    for at in range(0, len(good), len(good) // 40):
        kept.write_bytes(good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :])
        assert Bench(tmp_path, content).ours({"值": "甲"}) == whole


def test_plans_of_other_versions_go(tmp_path: Path) -> None:
    old = tmp_path / "a-0123.plan"
    old.write_bytes(b"x")
    planned(tmp_path, "甲.docx", "x")
    assert not old.exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_the_plan_of_a_template_as_it_was_goes(tmp_path: Path) -> None:
    before = planned(tmp_path, "甲.docx", "旧")
    other = planned(tmp_path, "丁/甲.docx", "旧")
    assert len(before) == 1
    assert len(other) == 2
    after = planned(tmp_path, "甲.docx", "新")
    assert len(after) == 2
    assert not before & after
    assert other - before < after


def planned(folder: Path, name: str, text: str) -> set[str]:
    """The files of a cache once the template is compiled."""
    content = template(para(text))
    PlanStore(folder).plan(name, digest_of(content), content)
    return {path.name for path in folder.iterdir()}


def test_line_breaks_beside_a_drawing_of_the_template_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path, template(drawing('id="9" name="甲"') + para("{{ 值 }}")))
    bench.agree({"值": "一\n二"})
    monkeypatch.setattr(bench.renderer, "_slowly", None)
    assert bench.renderer.render("t.docx", {"值": "一\n二"}, PROPERTIES)
