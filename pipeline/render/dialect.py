"""docxtpl's own template, opened and patched; without the ways in which it loses or spoils text.

Where it differs from docxtpl: `R&D` in a tag is `R&D`, not `R&amp;D`; XML that is not well-formed is refused, not
mended by dropping text; line breaks and tabs behind a text box are kept; footnotes are filled once, not once for each
section; properties are not escaped twice and have no limit of 255 characters.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from pipeline.errors import TemplateError
from pipeline.render.core import element_of
from pipeline.render.printing import LINE_BREAK
from pipeline.render.proof import HOLD_NO_TEXT
from pipeline.render.properties import FILLED, in_properties

_FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TAG: Final = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_TEXT: Final = re.compile(r"(?<=>)[^<>]*[\n\t][^<>]*(?=</w:t>)")
_PARSER: Final = etree.XMLParser(resolve_entities=False)
_HOLD_NO_TEXT: Final = {qn(name) for name in HOLD_NO_TEXT}
_SAVE_AS: Final = "请用 Word 或 WPS 打开，另存为“Word 文档(*.docx)”，再放进 templates 文件夹"
_OTHER_KINDS: Final = {b"macroEnabled": "带宏的文档或模板(.docm、.dotm)", b"template.main+xml": "Word 模板文件(.dotx)"}


class Dialect(DocxTemplate):  # type: ignore[misc]
    """A template in docxtpl's dialect."""

    def patch_xml(self, src_xml: str) -> str:
        return _TAG.sub(lambda tag: tag.group().replace("&amp;", "&"), super().patch_xml(src_xml))

    def resolve_listing(self, xml: str) -> str:
        """docxtpl looks for the end of a paragraph at the first </w:p>, which may be that of a text box in it."""
        return _TEXT.sub(_broken, super().resolve_listing(xml))

    def fix_tables(self, xml: str) -> Any:
        _check(xml)
        try:
            return super().fix_tables(xml)
        except (AttributeError, TypeError, ZeroDivisionError) as error:
            raise TemplateError("有一个表格没有列宽", "请在 Word 里选中这个表格，设好列宽，再保存模板") from error

    def map_headers_footers_xml(self, relKey: str, xml: bytes) -> None:
        _check(xml)
        super().map_headers_footers_xml(relKey, xml)

    def footnotes(self) -> Iterator[Any]:
        """The parts that hold footnotes."""
        return (part for part in self.docx.part.package.iter_parts() if part.content_type == _FOOTNOTES)

    def render_footnotes(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        for part in self.footnotes():
            xml = self.render_xml_part(self.patch_xml(self.get_part_xml(part)), part, context, jinja_env)
            _check(xml)
            part._blob = xml.encode()

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        plain = (jinja_env or Environment()).overlay(autoescape=False, finalize=in_properties)
        for name in FILLED:
            element = element_of(self, name)
            element.text = plain.from_string(element.text or "").render(context)


def opened(content: bytes) -> Dialect:
    """Raises TemplateError where the file is no .docx."""
    template = Dialect(io.BytesIO(content))
    try:
        template.init_docx()
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError) as error:
        raise TemplateError(f"不能用作模板：这是{_kind(content)}，不是 Word 文档(.docx)", _SAVE_AS) from error
    return template


def _check(xml: str | bytes) -> None:
    """Raises XMLSyntaxError for what is not well-formed, TemplateError for text that Word would not show."""
    for element in etree.fromstring(xml, _PARSER).iter():
        if element.tag not in _HOLD_NO_TEXT:
            continue
        if loose := "".join(filter(None, (element.text, *(inner.tail for inner in element)))).strip():
            hint = "普通文字请用 {{ }}；{{r }} 和 {{p }} 只能放带格式的内容"
            raise TemplateError(f"“{loose[:20]}”落在了文字之外，Word 不会显示它", hint)


def _broken(text: re.Match[str]) -> str:
    lines = text.group().replace("\n", LINE_BREAK)
    return lines.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def _kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError):
        return "别的文件或不完整的文件"
    return next((words for mark, words in _OTHER_KINDS.items() if mark in types), "别的文件或不完整的文件")
