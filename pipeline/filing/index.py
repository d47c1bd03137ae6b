"""The page that opens a handed-over set: every box, every piece, each a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from pipeline.files.links import link_to
from pipeline.filing.boxes import Box, Filed

_STYLE: Final = """
body{font:15px/1.7 "Noto Serif CJK SC","宋体",serif;margin:2em auto;max-width:62em;padding:0 1em;color:#222}
h1{font-size:1.6em;text-align:center}h2{font-size:1.15em;margin:1.8em 0 .4em;border-bottom:2px solid #b5121b}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.2em .5em;text-align:left}
th{background:#f4efe6}td.n{text-align:right}small{color:#666}a{color:#8a1016}
"""
_HEADINGS: Final = ("档号", "题名", "责任者", "日期", "页数", "备注")


def index_page(
    title: str,
    boxes: Sequence[Box],
    files: Mapping[str, Sequence[str]],
    photos: Sequence[tuple[str, Mapping[str, Any]]],
    lists: Iterable[str],
) -> bytes:
    """`files` by 档号, `photos` with their catalogue's rows, `lists`: all paths below the page's folder."""
    parts = [f"<h1>{escape(title)}</h1>", f"<p>目录和登记：{'　'.join(_link(path, path) for path in lists)}</p>"]
    for box in boxes:
        series = box.series
        parts.append(
            f"<h2>第{box.number}盒　{escape(series.box)}　<small>保管期限 {series.retention.value}，"
            f"{len(box.filed)} 件 {box.pages} 页，件号 {box.numbers}</small></h2>"
        )
        parts.append(_table(_HEADINGS, [_row(one, files.get(one.reference, ())) for one in box.filed]))
    if photos:
        parts.append(f"<h2>照片　<small>{len(photos)} 张</small></h2>")
        rows = [
            [_link(path, row["照片号"]), *(escape(str(row[name])) for name in ("题名", "时间", "参见号"))]
            for path, row in photos
        ]
        parts.append(_table(("照片号", "题名", "时间", "参见号"), rows))
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    ).encode()


def _row(one: Filed, paths: Sequence[str]) -> list[str]:
    first = _link(paths[0], one.reference) if paths else escape(one.reference)
    others = "".join(f"　{_link(path, '附')}" for path in paths[1:])
    told = (one.piece.title, one.piece.author, one.piece.day, str(one.pages), one.remark)
    return [first + others, *map(escape, told)]


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>\n{body}</table>"


def _link(path: str, text: str) -> str:
    return f'<a href="{escape(link_to(path))}">{escape(text)}</a>'
