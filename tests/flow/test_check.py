"""`check` finds everything that does not fit, at once, each with its file, line or place, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from setups import (
    DUES,
    FORMS,
    MEETINGS,
    PACKETS,
    REGISTRATION,
    RULES,
    SIGN_IN,
    TALKS,
    THEME_DAY,
    adding,
    edit_template,
    line_of,
    make_setup,
)

from pipeline.flow.checking import templates as template_check
from pipeline.flow.checking.check import check
from pipeline.flow.checking.comment_copies import write_copies
from pipeline.flow.checking.report import CheckReport, Finding
from pipeline.flow.init import make_workspace
from pipeline.render import scan
from pipeline.settings.workspace import Workspace

NEW_FORM = """\
form: 借阅登记表
title: [借阅登记表]
key: [月份]
fields:
  支部: {type: branch, role: branch}
  月份: {type: month, role: month}
  保管人: {optional: true}
  经手人: {}
tables:
  借阅:
    columns:
      姓名: {anchor: true}
      书名: {}
      价格: {type: money}
"""
NEW_PACKET = """\
packet: 借阅
folder: 借阅
sources:
  表: {form: 借阅登记表, join: subject}
documents:
  - {name: "{月份}借阅", template: 借阅.docx, needs: [表]}
"""
PRINTS = ("{{ 月份 }} {{ 经手人 }}", "{%p for 行 in 借阅 %}", "{{ 行.姓名 }} {{ 行.书名 }}", "{%p endfor %}")


@pytest.fixture(scope="module", autouse=True)
def shipped_templates_are_read_once() -> Iterator[None]:
    """They are the same in every workspace here; each edited one is read as it stands. Fonts are the machine's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.flow.checking.check.check_fonts", lambda *_: ())
        patch.setattr(template_check, "compile_template", cache(template_check.compile_template))
        patch.setattr(template_check, "names_used", cache(template_check.names_used))
        patch.setattr(scan, "parts_of", cache(scan.parts_of))
        yield


def errors(report: CheckReport) -> list[Finding]:
    return [finding for finding in report.findings if finding.stops]


def places(findings: list[Finding]) -> list[tuple[str, int]]:
    return [(finding.file, finding.line) for finding in findings]


def the_error(workspace: Workspace) -> Finding:
    (finding,) = errors(check(workspace))
    return finding


def hints(report: CheckReport, file: str) -> list[str]:
    return [finding.place for finding in report.findings if not finding.stops and finding.file == file]


def with_new_form(root: Path, *lines: str, form: str = NEW_FORM, packet: str = NEW_PACKET) -> Workspace:
    from builders import make_template

    workspace = make_setup(root)
    (workspace.root / FORMS / "借阅登记表.yaml").write_text(form, encoding="utf-8")
    (workspace.root / PACKETS / "4借阅.yaml").write_text(packet, encoding="utf-8")
    make_template(workspace.templates / "借阅.docx", *(lines or PRINTS))
    return workspace


