"""Mapping files: what does not fit stops with file, line, key and a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REPOSITORY, shipped_mappings

from pipeline.errors import MappingError
from pipeline.mapping.load import load_mappings, read_mappings
from pipeline.mapping.misfit import in_words
from pipeline.mapping.vocabulary import Role, Type

FORM = """\
form: 请假单
title: [请假单]
key: [日期]
fields:
  支部: {type: branch, role: branch}
  日期: {type: date, role: date, example: 2026-03-20}
tables:
  请假:
    columns:
      姓名: {type: member, anchor: true}
      事由: {optional: true}
"""
PACKET = """\
packet: 请假
folder: 请假
sources:
  请假: {form: 请假单, join: subject}
documents:
  - {name: 请假单, template: 请假单.docx, needs: [请假]}
"""


def workspace(folder: Path, form: str = FORM, packet: str = PACKET, **more: str) -> Path:
    for place, texts in {"forms": {"请假单": form} | more, "packets": {"请假": packet}}.items():
        (folder / place).mkdir(parents=True)
        for name, text in texts.items():
            (folder / place / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(MappingError) as caught:
        load_mappings(folder)
    assert caught.value.exit_code == 2
    return f"{caught.value.message} | {caught.value.hint}"


def test_a_form_needs_no_python(tmp_path: Path) -> None:
    mappings = load_mappings(workspace(tmp_path))
    form = mappings.forms["请假单"]
    assert form.fields["日期"].type is Type.DATE
    assert form.by_role(Role.BRANCH) == "支部"
    assert form.tables["请假"].anchor == "姓名"
    assert mappings.digests.keys() == {"请假单", "请假"}


def test_a_date_stays_the_text_that_was_typed(tmp_path: Path) -> None:
    assert load_mappings(workspace(tmp_path)).forms["请假单"].fields["日期"].example == "2026-03-20"


def test_the_digest_is_of_the_files_bytes(tmp_path: Path) -> None:
    one = load_mappings(workspace(tmp_path / "1")).digests
    other = load_mappings(workspace(tmp_path / "2", FORM + "# 一句说明\n")).digests
    assert one["请假"] == other["请假"]
    assert one["请假单"] != other["请假单"]


@pytest.mark.parametrize(
    ("was", "instead", "line", "words"),
    [
        ("optional: true", "optionl: true", 11, ["optionl", "optional"]),
        ("title: [请假单]", "titel: [请假单]", 2, ["titel", "title"]),
        ("type: date", "type: dat", 6, ["fields.日期.type"]),
        ("title: [请假单]", "title: 请假单", 2, ["title"]),
        ("optional: true", "optional: maybe", 11, ["optional", "true"]),
        ("事由: {optional: true}", "姓名: {optional: true}", 11, ["姓名"]),
        ("anchor: true", "anchor: false", 9, ["anchor"]),
        ("事由: {optional: true}", "事由: {type: choice}", 11, ["choices"]),
        ("key: [日期]", "key: [日子]", 3, ["key.第1项", "日子", "日期"]),
        ("example: 2026-03-20", "times: [几点]", 6, ["fields.日期.times.第1项", "几点"]),
        ("title: [请假单]", "title: [请假单", 2, []),
    ],
)
def test_what_does_not_fit(tmp_path: Path, was: str, instead: str, line: int, words: list[str]) -> None:
    told = refused(workspace(tmp_path, FORM.replace(was, instead, 1)))
    assert all(word in told for word in ["请假单.yaml", f"第 {line} 行", *words])


def test_a_form_that_is_missing_a_part(tmp_path: Path) -> None:
    assert "title" in refused(workspace(tmp_path, FORM.replace("title: [请假单]\n", "")))


@pytest.mark.parametrize("text", ["", "只是一句话", "- 甲\n- 乙\n"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    assert "请假单.yaml" in refused(workspace(tmp_path, text))


def test_two_files_of_one_name(tmp_path: Path) -> None:
    assert "请假单" in refused(workspace(tmp_path, 又一张=FORM))


def test_a_packet_of_a_form_that_does_not_exist(tmp_path: Path) -> None:
    told = refused(workspace(tmp_path, packet=PACKET.replace("form: 请假单", "form: 请假表")))
    assert "请假.yaml" in told
    assert "是不是 请假单" in told


def test_a_document_that_uses_an_undeclared_source(tmp_path: Path) -> None:
    assert "签到" in refused(workspace(tmp_path, packet=PACKET.replace("needs: [请假]", "needs: [签到]")))


def test_a_packet_without_a_subject(tmp_path: Path) -> None:
    assert "subject" in refused(workspace(tmp_path, packet=PACKET.replace("subject", "date")))


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert "forms" in refused(tmp_path)


def test_another_encoding(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    (folder / "forms" / "请假单.yaml").write_bytes(FORM.encode("gb18030"))
    assert "UTF-8" in refused(folder)


def test_what_is_shipped_loads() -> None:
    assert list(shipped_mappings().forms) == sorted(
        path.stem for path in (REPOSITORY / "mappings/forms").glob("*.yaml")
    )


def test_no_label_of_a_shipped_form_is_another_fields_own_name() -> None:
    for form in shipped_mappings().forms.values():
        for name, field in form.fields.items():
            assert not set(field.labels) & (set(form.fields) - {name}), (form.form, name)


def test_everything_is_found_at_once(tmp_path: Path) -> None:
    """Of every file, also what is hidden behind a misspelt key: it is read as the suggestion would have it."""
    form = FORM.replace("role: branch", "rloe: branch").replace("key: [日期]", "key: [日子]")
    form = form.replace("type: member", "type: membre").replace("anchor: true", "anchor: 对")
    packet = PACKET.replace("form: 请假单", "form: 请假表").replace("needs: [请假]", "neds: [请假]\n    ,uses: [签到]")
    faults = read_mappings(workspace(tmp_path, form, packet)).faults
    assert [(fault.path.stem, fault.line, in_words(fault.at)) for fault in faults] == [
        ("请假单", 5, "fields.支部.rloe"),
        ("请假单", 10, "tables.请假.columns.姓名.type"),
        ("请假单", 10, "tables.请假.columns.姓名.anchor"),
        ("请假单", 3, "key.第1项"),
        ("请假单", 9, "tables.请假.columns"),
        ("请假", 6, "documents.第1项.neds"),
        ("请假", 4, "sources.请假.form"),
        ("请假", 7, "documents.第1项.uses.第1项"),
    ]
    assert "另有 7 处" in refused(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("form: 甲\nform: 乙\n", 2),
        ("form: 甲\n\tabout: 乙\n", 2),
        ("form: 甲\nabout: \x07\n", 2),
        ("form: 甲\nkey: &a [*a]\n", 1),
        ("form: !!python/object:os.system {}\n", 1),
        ("form：甲\nabout：乙\n", 1),
        ("? [a, b]\n: 甲\n", 1),
        ("1: 甲\nnull: 乙\nfalse: 丙\n", 1),
        ("[" * 3000 + "]" * 3000, 1),
        ("form: {a: " * 200 + "}" * 200, 1),
    ],
)
def test_odd_writing_is_a_fault_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    faults = read_mappings(workspace(tmp_path, text)).faults
    assert line in {fault.line for fault in faults if fault.path.stem == "请假单"}


def test_a_folder_that_is_called_like_a_mapping(tmp_path: Path) -> None:
    (workspace(tmp_path) / "forms" / "空.yaml").mkdir()
    assert [fault.path.name for fault in read_mappings(tmp_path).faults] == ["空.yaml"]


def test_a_name_that_a_broken_file_bears_is_known(tmp_path: Path) -> None:
    """What uses it is not called wrong for it."""
    reading = read_mappings(workspace(tmp_path, FORM + "tables: [\n", PACKET))
    assert reading.forms_by_name() == {"请假单": None}
    assert {fault.path.stem for fault in reading.faults} == {"请假单"}
