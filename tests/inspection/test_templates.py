"""The templates of an inspection are checked as those of packets are."""

from __future__ import annotations

from pathlib import Path

import pytest
from setups import adding, edit_template, make_setup

from pipeline.flow.checking.check import check
from pipeline.inspection.templates import TEMPLATES


def test_they_fit_and_are_made_the_fast_way(tmp_path: Path) -> None:
    report = check(make_setup(tmp_path))
    errors = {finding.file.removeprefix("templates/") for finding in report.findings if finding.stops}
    assert not errors & TEMPLATES.keys()
    assert {each.name: each.reasons for each in report.templates if each.name in TEMPLATES} == dict.fromkeys(
        TEMPLATES, ()
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_name_that_there_is_not(tmp_path: Path, template: str) -> None:
    workspace = make_setup(tmp_path)
    edit_template(workspace, template, adding("{{ 年都 }}"))
    (finding,) = [finding for finding in check(workspace).findings if finding.stops]
    assert (finding.file, "年都" in finding.message, "年度" in finding.hint) == (f"templates/{template}", True, True)


@pytest.mark.parametrize("template", TEMPLATES)
def test_one_that_is_gone_is_told(tmp_path: Path, template: str) -> None:
    workspace = make_setup(tmp_path)
    (workspace.templates / template).unlink()
    told = [(finding.file, finding.stops) for finding in check(workspace).findings]
    assert (f"templates/{template}", False) in told
