"""A paper as a person writes it: a heading and some paragraphs, as the smallest .docx that Word and WPS open."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape

from sample_year.workbook import ZIP_TIME

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1700" w:right="1500" w:bottom="1700" w:left="1500"/></w:sectPr>'
)
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}"/></Types>'
)
_RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def paper(title: str, *paragraphs: str, signed: str = "") -> bytes:
    """A4, the title centred, the paragraphs indented by two characters, the signature to the right."""
    body = _paragraph(title, '<w:jc w:val="center"/><w:spacing w:after="400"/>', 36, "黑体")
    body += "".join(_paragraph(text, '<w:spacing w:line="480"/><w:ind w:firstLine="640"/>') for text in paragraphs)
    body += "".join(_paragraph(text, '<w:jc w:val="right"/>') for text in signed.split("\n") if text)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}{_PAGE}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return out.getvalue()


def _paragraph(text: str, form: str, half_points: int = 32, font: str = "仿宋") -> str:
    run = f'<w:rPr><w:rFonts w:eastAsia="{font}"/><w:sz w:val="{half_points}"/></w:rPr>'
    return f'<w:p><w:pPr>{form}</w:pPr><w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
