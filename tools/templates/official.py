"""Pieces of an official paper (GB/T 9704-2012) and of a bulletin with a red head."""

from __future__ import annotations

from docx.document import Document

from templates.markup import append, paragraph_xml, twips, write
from templates.page import text_width
from templates.styles import RED

RED_RULE = 18  # eighths of a point
OUTER_RULE, INNER_RULE = 8, 6  # 0.35 mm and 0.25 mm
DATE_WIDTH = 52


def title(document: Document, *lines: str) -> None:
    """The title, one paragraph a line, and an empty line below it."""
    for line in lines:
        write(document, line, "title")
    write(document, "", "body")


def level1(document: Document, text: str) -> None:
    write(document, text, "level1")


def level2(document: Document, text: str) -> None:
    write(document, text, "level2")


def body(document: Document, text: str) -> None:
    write(document, text, "body")


def last_body(document: Document, text: str) -> None:
    """A paragraph that goes along when the signature moves to the next page: none stands on a page alone."""
    write(document, text, "last_body")


def closing(document: Document, signer: str, date: str) -> None:
    """Signature and date, right, two characters in, an empty line above; they stay together."""
    write(document, "", "closing")
    write(document, signer, "closing")
    write(document, date, "closing_date")


def red_head(document: Document, issuer: str, name: str, issue: str, *, editor: str, date: str) -> None:
    """Issuer and name in red, 35 mm below the type area's top, the number below, editor and date over the red rule."""
    write(document, issuer, "red_issuer")
    write(document, name, "red_name")
    write(document, issue, "issue")
    _two_ends(document, editor, date, _rule("bottom", RED_RULE, RED))
    write(document, "", "body")


def letterhead(document: Document, issuer: str, number: str) -> None:
    """Issuer in red, 35 mm below the type area's top; two lines below it the paper's number, over the red rule.

    Between the rule and the title are two lines.
    """
    write(document, issuer, "red_letterhead")
    _empty_lines(document, 2)
    _borderless(document, _row((number, "paper_number", text_width(document)), rules=_rule("bottom", RED_RULE, RED)))
    _empty_lines(document, 2)


def imprint(document: Document, *lines: str, copies: str) -> None:
    """The foot of a bulletin: who gets it, between rules, and the number of copies below, at the right."""
    width, outer, inner = text_width(document), _rule("top", OUTER_RULE), _rule("top", INNER_RULE)
    rows = [_row((lines[0], "imprint", width), rules=outer)]
    rows += [_row((line, "imprint", width), rules=inner) for line in lines[1:]]
    rows.append(_row((copies, "imprint_right", width), rules=outer))
    write(document, "", "last_body")
    _borderless(document, "".join(rows))
    write(document, "", "gap")


def _empty_lines(document: Document, count: int) -> None:
    for _ in range(count):
        write(document, "", "body")


def _two_ends(document: Document, left: str, right: str, rules: str) -> None:
    date = twips(DATE_WIDTH)
    cells = (left, "red_foot", text_width(document) - date), (right, "red_foot_right", date)
    _borderless(document, _row(*cells, rules=rules))


def _borderless(document: Document, rows: str) -> None:
    total, date = text_width(document), twips(DATE_WIDTH)
    append(
        document,
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{total - date}"/><w:gridCol w:w="{date}"/></w:tblGrid>{rows}</w:tbl>',
    )


def _row(*cells: tuple[str, str, int], rules: str) -> str:
    span = "" if len(cells) > 1 else '<w:gridSpan w:val="2"/>'
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:tcBorders>{rules}</w:tcBorders>'
        f'<w:vAlign w:val="bottom"/></w:tcPr>{paragraph_xml(text, style, "<w:keepNext/>")}</w:tc>'
        for text, style, width in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>"


def _rule(side: str, eighths: int, color: str = "auto") -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:color="{color}"/>'
