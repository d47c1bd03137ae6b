"""Template + context -> the bytes of a document: the same bytes for the same input, and no character lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.render.compiled import Compiled
from pipeline.render.environment import NeedsDocxtpl
from pipeline.render.media import Print
from pipeline.render.pictures import BrokenPicture, PictureShop, placeholder, printed_size
from pipeline.render.properties import Properties
from pipeline.render.store import PlanStore

if TYPE_CHECKING:
    from pipeline.render.fault import FaultyTemplate

_HINT = "请检查模板中的 {{ }} 名称是否与表单的栏目一致"


class _Template(NamedTuple):
    """A template's file as it was read: `stamp` is its size and time then."""

    stamp: tuple[int, int]
    content: bytes
    digest: str


class Renderer:
    """Renders the templates of one folder. A template is read once, and again when its file has changed.

    Not for several threads at once.
    """

    def __init__(self, folder: Path, shop: PictureShop, store: PlanStore) -> None:
        self._folder = folder
        self._shop = shop
        self._store = store
        self._plans: dict[str, tuple[str, Compiled | Exception]] = {}
        """With each the digest of the template that it was made of; what a faulty one raised is raised again."""
        self._read: dict[str, _Template] = {}
        self._as_looked_at: dict[str, _Template] | None = None

    @contextmanager
    def looking_once(self) -> Iterator[None]:
        """Within, a template's file is looked at once: whoever edits it meanwhile changes none of what is being made.

        So the digest that is told of a document is that of the very template that it was made with.
        """
        self._as_looked_at = {}
        try:
            yield
        finally:
            self._as_looked_at = None

    def digest(self, template: str) -> str:
        """SHA-256 of the template's file."""
        return self._template(template).digest

    def reasons(self, template: str) -> tuple[str, ...]:
        """Why the template's documents take docxtpl's own, slower way; empty where text alone gives its result."""
        return self._compiled(template).reasons

    def inputs(self, template: str, context: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The template's `digest`, and what of the context can enter a document, by name.

        All of it where the template is faulty: `render` tells. Raises TemplateError where there is none.
        """
        source = self._template(template)
        try:
            names = self._compiled_of(template, source).names
        except Exception:
            return source.digest, dict(context)
        return source.digest, {name: context[name] for name in names if name in context}

    def render(self, template: str, context: Mapping[str, Any], properties: Properties) -> bytes:
        """Raises FaultyTemplate with every fault and its place; OSError where an original is gone."""
        try:
            compiled = self._compiled(template)
            if not compiled.reasons:
                try:
                    return compiled.render({**context, **properties.names()}, self._prepare)
                except NeedsDocxtpl:
                    pass
            return self._slowly(template, context, properties)
        except OSError:
            raise
        except Exception as error:
            # Whatever a template makes jinja2, lxml and python-docx raise; people edit templates.
            raise self._diagnosed(template, context, error) from error

    def shows(self, picture: Picture) -> bool:
        """False for a picture that is damaged: its documents have a placeholder."""
        return self._shop.shows(picture)

    def _diagnosed(self, template: str, context: Mapping[str, Any], error: Exception) -> FaultyTemplate:
        from pipeline.render.fault import FaultyTemplate, faulty
        from pipeline.render.review.diagnosis import diagnose

        if faults := diagnose(self._template(template).content, context):
            return faulty(template, faults)
        if isinstance(error, TemplateError):
            return FaultyTemplate(f"模板 {template}：{error.message}", error.hint)
        return FaultyTemplate(f"模板 {template} 不能生成：{type(error).__name__} {error}".strip(), _HINT)

    def _slowly(self, template: str, context: Mapping[str, Any], properties: Properties) -> bytes:
        from pipeline.render.by_docxtpl import render_by_docxtpl

        content = self._template(template).content
        return render_by_docxtpl(content, context, properties, self._prepare)

    def _compiled(self, template: str) -> Compiled:
        return self._compiled_of(template, self._template(template))

    def _compiled_of(self, template: str, source: _Template) -> Compiled:
        digest, compiled = self._plans.get(template, ("", None))
        if compiled is None or digest != source.digest:
            compiled = self._made(template, source)
            self._plans[template] = (source.digest, compiled)
        if isinstance(compiled, Exception):
            raise compiled.with_traceback(None)
        return compiled

    def _made(self, template: str, source: _Template) -> Compiled | Exception:
        try:
            return Compiled(self._store.plan(template, source.digest, source.content))
        except OSError:
            raise
        except Exception as error:
            return error

    def _prepare(self, picture: Picture) -> Print:
        try:
            content, note = self._shop.prepared(picture), ""
        except BrokenPicture:
            content = placeholder(picture.width_mm, picture.height_mm)
            name = "".join(filter(str.isprintable, picture.name))
            note = f"照片损坏：{name}" if name else "照片损坏"
        return Print(content, *printed_size(content, picture), note)

    def _template(self, name: str) -> _Template:
        if self._as_looked_at is None:
            return self._looked_at(name)
        if name not in self._as_looked_at:
            self._as_looked_at[name] = self._looked_at(name)
        return self._as_looked_at[name]

    def _looked_at(self, name: str) -> _Template:
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
