"""Templates grown out of fragments, for hypothesis."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from dialect.build import cell, header, para, row, run, template, text_box

INLINE: Final = st.sampled_from(
    [
        "文字", " ", "{{ 值 }}", "{{值}} ", "{{ 值|trim }}", "{{ 表|length }}", "{{ 图 }}", "{# 注 #}", "{ 甲 }",
        "{% if 有 %}有{{ 值 }}{% endif %}", "{% if not 有 %}无{% else %}{{ 值 }}{%endif%}",
        "{% if 有 %} {{ 值 }}{% endif %}", "{% for 人 in 表 %}{{ 人.姓名 }}，{% endfor %}", "{{- 值 -}}",
        "{% set 甲 = 值 %}{{ 甲 }}", "{{ '一\\n二' }}", "“{{ 值 or ‘无’ }}”",
    ]
)  # fmt: skip
_STYLE: Final = st.sampled_from(["", "<w:b/>", '<w:rFonts w:hint="eastAsia"/>'])


@st.composite
def _paragraph(draw: st.DrawFn) -> str:
    """A text cut into runs anywhere, also within its tags."""
    text = "".join(draw(st.lists(INLINE, min_size=1, max_size=4)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return f"<w:p>{''.join(run(piece, draw(_STYLE)) for piece in pieces)}</w:p>"


_CELL: Final = st.one_of(
    _paragraph().map(cell),
    _paragraph().map(lambda inner: cell(inner, '<w:gridSpan w:val="2"/>')),
    st.sampled_from(["{% cellbg 'FF0000' %}", "{% colspan 表|length %}", "{% vm %}", "{% hm %}", ""]).map(
        lambda tag: cell(para(f"{tag}{{{{ 值 }}}}"))
    ),
)
_ROW: Final = st.lists(_CELL, min_size=1, max_size=3).map(lambda cells: row(*cells))
_AROUND_ROWS: Final = st.sampled_from([("for 人 in 表", "endfor"), ("if 有", "endif"), ("if not 有", "endif")])


@st.composite
def _rows(draw: st.DrawFn) -> str:
    rows = draw(st.lists(_ROW, min_size=1, max_size=2))
    if draw(st.booleans()):
        start, end = draw(_AROUND_ROWS)
        rows = [row(f"{{%tr {start} %}}"), *rows, row(f"{{%tr {end} %}}")]
    return "".join(rows)


@st.composite
def _table(draw: st.DrawFn) -> str:
    grid = '<w:gridCol w:w="700"/>' * draw(st.integers(1, 4))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(draw(st.lists(_rows(), max_size=3)))}</w:tbl>"


@st.composite
def _section(draw: st.DrawFn) -> str:
    inner = draw(st.one_of(_paragraph(), _table(), _paragraph().map(text_box)))
    if draw(st.booleans()):
        start, end = draw(_AROUND_ROWS)
        inner = para(f"{{%p {start} %}}") + inner + para(f"{{%p {end} %}}")
    return inner


@st.composite
def grown_body(draw: st.DrawFn) -> str:
    return "".join(draw(st.lists(_section(), min_size=1, max_size=4))) + para("末")


def grown_template(body: str, above: str, below: str) -> bytes:
    return template(body, header(above, below))


TEXT: Final = st.one_of(
    st.sampled_from(
        ["<", "&", "]]>", "{{", "}}", "{_{", "%_}", "{% if %}", "a\tb", "一\n二", " 前后 ", "😀𬱖", "&amp;", "</w:t>"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=6
    ),
)
