"""Names of documents and folders out of a mapping's patterns."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, outbox_of, talk
from core import make_core_desk

from pipeline.errors import MappingError
from pipeline.flow.ingest import ingest

MAPPING = "mappings/packets/3谈心谈话.yaml"


def test_two_documents_never_share_a_name(tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    mapping = tmp_path / MAPPING
    mapping.write_text(mapping.read_text("utf-8").replace("{谈话日期} {谈话人}与{谈话对象}", "{谈话日期}"), "utf-8")
    desk = make_core_desk(tmp_path)
    drop(desk, {"1": talk(), "2": talk(member="买买提·艾力")})
    ingest(desk)
    names = [path.rpartition("/")[2] for path in outbox_of(desk) if path.endswith(".docx")]
    assert [name for name in names if "谈心谈话记录" in name] == [
        "2026-03-12谈心谈话记录 (2).docx",
        "2026-03-12谈心谈话记录.docx",
    ]


@pytest.mark.parametrize("pattern", ["{没有}", "{谈话人.x.y}"])
def test_a_pattern_that_does_not_fit_is_told(tmp_path: Path, pattern: str) -> None:
    make_core_desk(tmp_path).close()
    mapping = tmp_path / MAPPING
    mapping.write_text(mapping.read_text("utf-8").replace("{谈话日期} {谈话人}与{谈话对象}", pattern), "utf-8")
    desk = make_core_desk(tmp_path)
    drop(desk, talk())
    (failure,) = ingest(desk).failures
    assert failure.exit_code == 2
    assert desk.ledger.pending("") == [(BRANCH, 1)]


@pytest.mark.parametrize("pattern", ["{", "{谈话日期:%Q"])
def test_a_pattern_with_a_lone_brace_is_refused_at_once(tmp_path: Path, pattern: str) -> None:
    make_core_desk(tmp_path).close()
    mapping = tmp_path / MAPPING
    mapping.write_text(mapping.read_text("utf-8").replace("{谈话日期} {谈话人}与{谈话对象}", pattern), "utf-8")
    with pytest.raises(MappingError):
        make_core_desk(tmp_path)
