"""What docs/mappings.md shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from builders import BRANCH, REPOSITORY, drop, make_desk, make_template, outbox_of, text_of
from click.testing import CliRunner

from pipeline.cli.main import cli
from pipeline.flow.checking.check import check
from pipeline.flow.ingest import ingest
from pipeline.mapping.form import Column, FieldOf, FormMapping, Table
from pipeline.mapping.handbook import HandbookMapping
from pipeline.mapping.load import read_mapping, read_mappings
from pipeline.mapping.packet import Computation, DocumentMapping, Join, PacketMapping, PaperMapping, Source
from pipeline.mapping.paper import PaperFile, PaperKind
from pipeline.mapping.vocabulary import Role, Type
from pipeline.render.printing import RULE
from pipeline.settings.workspace import Workspace

PAGE = (REPOSITORY / "docs" / "mappings.md").read_text(encoding="utf-8")


FORM, PACKET, PAPERS, LAID, BOUND = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
TEMPLATE, FINDINGS = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)


def follow_the_page(root: Path, form: str = FORM, packet: str = PACKET) -> None:
    """The four steps, up to `dangan check`."""
    make_desk(root).close()
    (root / "mappings/forms/借阅登记表.yaml").write_text(form, encoding="utf-8")
    (root / "mappings/packets/4借阅.yaml").write_text(packet, encoding="utf-8")
    make_template(root / "templates/借阅登记.docx", *TEMPLATE.splitlines())


def test_the_example_makes_a_document(tmp_path: Path) -> None:
    follow_the_page(tmp_path)
    desk = make_desk(tmp_path)
    rows = [["借阅登记表"], ["支部", BRANCH], ["月份", "2026年3月"], ["借阅人", "图书名称"], ["冯伟", "党章"]]
    drop(desk, rows)
    assert ingest(desk).failures == []
    path = f"2026/{BRANCH}/图书借阅/2026年3月借阅登记.docx"
    assert path in outbox_of(desk)
    assert text_of(outbox_of(desk)[path]).splitlines() == [
        f"{BRANCH}2026年3月图书借阅登记",
        f"冯伟借《党章》，归还日期：{RULE}",
        f"管理员：{RULE}",
    ]


def test_nothing_is_wrong_with_the_example(tmp_path: Path) -> None:
    follow_the_page(tmp_path)
    report = check(Workspace(tmp_path))
    assert [finding for finding in report.findings if "借阅" in finding.file] == []
    assert report.errors == 0


def test_the_page_shows_what_check_prints(tmp_path: Path) -> None:
    form, packet = FORM.replace("书名: {headers", "书名: {heders"), PACKET.replace("借阅登记.docx", "借阅登计.docx")
    follow_the_page(tmp_path, form, packet)
    ran = CliRunner().invoke(cli, ["check", "-w", str(tmp_path)])
    assert ran.exit_code == 2
    for block in FINDINGS.strip().split("\n\n"):
        assert block in ran.output


def test_the_papers_that_the_page_shows_can_be_read(tmp_path: Path) -> None:
    follow_the_page(tmp_path)
    (tmp_path / "mappings/papers/文件材料.yaml").write_text(PAPERS, encoding="utf-8")
    packet = tmp_path / "mappings/packets/4借阅.yaml"
    lent = LAID.splitlines()[1].replace(", kinds: [党课]", "")
    packet.write_text(f"{PACKET}papers:\n{lent}\n", encoding="utf-8")
    wrong = {fault.path.name for fault in read_mappings(tmp_path / "mappings").faults}
    assert not wrong & {"4借阅.yaml", "文件材料.yaml"}


def test_every_keyword_is_explained() -> None:
    words = {each.value for kind in (Type, Role, Join, Computation) for each in kind}
    models = (
        FormMapping,
        FieldOf,
        Table,
        Column,
        PacketMapping,
        Source,
        DocumentMapping,
        PaperMapping,
        PaperFile,
        PaperKind,
    )
    words |= {key for model in models for key in model.model_fields}
    assert [word for word in sorted(words) if not re.search(rf"(?<![a-z-]){word}(?![a-z-])", PAGE)] == []


def test_a_handbook_is_written_like_that(tmp_path: Path) -> None:
    path = tmp_path / "工作手册.yaml"
    path.write_text(BOUND, encoding="utf-8")
    assert read_mapping(path, HandbookMapping, "handbook").faults == ()
