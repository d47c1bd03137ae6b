"""06 活动剪影: two photographs on a page, each in a frame with what is known of it."""

from __future__ import annotations

from docx.document import Document

from templates.flow import each, otherwise, when
from templates.gallery import template
from templates.markup import write
from templates.page import ALBUM
from templates.sheets import Cell, gap, heading, row, ruled, value

FRAME = Cell(
    (
        ("{%p if 照.缺图 %}", "tag"),
        ("照片尚未收到：{{ 照.文件名 }}", "value_center"),
        ("{%p else %}", "tag"),
        ("{{ 照.图 }}", "picture"),
        ("{%p endif %}", "tag"),
    ),
    None,
)


@template("活动剪影", ALBUM)
def photos(doc: Document) -> None:
    heading(doc, "{{ 支部 }}", "{{ 活动类型 }}活动剪影")
    with each(doc, "照 in 照片"):
        with when(doc, "loop.index0 is even and not loop.first"):
            write(doc, "", "gap", "<w:pageBreakBefore/>")
        ruled(
            doc,
            row(FRAME, height=96),
            row(
                name("照片号", 18),
                value("{{ 照.序号 }}", 12, "cell_center"),
                name("拍摄时间", 20),
                value("{{ 照.拍摄时间 }}", 50, "cell_center"),
                name("摄影者", 18),
                value("{{ 照.摄影者 }}", None, "cell_center"),
                height=6.6,
            ),
            row(name("题　名", 18), value("{{ 照.题名 }}", None, "cell"), height=6.6),
            row(
                name("说　明", 18),
                value("{{ 照.说明 }}", None, "cell"),
                name("地　点", 18),
                value("{{ 活动地点 }}", 50, "cell"),
                height=6.6,
            ),
            together=True,
        )
        gap(doc)
        otherwise(doc)
        ruled(doc, row(value(""), height=96))


def name(text: str, width: float) -> Cell:
    """A label in the small type of captions."""
    return value(text, width, "column")
