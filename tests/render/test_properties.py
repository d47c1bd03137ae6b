"""The properties part: valid whatever the template's was, with the activity's properties in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from dialect.build import para, properties, template
from dialect.engines import Bench, core_of
from docx.document import Document as Docx
from lxml import etree

from pipeline.render.scan import faults_of

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_SLOW = "{% raw %}{% endraw %}"


def spoiled(doc: Docx) -> None:
    """As an earlier version left it: the right names in the wrong namespace, one of them twice."""
    root = doc.core_properties._element
    for space, name, text in (
        (_CUSTOM, "lastModifiedBy", "x"), (_CUSTOM, "revision", "1"),
        (_CORE, "lastModifiedBy", "李四"), (_CORE, "revision", "57"), (_CORE, "revision", "58"),
    ):  # fmt: skip
        etree.SubElement(root, f"{{{space}}}{name}").text = text


@pytest.mark.parametrize("text", ["{{ 值 }}", "{{ 值 }}" + _SLOW])
def test_a_template_s_own_are_stamped_over(tmp_path: Path, text: str) -> None:
    made = Bench(tmp_path, template(para(text), properties(keywords="{{ 留 }}"), spoiled)).ours({"值": "甲"})
    core = core_of(made["docProps/core.xml"])
    assert core["title"] == "标题 <&>"
    assert core["creator"] == core["lastModifiedBy"] == "支部"
    assert core["created"] == core["modified"] == "2026-03-20T00:00:00Z"
    assert core["revision"] == "1"
    assert core["keywords"] == "{{ 留 }}"


@pytest.mark.parametrize("name", ["keywords", "category", "contentStatus", "version"])
def test_a_tag_where_nothing_is_filled_is_a_fault(name: str) -> None:
    (fault,) = faults_of(template(para("x"), properties(**{name: "{{ 支部 }}"})), {"支部": None})
    assert (fault.part, fault.tag) == ("文档属性", "{{ 支部 }}")
