"""What a rebuild leaves to be seen: on the status page, and foreseen by a dry run."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import drop, registration
from core import make_core_desk
from rebuilds import enter, foreseen, redone, reopened

from pipeline.flow.rebuild import rebuild


def test_a_run_that_was_broken_off_at_its_end_is_shown_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(theme="学党章总纲"), "登记.xlsx")
    enter(desk)
    page = desk.workspace.outbox / "总览.html"

    def broken_off(*told: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "show", broken_off)
        with pytest.raises(KeyboardInterrupt):
            redone(desk)
    assert not page.exists() or "学党章总纲" not in page.read_text(encoding="utf-8")
    assert redone(desk).done == []
    assert "学党章总纲" in page.read_text(encoding="utf-8")


def test_a_dry_run_foresees_what_a_template_makes_wrong(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(会议记录="一"), "登记.xlsx")
    enter(desk)
    template = desk.workspace.templates / "会议记录.docx"
    template.write_bytes(b"no docx")
    desk = reopened(desk)
    foretold = [error.message for error in foreseen(desk).failures]
    assert foretold
    assert foretold == [error.message for error in redone(desk).failures]
