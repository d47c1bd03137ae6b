"""The main job on what one branch really sends: every value of the forms stands in the documents."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, SAMPLES, drop_samples, outbox_of, text_of
from core import make_core_desk
from PIL import Image

from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import IngestReport, ingest
from pipeline.model.outcome import Accepted, Duplicate
from pipeline.model.record import Value
from pipeline.model.values import BLANK
from pipeline.render.printing import printed, short_date

PACKET = f"2026/{BRANCH}/2026-03-20 学党章 明初心 助帮扶"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, IngestReport]]:
    desk = make_core_desk(tmp_path_factory.mktemp("ws"))
    drop_samples(desk.workspace)
    report = ingest(desk)
    yield desk, report
    desk.close()


def names_in(desk: Desk, folder: str) -> set[str]:
    return {path.name for path in (desk.workspace.outbox / folder).iterdir()}


def document(desk: Desk, name: str) -> Path:
    return desk.workspace.outbox / PACKET / f"{name}.docx"


def test_every_file_is_taken_and_the_inbox_is_empty(done: tuple[Desk, IngestReport]) -> None:
    desk, report = done
    assert len(report.of(Accepted)) == len(list(SAMPLES.iterdir())) == len(report.outcomes)
    assert not [path for path in desk.workspace.inbox.rglob("*") if path.is_file()]


def test_packet_is_whole(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    assert names_in(desk, PACKET) == {
        "00 材料目录.docx", "01 活动方案.docx", "02 签到表.docx", "02-1 请假缺席登记.docx", "03 会议记录.docx",
        "04 活动情况登记表.docx", "05 党费交纳台账.docx", "06 活动剪影.docx", "07 活动小结.docx", "08 活动简报.docx",
        "09 出勤公示.docx", "manifest.json", "原始表单",
    }  # fmt: skip
    assert len([path for path in desk.workspace.outbox.rglob("谈心谈话/*.docx") if "00 " not in path.name]) >= 1


def test_originals_are_byte_identical(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    kept = {path.name: path.read_bytes() for path in (desk.workspace.outbox / PACKET / "原始表单").iterdir()}
    assert {"3.20签到.xls", "3月主题党日登记表.xlsx", "2026年3月党费.xlsx", "IMG_0315.jpg"} <= set(kept)
    assert all(content == (SAMPLES / name).read_bytes() for name, content in kept.items())


def test_manifest_names_every_file_with_its_digest(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    folder = desk.workspace.outbox / PACKET
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for entry in manifest["documents"]:
        assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert set(entry["template"]) == {"name", "sha256"}
        assert all(len(record["original"]) == 64 for record in entry["records"])
    for entry in manifest["originals"]:
        assert hashlib.sha256((folder / "原始表单" / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    there = {path.name for path in folder.iterdir() if path.is_file()} - {"manifest.json"}
    assert {entry["file"] for entry in manifest["documents"]} == there
    assert {entry["file"] for entry in manifest["originals"]} == names_in(desk, f"{PACKET}/原始表单")


def test_every_value_of_the_forms_stands_in_the_documents(done: tuple[Desk, IngestReport]) -> None:
    """All but the roster's, which only fills in, what is counted anew, and the name of a picture that is shown."""
    desk, _ = done
    text = "".join("".join(text_of(path).split()) for path in desk.workspace.outbox.rglob("*.docx"))
    counted = {"序号", "应到人数", "实到人数", "请假人数", "缺席人数", "文件名"}
    missing = []
    for held in desk.ledger.held(BRANCH):
        if held.form == "党员花名册":
            continue
        rows = [row for table in held.record.tables.values() for row in table]
        for values in (held.record.fields, *rows):
            for name, value in values.items():
                if value.value is not BLANK and name not in counted and not any(form in text for form in spoken(value)):
                    missing.append((held.form, name, value.value, value.origin.cell))
    assert missing == []


def spoken(value: Value) -> set[str]:
    """The ways in which a document may print it, without blanks."""
    forms = {str(printed(value.value)), short_date(value.value), value.written}
    return {"".join(form.split()) for form in forms}


def test_hard_text_survives(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    everything = "\n".join(text_of(path) for path in (desk.workspace.outbox / PACKET).glob("*.docx"))
    assert "买买提·艾力" in everything
    assert 'A<B & "R&D"' in everything
    assert "1598.99" in text_of(document(desk, "05 党费交纳台账"))
    attendance = text_of(document(desk, "02 签到表"))
    assert re.search(r"应到\D{0,6}17", attendance)
    assert re.search(r"实到\D{0,6}15", attendance)


def test_line_breaks_of_the_minutes_survive(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    held = next(held for held in desk.ledger.held(BRANCH) if held.form == "活动登记表")
    minutes = str(held.record.value("会议记录"))
    lines = [line.strip() for line in minutes.splitlines() if line.strip()]
    assert len(lines) > 1
    printed_lines = [line.strip() for line in re.split(r"[\n\t]", text_of(document(desk, "03 会议记录")))]
    assert [line for line in lines if line not in printed_lines] == []


def test_no_part_of_any_document_holds_a_tag_or_none(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    for path in desk.workspace.outbox.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    xml = package.read(name).decode()
                    assert not re.search(r"\{\{|\{%|\}\}|%\}|>None<|nan<|Undefined|&amp;(amp|lt|gt|quot|#)", xml), (
                        path.name,
                        name,
                    )


def test_pictures_are_upright_and_tell_nothing(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    shapes = []
    with zipfile.ZipFile(document(desk, "06 活动剪影")) as package:
        for name in package.namelist():
            if name.startswith("word/media/"):
                with Image.open(io.BytesIO(package.read(name))) as image:
                    assert not dict(image.getexif())
                    assert "exif" not in image.info
                    shapes.append((name, image.width > image.height))
    # IMG_0315 is stored on its side; its banner is at the top when it lies wide.
    assert [wide for _, wide in shapes] == [True, True, True]


def test_json_has_the_shape_of_the_design(done: tuple[Desk, IngestReport]) -> None:
    desk, report = done
    answer = ingest_answer(report, desk)
    parts = {"accepted", "returned", "duplicates", "waiting", "withdrawn", "not_read", "not_taken", "failures"}
    assert set(answer) == parts
    for entry in answer["accepted"]:
        assert {"file", "form", "branch", "activity", "documents"} <= set(entry)
        assert all((desk.workspace.root / path).is_file() for path in entry["documents"])
    entry = next(entry for entry in answer["accepted"] if entry["form"] == "活动登记表")
    assert entry["activity"] == PACKET
    json.dumps(answer)


def test_once_more_changes_nothing(done: tuple[Desk, IngestReport]) -> None:
    desk, _ = done
    stamps = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.workspace.outbox.rglob("*.*")
              if path.is_file() and path != desk.workspace.status_page}  # fmt: skip
    drop_samples(desk.workspace)
    report = ingest(desk)
    assert {type(outcome) for outcome in report.outcomes} == {Duplicate}
    assert len(report.outcomes) == len(list(SAMPLES.iterdir()))
    assert report.published == []
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in stamps} == stamps
    assert len(outbox_of(desk)) == len(stamps)
    assert not [path for path in desk.workspace.inbox.rglob("*") if path.is_file()]