def test_what_is_shipped_has_no_error(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    report = check(workspace)
    assert errors(report) == []
    assert {finding.file.rpartition("/")[0] for finding in report.findings} <= {FORMS}
    assert [template.name for template in report.templates if template.reasons is None] == []
    assert sorted(tmp_path.rglob("*")) == before


def test_everything_is_found_at_once(tmp_path: Path) -> None:
    changes = [
        ("dangan.toml", "scale = 2", "scale = 5"),
        ("dangan.toml", "quiet_s", "quiet"),
        (REGISTRATION, "about: 每次活动", "abuot: 每次活动"),
        (REGISTRATION, "type: choices", "type: choises"),
        (SIGN_IN, "role: mark", "role: marc"),
        (DUES, "anchor: true", "anchor: false"),
        (THEME_DAY, "template: 活动小结.docx", "template: 活动总结.docx"),
        (THEME_DAY, "rows: 照片", "rows: 相片"),
        (MEETINGS, "form: 党员花名册", "form: 党员名册"),
        (TALKS, "{谈话人}与", "{谈话者}与"),
    ]
    workspace = make_setup(tmp_path, *changes)
    edit_template(workspace, "会议记录.docx", adding("{{ 主提 }}"))
    edit_template(workspace, "签到表.docx", adding("{% if 活动主题 %}"))
    expected = [(file, line_of(workspace, file, instead)) for file, _, instead in changes if file != DUES]
    expected += [(DUES, line_of(workspace, DUES, "columns:"))]
    expected += [("templates/会议记录.docx", 0), ("templates/签到表.docx", 0)]
    assert places(errors(check(workspace))) == sorted(expected)


@pytest.mark.parametrize(
    ("file", "was", "instead", "words", "hint"),
    [
        ("dangan.toml", "rescan_s", "recsan_s", "watch.recsan_s", "rescan_s"),
        ("dangan.toml", "branches = []", "branches = '甲'", "branches", ""),
        ("dangan.toml", "scale = 2", "scale = = 2", "", ""),
        (SIGN_IN, "anchor: true", "ancor: true", "ancor", "是不是 anchor？"),
        (SIGN_IN, "title: [", "title: 签到 #[", "title", "标题里"),
        (SIGN_IN, "key: [活动日期", "key: [活动曰期", "key.第1项", "是不是 活动日期？"),
        (SIGN_IN, "times: [开始时间, 结束时间]", "times: [开始时问, 结束时间]", "times.第1项", "是不是 开始时间？"),
        (REGISTRATION, "type: date, role: date", "type: data, role: date", "活动日期.type", "是不是 date？"),
        (THEME_DAY, "table: 安排,", "table: 按排,", "sources.安排.table", "是不是 安排？"),
        (THEME_DAY, "needs: [登记|安排]", "needs: [登纪|安排]", "documents.第2项.needs.第1项", "是不是 登记？"),
        (THEME_DAY, "uses: [登记, 名册]", "uses: [登记, 名单]", ".uses.第2项", "是不是 名册？"),
        (THEME_DAY, "computes: [方案]", "computes: [方安]", "documents.第2项.computes.第1项", "是不是 方案？"),
        (THEME_DAY, "签到: {form: 签到表, join: date}", "签到: {form: 签到表, join: subject}", "sources.签到.join", ""),
        (THEME_DAY, "template: 材料目录.docx", "template: 材料目彔.docx", "documents.第1项.template", "材料目录.docx"),
        (TALKS, "{谈话对象}", "{对象}", "documents.第3项.name", "是不是 谈话对象？"),
        (TALKS, "{谈话对象}", "{谈话对象:.2f}", "documents.第3项.name", "是不是 谈话对象？"),
        (TALKS, "{谈话对象}", "{谈话对象", "documents.第3项.name", "{活动日期}"),
        (f"{RULES}/核对.yaml", "severity: warns", "severity: wrans", "severity", "是不是 warns？"),
        (f"{RULES}/核对.yaml", "kinds: [主题党日", "kinds: [主体党日", "kinds.第1项", "是不是 主题党日？"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(tmp_path: Path, file: str, was: str, instead: str, words: str, hint: str) -> None:
    workspace = make_setup(tmp_path, (file, was, instead))
    found = the_error(workspace)
    assert (found.file, found.line) == (file, line_of(workspace, file, instead))
    assert words in found.place
    assert hint in found.hint
    assert found.hint


def test_a_code_that_is_no_check(tmp_path: Path) -> None:
    found = the_error(make_setup(tmp_path, ("dangan.toml", "off = []", 'off = ["photo-twise"]')))
    assert (found.file, found.place) == ("dangan.toml", "checks.off")
    assert "是不是 photo-twice？" in found.hint


@pytest.mark.parametrize(
    ("file", "was", "instead", "words"),
    [
        (SIGN_IN, "about: ", "about: '", "写法有误"),
        (SIGN_IN, "tables:\n", "tables:\n\t签: 1\n", "Tab"),
        (SIGN_IN, "form: 签到表", "叫做: 签到表", "缺少"),
    ],
)
def test_what_cannot_be_read_does_not_spread(tmp_path: Path, file: str, was: str, instead: str, words: str) -> None:
    """Its packets' templates are not called wrong for names that it would give, and that is said."""
    workspace = make_setup(tmp_path, (file, was, instead))
    edit_template(workspace, "谈心谈话记录.docx", adding("{{ 谈话人物 }}"))
    edit_template(workspace, "会议记录.docx", adding("{{ 主提 }} {% endif %}"))
    report = check(workspace)
    found = {finding.file for finding in errors(report)}
    assert found == {file, "templates/谈心谈话记录.docx", "templates/会议记录.docx"}
    assert any(words in finding.message for finding in errors(report))
    assert not any("主提" in finding.message for finding in errors(report))
    assert hints(report, THEME_DAY) == ["sources.签到.form"]


def test_a_packet_that_cannot_be_read(tmp_path: Path) -> None:
    report = check(make_setup(tmp_path, (THEME_DAY, "sources:", "source:\n  - 1\nsauces:")))
    assert {finding.file for finding in errors(report)} == {THEME_DAY}
    assert [finding.file for finding in report.findings if not finding.stops] == [THEME_DAY]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (adding("{{ 主提 }}"), "正文"),
        (lambda document: setattr(document.sections[0].header.paragraphs[0], "text", "{{ 主提 }}"), "页眉"),
        (lambda document: setattr(document.sections[0].footer.paragraphs[0], "text", "{{ 主提 }}"), "页脚"),
        (lambda document: setattr(document.core_properties, "title", "{{ 主提 }}"), "文档属性"),
        (adding("{% for 人 in 签到 %}{{ 人.主提 }}{% endfor %}"), "正文"),
        (adding("{% if 活动主题 %}{{ 活动主题 }}{% else %}{{ 主提 }}{% endif %}"), "正文"),
    ],
)
def test_a_name_that_is_not_there(tmp_path: Path, edit: object, place: str) -> None:
    workspace = make_setup(tmp_path)
    edit_template(workspace, "会议记录.docx", edit)  # type: ignore[arg-type]
    found = the_error(workspace)
    assert found.file == "templates/会议记录.docx"
    assert place in found.place
    assert "主提" in found.place + found.message


def test_a_name_that_one_of_two_packets_has(tmp_path: Path) -> None:
    """材料目录 is made for both kinds of packet; only the theme day knows the dues."""
    workspace = make_setup(tmp_path)
    edit_template(workspace, "材料目录.docx", adding("{{ 收款人 }}"))
    found = the_error(workspace)
    assert "三会一课" in found.message
    assert "主题党日" not in found.message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"not a document"])
