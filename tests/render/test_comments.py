"""The copy of a template that shows its faults as comments can be opened, and comments what is at fault."""

from __future__ import annotations

import io

from docx import Document
from word import word

from pipeline.render.comments import with_comments
from pipeline.render.scan import faults_of

CONTENT = word("标题", "{{ 甲 }}与{{ 乙 }}", rows=[["", "{{ 丙 }}"]], header="{{ 丁 }}", subject="{{ 戊 }}")


def commented(content: bytes) -> list[tuple[str, list[int]]]:
    """Each comment's text, and the paragraphs of the body that it begins in."""
    document = Document(io.BytesIO(content))
    starts = [
        (int(mark), number)
        for number, paragraph in enumerate(document.element.body.iter(_w("p")))
        for mark in paragraph.xpath("./w:commentRangeStart/@w:id")
    ]
    return [
        (comment.text, [number for mark, number in starts if mark == comment.comment_id])
        for comment in document.comments
    ]


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def test_each_fault_is_a_comment_at_its_paragraph() -> None:
    found = commented(with_comments(CONTENT, faults_of(CONTENT, {})))
    assert [places for _, places in found] == [[1], [1], [3], [0], [0]]
    assert ["甲" in found[0][0], "乙" in found[1][0], "丙" in found[2][0]] == [True, True, True]
    assert "页眉" in found[3][0]
    assert "文档属性" in found[4][0]


def test_the_template_s_own_text_stays() -> None:
    faults = faults_of(CONTENT, {})
    before, after = (Document(io.BytesIO(each)) for each in (CONTENT, with_comments(CONTENT, faults)))
    assert [each.text for each in before.paragraphs] == [each.text for each in after.paragraphs]
    assert faults_of(with_comments(CONTENT, faults), {}) == faults


def test_equal_templates_give_equal_copies() -> None:
    faults = faults_of(CONTENT, {})
    assert with_comments(CONTENT, faults) == with_comments(CONTENT, faults)


def test_what_is_no_docx_comes_back() -> None:
    assert with_comments(b"no zip", faults_of(b"no zip", {})) == b"no zip"
