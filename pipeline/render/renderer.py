"""Template + context -> the bytes of a document: the same bytes for the same input, and no character lost."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.render.package import normalised
from pipeline.render.pictures import BrokenPicture, PictureShop, placeholder, printed_size
from pipeline.render.printing import FILTERS, GLOBALS, printed

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment


@dataclass(frozen=True, slots=True)
class Properties:
    """What stands in the document's properties; `day` is the activity's, never today's."""

    title: str
    author: str
    day: dt.date


class Renderer:
    """Renders the templates of one folder. A template is read once; a changed one needs a new Renderer."""

    def __init__(self, folder: Path, shop: PictureShop) -> None:
        self._folder = folder
        self._shop = shop
        self._contents: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}

    def digest(self, template: str) -> str:
        """SHA-256 of the template's file."""
        if template not in self._digests:
            self._digests[template] = digest_of(self._content(template))
        return self._digests[template]

    def render(self, template: str, context: Mapping[str, Any], properties: Properties) -> bytes:
        """Raises TemplateError naming the template and what does not fit."""
        from docxtpl import DocxTemplate
        from jinja2 import TemplateError as JinjaError

        document = DocxTemplate(io.BytesIO(self._content(template)))
        try:
            document.init_docx()
            document.render(self._filled(context, document), self._environment, autoescape=True)
        except JinjaError as error:
            message = f"模板 {template} 不能生成：{error.message}"
            raise TemplateError(message, "请检查模板中的 {{ }} 名称是否与表单的栏目一致") from error
        except TemplateError as error:
            raise TemplateError(f"模板 {template}：{error.message}", error.hint) from error
        _stamp(document, properties)
        out = io.BytesIO()
        document.save(out)
        return normalised(out.getvalue())

    def _content(self, template: str) -> bytes:
        if template not in self._contents:
            path = self._folder / template
            try:
                self._contents[template] = path.read_bytes()
            except OSError as error:
                raise TemplateError(
                    f"缺少模板 {path}", "请从备份恢复，或用 dangan init 新建一个工作区后复制过来"
                ) from error
        return self._contents[template]

    @cached_property
    def _environment(self) -> SandboxedEnvironment:
        from jinja2 import StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment

        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=printed)
        environment.filters |= FILTERS
        environment.globals |= GLOBALS
        return environment

    def _filled(self, value: Any, document: DocxTemplate) -> Any:
        """The context with every Picture turned into one of this document."""
        if isinstance(value, Picture):
            return self._image(value, document)
        if isinstance(value, Mapping):
            return {key: self._filled(inner, document) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._filled(inner, document) for inner in value]
        return value

    def _image(self, picture: Picture, document: DocxTemplate) -> Any:
        from docx.shared import Mm
        from docxtpl import InlineImage

        try:
            content = self._shop.prepared(picture)
        except BrokenPicture:
            content = placeholder(picture.width_mm, picture.height_mm)
        width, height = printed_size(content, picture)
        return InlineImage(document, io.BytesIO(content), width=Mm(width), height=Mm(height))


def _stamp(document: DocxTemplate, properties: Properties) -> None:
    core = document.docx.core_properties
    moment = dt.datetime.combine(properties.day, dt.time())
    core.title = properties.title[:255]
    core.author = properties.author[:255]
    core.last_modified_by = properties.author[:255]
    core.created = moment
    core.modified = moment
    core.revision = 1
