"""Every document made of the samples becomes pages, with its text on them."""

from __future__ import annotations

from pathlib import Path

from builders import drop_samples, make_desk
from pypdf import PdfReader

from pipeline.flow.ingest import ingest
from pipeline.pdf.convert import convert


def test_libreoffice_converts_each_document(soffice: Path, tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "w")
    drop_samples(desk.workspace)
    ingest(desk)
    documents = sorted((desk.workspace.outbox / "2026").rglob("*.docx"))
    assert len(documents) > 20
    made = convert(documents, tmp_path / "pdf", "pdf", soffice=soffice, timeout_s=240)
    for source, pdf in zip(documents, made, strict=True):
        with PdfReader(pdf) as reader:
            text = "".join("".join(page.extract_text().split()) for page in reader.pages)
        assert "机关第一党支部" in text, source.name
