"""Template + context -> the bytes of a document: the same bytes for the same input, and no character lost."""

from __future__ import annotations

import datetime as dt
import io
import re
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


_HINT = "请检查模板中的 {{ }} 名称是否与表单的栏目一致"


@dataclass(frozen=True, slots=True)
class _Template:
    """A template's file as it was read: `stamp` is its size and time then."""

    stamp: tuple[int, int]
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Properties:
    """What stands in the document's properties; `day` is the activity's, never today's."""

    title: str
    author: str
    day: dt.date


class Renderer:
    """Renders the templates of one folder. A template is read once, and again when its file has changed."""

    def __init__(self, folder: Path, shop: PictureShop) -> None:
        self._folder = folder
        self._shop = shop
        self._read: dict[str, _Template] = {}

    def digest(self, template: str) -> str:
        """SHA-256 of the template's file."""
        return self._template(template).digest

    def render(self, template: str, context: Mapping[str, Any], properties: Properties) -> bytes:
        """Raises TemplateError naming the template and what does not fit; OSError where an original is gone."""
        from pipeline.render.document import Document

        source = self._template(template)
        try:
            document = Document(io.BytesIO(source.content))
            document.init_docx()
            document.render(self._filled(context, document), self._environment, autoescape=True)
            _stamp(document, properties)
            out = io.BytesIO()
            document.save(out)
        except TemplateError as error:
            raise TemplateError(f"模板 {template}：{error.message}", error.hint) from error
        except OSError:
            raise
        except Exception as error:
            # Whatever a template makes jinja2, lxml and python-docx raise; people edit templates.
            raise TemplateError(f"模板 {template} 不能生成：{_in_words(error)}", _HINT) from error
        return normalised(out.getvalue())

    def _template(self, name: str) -> _Template:
        path = self._folder / name
        try:
            status = path.stat()
            stamp = (status.st_size, status.st_mtime_ns)
            if name not in self._read or self._read[name].stamp != stamp:
                content = path.read_bytes()
                self._read[name] = _Template(stamp, content, digest_of(content))
        except OSError as error:
            raise TemplateError(
                f"缺少模板 {path}", "请从备份恢复，或用 dangan init 新建一个工作区后复制过来"
            ) from error
        return self._read[name]

    @cached_property
    def _environment(self) -> SandboxedEnvironment:
        from jinja2 import StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment

        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_in_xml)
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


def _in_xml(value: Any) -> Any:
    """Escaped, and braces as references: docxtpl would take `{_{` in a value for its own sign."""
    from markupsafe import Markup, escape

    text = printed(value)
    if type(text) is not str:
        return text
    return Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))


def _in_words(error: Exception) -> str:
    """What jinja2 says most often, in Chinese; the rest as it comes."""
    from jinja2 import TemplateSyntaxError, UndefinedError

    if isinstance(error, UndefinedError):
        names = re.findall(r"'([^']*)'", str(error.message))
        return f"没有“{names[-1]}”这个名称" if names else str(error.message)
    if isinstance(error, TemplateSyntaxError):
        return f"标签写法有误：{error.message}"
    return f"{type(error).__name__} {error}".strip()


def _stamp(document: DocxTemplate, properties: Properties) -> None:
    core = document.docx.core_properties
    moment = dt.datetime.combine(properties.day, dt.time())
    core.title = properties.title[:255]
    core.author = properties.author[:255]
    core.last_modified_by = properties.author[:255]
    core.created = moment
    core.modified = moment
    core.revision = 1