def test_what_is_no_word_document(tmp_path: Path, content: bytes) -> None:
    workspace = make_setup(tmp_path)
    (workspace.templates / "签到表.docx").write_bytes(content)
    assert the_error(workspace).file == "templates/签到表.docx"
    (template,) = [each for each in check(workspace).templates if each.name == "签到表.docx"]
    assert template.reasons is None
    assert write_copies([template], tmp_path / "批注") == {}


def test_no_templates_at_all(tmp_path: Path) -> None:
    workspace = make_setup(tmp_path)
    workspace.templates.rename(tmp_path / "moved")
    found = errors(check(workspace))
    assert {finding.file for finding in found} == {THEME_DAY, MEETINGS, TALKS}
    assert all(finding.hint for finding in found)


def test_no_mappings_at_all(tmp_path: Path) -> None:
    workspace = make_setup(tmp_path)
    workspace.mappings.rename(tmp_path / "moved")
    assert {finding.file for finding in errors(check(workspace))} == {FORMS, PACKETS, RULES}


def test_no_rules_are_told_once(tmp_path: Path) -> None:
    workspace = make_setup(tmp_path)
    (workspace.root / RULES).rename(tmp_path / "moved")
    assert the_error(workspace).file == RULES


def test_what_nothing_uses_is_a_hint(tmp_path: Path) -> None:
    report = check(with_new_form(tmp_path))
    assert errors(report) == []
    assert hints(report, f"{FORMS}/借阅登记表.yaml") == ["fields.保管人", "tables.借阅.columns.价格"]


