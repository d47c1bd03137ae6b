"""What docs/mappings.md shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from builders import BRANCH, REPOSITORY, drop, make_desk, make_template, outbox_of, text_of

from pipeline.flow.ingest import ingest
from pipeline.mapping.form import Role, Type
from pipeline.mapping.packet import Computation, DocumentMapping, Join, PacketMapping, Source

PAGE = (REPOSITORY / "docs" / "mappings.md").read_text(encoding="utf-8")


def test_the_example_makes_a_document(tmp_path: Path) -> None:
    make_desk(tmp_path).close()
    form, packet = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "mappings/forms/借阅登记表.yaml").write_text(form, encoding="utf-8")
    (tmp_path / "mappings/packets/4借阅.yaml").write_text(packet, encoding="utf-8")
    template = yaml.safe_load(packet)["documents"][0]["template"]
    lines = [
        "{{ 支部 }} {{ 月份 }} {{ 年度 }}",
        "{%p for 行 in 借阅 %}",
        "{{ 行.姓名 }}借{{ 行.书名 }}",
        "{%p endfor %}",
    ]
    make_template(tmp_path / "templates" / template, *lines)
    desk = make_desk(tmp_path)
    rows = [["借阅登记表"], ["支部", BRANCH], ["月份", "2026年3月"], ["借阅人", "图书名称"], ["冯伟", "党章"]]
    drop(desk, rows)
    assert ingest(desk).failures == []
    path = f"2026/{BRANCH}/图书借阅/2026年3月借阅登记.docx"
    assert path in outbox_of(desk)
    assert text_of(outbox_of(desk)[path]).splitlines() == [f"{BRANCH} 2026年3月 2026", "冯伟借党章"]


def test_every_keyword_is_explained() -> None:
    words = {each.value for kind in (Type, Role, Join, Computation) for each in kind}
    words |= {*Source.model_fields, *PacketMapping.model_fields, *DocumentMapping.model_fields}
    words -= {"form", "packet", "about", "name", "template"}  # The examples show these.
    assert [word for word in sorted(words) if not re.search(rf"(?<![a-z-]){word}(?![a-z-])", PAGE)] == []
