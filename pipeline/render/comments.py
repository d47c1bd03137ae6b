"""A template with its faults as Word comments, for the person who mends it in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any, Final

from pipeline.render.archive import Prepared, member
from pipeline.render.fault import TemplateFault

_AUTHOR: Final = "模板检查"
_BODY: Final = "正文"


def with_comments(content: bytes, faults: Sequence[TemplateFault]) -> bytes:
    """The template with a comment at each fault's paragraph; faults that Word cannot comment (headers, footers,
    footnotes, properties) are told at the first paragraph of the body. What is no docx comes back as it is.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
    except Exception:
        # Whatever zipfile, lxml and python-docx raise for a file that is no docx.
        return content
    paragraphs = list(document.element.body.iter(_w("p"))) or [document.add_paragraph()._p]
    for fault in faults:
        is_here = fault.part == _BODY and 0 <= fault.paragraph < len(paragraphs)
        _comment(document, _outside(paragraphs[fault.paragraph if is_here else 0]), fault)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        return Prepared.of([member(name, package.read(name)) for name in package.namelist()]).with_members([])


def _outside(paragraph: Any) -> Any:
    """Word allows no comments in text boxes: the paragraph that holds the box is commented."""
    box = next(paragraph.iterancestors(_w("txbxContent")), None)
    return paragraph if box is None else _outside(next(box.iterancestors(_w("p"))))


def _comment(document: Any, element: Any, fault: TemplateFault) -> None:
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(element, document)
    runs = paragraph.runs or [paragraph.add_run()]
    text = f"{fault}\n{fault.hint}" if fault.hint else str(fault)
    comment = document.add_comment(runs, text, _AUTHOR, _AUTHOR[0])
    # Equal templates give equal copies: python-docx would write the hour.
    comment._comment_elm.attrib.pop(_w("date"), None)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
