"""An explanation as one file of HTML, without a server or a network."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from pipeline.flow.explain.words import Chapter

_BEGINNING: Final = (
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="generator" content="dangan explain">'
)
_FORMER_BEGINNING: Final = '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>说明：'
"""Of the pages that did not name their maker yet."""
_STYLE: Final = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.6}"
    "h1{font-size:1.3em}h2{font-size:1.05em;margin:1.4em 0 .3em}li{white-space:pre-wrap;overflow-wrap:anywhere}"
)


def page_of(title: str, chapters: Iterable[Chapter]) -> bytes:
    parts = [
        f"<h2>{escape(chapter.title)}</h2>\n<ul>{''.join(f'<li>{escape(line)}</li>' for line in chapter.lines)}</ul>"
        for chapter in chapters
    ]
    head = f"<title>{escape(title)}</title><style>{_STYLE}</style>"
    body = f"<h1>{escape(title)}</h1>\n" + "\n".join(parts)
    page = f"{_BEGINNING}{head}</head>\n<body>{body}</body></html>\n"
    return page.encode(errors="backslashreplace")


def is_page(content: bytes) -> bool:
    """Whether it is such a page: its head says so."""
    return content.startswith((_BEGINNING.encode(), _FORMER_BEGINNING.encode()))
