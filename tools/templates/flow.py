"""Choices and repetitions of whole paragraphs and tables, written as tags on lines of their own.

A line that holds a `{%p %}` tag is gone from the rendered document; in the template it is small and grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from docx.document import Document

from templates.markup import write


@contextmanager
def when(document: Document, condition: str) -> Iterator[None]:
    """What the block writes is printed only if `condition` holds."""
    tag(document, f"if {condition}")
    yield
    tag(document, "endif")


@contextmanager
def each(document: Document, loop: str) -> Iterator[None]:
    """What the block writes is printed for each item of `loop`, such as "项 in 议程"."""
    tag(document, f"for {loop}")
    yield
    tag(document, "endfor")


def otherwise(document: Document) -> None:
    """Inside `when`: what follows is printed if the condition fails; inside `each`: if there is no item."""
    tag(document, "else")


def tag(document: Document, statement: str) -> None:
    write(document, f"{{%p {statement} %}}", "tag")


def lines_of(name: str) -> str:
    """The loop over the lines of a long text, none if it is BLANK; `段` is the line."""
    return f"段 in ({name} or '').splitlines()"


def text_of(document: Document, name: str, *, closes: bool = False) -> None:
    """A long text, a paragraph for each of its lines; a blank line to be filled by hand if there is none.

    One that `closes` the paper takes its last lines along when the signature moves to the next page.
    """
    with each(document, lines_of(name)):
        if closes:
            with when(document, "loop.last"):
                write(document, "{{ 段 }}", "last_body")
                otherwise(document)
                write(document, "{{ 段 }}", "body")
        else:
            write(document, "{{ 段 }}", "body")
        otherwise(document)
        write(document, "{{ 横线 }}", "last_body" if closes else "body")