def test_a_renamed_name_is_used_under_its_new_name(tmp_path: Path) -> None:
    packet = NEW_PACKET.replace("join: subject", "join: subject, names: {月份: 月份, 谁: 经手人, 书: 借阅}")
    lines = ("{{ 谁 }}", "{%p for 行 in 书 %}", "{{ 行.书名 }}", "{%p endfor %}")
    report = check(with_new_form(tmp_path, *lines, packet=packet))
    assert errors(report) == []
    assert hints(report, f"{FORMS}/借阅登记表.yaml") == ["fields.保管人", "tables.借阅.columns.价格"]


def test_a_form_and_a_template_that_nothing_uses(tmp_path: Path) -> None:
    workspace = with_new_form(tmp_path)
    (workspace.root / PACKETS / "4借阅.yaml").unlink()
    report = check(workspace)
    assert errors(report) == []
    assert hints(report, f"{FORMS}/借阅登记表.yaml") == ["form"]
    assert hints(report, "templates/借阅.docx") == [""]


def test_a_table_that_is_computed_with_must_be_given(tmp_path: Path) -> None:
    packet = NEW_PACKET.replace("join: subject}", "join: subject, names: {月份: 月份, 经手人: 经手人}}")
    packet = packet.replace("documents:", "computes: [出勤]\ndocuments:")
    form = NEW_FORM.replace("书名: {}", "书名: {type: mark, role: mark}")
    found = the_error(with_new_form(tmp_path, "{{ 经手人 }}", form=form, packet=packet))
    assert (found.file, found.place) == (f"{PACKETS}/4借阅.yaml", "documents.第1项")
    assert "借阅" in found.hint


def test_two_files_of_one_name(tmp_path: Path) -> None:
    workspace = with_new_form(tmp_path)
    (workspace.root / FORMS / "再借阅.yaml").write_text(NEW_FORM + "\n# 另一份\n", encoding="utf-8")
    found = the_error(workspace)
    assert (found.place, "再借阅.yaml" in found.message) == ("form", False)


def test_a_file_that_word_has_open_is_no_template(tmp_path: Path) -> None:
    workspace = make_setup(tmp_path)
    (workspace.templates / "~$签到表.docx").write_bytes(b"lock")
    assert errors(check(workspace)) == []


def test_copies_with_comments(tmp_path: Path) -> None:
    from docx import Document

    workspace = make_setup(tmp_path / "w")
    folder = tmp_path / "检查"
    edit_template(workspace, "会议记录.docx", adding("{{ 主提 }}"))
    edit_template(workspace, "签到表.docx", adding("{{ 主题目 }}"))
    first = write_copies(check(workspace).templates, folder)
    assert sorted(first) == ["会议记录.docx", "签到表.docx"]
    (comment,) = Document(str(first["会议记录.docx"])).comments
    assert "主提" in comment.text
    (folder / "我的笔记.docx").write_bytes(b"mine")
    workspace = make_setup(tmp_path / "again")
    edit_template(workspace, "会议记录.docx", adding("{{ 主提 }}"))
    assert list(write_copies(check(workspace).templates, folder)) == ["会议记录.docx"]
    assert sorted(path.name for path in folder.iterdir()) == [first["会议记录.docx"].name, "我的笔记.docx"]
