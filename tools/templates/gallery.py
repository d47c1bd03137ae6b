"""The register of templates: a function decorated with `@template` is one file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from docx.document import Document

from templates import documents
from templates.package import empty_document
from templates.page import Page, lay_out

Writer = Callable[[Document], None]


@dataclass(frozen=True)
class Template:
    """One template: the file's name without its suffix, its page, and what writes it."""

    name: str
    page: Page
    write: Writer

    def document(self) -> Document:
        document = empty_document(title=self.name)
        lay_out(document, self.page)
        self.write(document)
        return document


_REGISTER: dict[str, Template] = {}


def template(name: str, page: Page) -> Callable[[Writer], Writer]:
    """Register the decorated function as the writer of `name`.docx on `page`."""

    def register(writer: Writer) -> Writer:
        if name in _REGISTER:
            raise ValueError(f"two templates are called {name}")
        _REGISTER[name] = Template(name, page, writer)
        return writer

    return register


def all_templates() -> list[Template]:
    """Every template of the package `documents`, sorted by name."""
    for module in pkgutil.iter_modules(documents.__path__, f"{documents.__name__}."):
        importlib.import_module(module.name)
    return sorted(_REGISTER.values(), key=attrgetter("name"))
