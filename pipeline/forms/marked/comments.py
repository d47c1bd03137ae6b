"""A comment at each wrong cell: below the person's own where there is one, and taken away again without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from pipeline.forms.grid import Cell, address, cell_at
from pipeline.forms.marked.boxes import EMPTY, with_boxes, without_boxes
from pipeline.forms.marked.package import DOCUMENT, Package
from pipeline.forms.marked.places import lattice_of
from pipeline.forms.marked.schema import COMMENT, COMMENTS, MAIN, WORKSHEET, child_of, parsed, put_in_order, q
from pipeline.forms.marked.words import RULE, Mark, fit, lines_of, may_hold_marks, own_length

AUTHOR: Final = "档案系统"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FONT: Final = '<sz val="10"/><color rgb="FF{}"/><rFont val="宋体"/><family val="3"/><charset val="134"/>'
_HEAD: Final = f"<r><rPr><b/>{_FONT.format('C00000')}</rPr><t/></r>"
_BODY: Final = f"<r><rPr>{_FONT.format('000000')}</rPr><t/></r>"
_BOX_PX: Final = 300
_BOX_CHARACTERS: Final = 40
_LINE_PX: Final = 18
_MOST_PX: Final = 600


def comment(package: Package, part: str, marks: Sequence[Mark]) -> None:
    """`part` is the worksheet; marks of earlier returns are gone from it."""
    if not marks:
        return
    comments = _comments(package, part)
    known = {entry.get("ref"): entry for entry in comments.iter(q("comment"))}
    author = _author(comments)
    sizes: dict[Cell, tuple[int, int]] = {}
    for mark in marks:
        entry = known.get(address(mark.cell))
        if entry is None:
            entry = etree.SubElement(child_of(comments, "commentList", COMMENTS), q("comment"))
            entry.set("ref", address(mark.cell))
            entry.set("authorId", author)
        _say(child_of(entry, "text", COMMENT), mark)
        lines = lines_of("".join(piece.text or "" for piece in _pieces(entry)), _BOX_CHARACTERS)
        sizes[mark.cell] = (_BOX_PX, min(_MOST_PX, (lines + 1) * _LINE_PX))
    vml = _vml(package, part)
    package.write(vml, with_boxes(package.read(vml), sizes, lattice_of(package.look(part)).anchor))


def take_comments_away(package: Package, part: str) -> None:
    """Ours alone; of a comment that the person began, what was put below."""
    relation = next((each for each in package.relations(part) if each.kind == "comments"), None)
    if relation is None or not may_hold_marks(package.read(relation.target)):
        return
    comments = package.root(relation.target)
    emptied: set[Cell] = set()
    for entry in list(comments.iter(q("comment"))):
        pieces = _pieces(entry)
        text = "".join(piece.text or "" for piece in pieces)
        own = own_length(text)
        if own == len(text):
            continue
        if text[:own].strip():
            _cut(pieces, own)
        else:
            emptied.add(cell_at(entry.get("ref", "")))
            entry.getparent().remove(entry)
    vml = _vml_of(package, part)
    if emptied and vml in package:
        package.write(vml, without_boxes(package.read(vml), emptied))
    if comments.find(f"{q('commentList')}/{q('comment')}") is None:
        package.unrelate(part, relation)


def _say(text: Any, mark: Mark) -> None:
    """Puts our words behind all that the person wrote."""
    for piece in text.findall(q("t")):
        run = parsed("<r/>")
        text.replace(piece, run)
        run.append(piece)
    end = len(text.findall(q("r")))
    before = f"\n{RULE}\n" if end else ""
    for number, (look, said) in enumerate(((_HEAD, before + mark.head), (_BODY, "\n" + mark.text))):
        run = parsed(look)
        run.find(q("t")).text = fit(said)
        run.find(q("t")).set(_SPACE, "preserve")
        text.insert(end + number, run)


def _pieces(entry: Any) -> list[Any]:
    """The text as it is shown, piece by piece: not what a reader of Japanese is told about it."""
    text = entry.find(q("text"))
    return [] if text is None else [*text.findall(q("t")), *text.findall(f"{q('r')}/{q('t')}")]


def _cut(pieces: Sequence[Any], length: int) -> None:
    for piece in pieces:
        text = piece.text or ""
        piece.text = text[:length]
        length = max(0, length - len(text))
        run = piece.getparent()
        if not piece.text and run.tag == q("r"):
            run.getparent().remove(run)


def _author(comments: Any) -> str:
    authors = child_of(comments, "authors", COMMENTS)
    names = [entry.text or "" for entry in authors.findall(q("author"))]
    if AUTHOR not in names:
        names.append(AUTHOR)
        etree.SubElement(authors, q("author")).text = AUTHOR
    return str(names.index(AUTHOR))


def _comments(package: Package, part: str) -> Any:
    name = package.related(part, "comments")
    if name not in package:
        name = package.free_name("xl/comments{}.xml")
        package.add(name, f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode(), _COMMENTS_TYPE)
        package.relate(part, "comments", name)
    return package.root(name)


def _vml_of(package: Package, part: str) -> str:
    """The drawing that holds boxes of comments and buttons; headers' pictures have one of their own."""
    drawing = package.look(part).find(q("legacyDrawing"))
    if drawing is None:
        return ""
    wanted = drawing.get(f"{{{DOCUMENT}}}id")
    return next((each.target for each in package.relations(part) if each.id == wanted), "")


def _vml(package: Package, part: str) -> str:
    name = _vml_of(package, part)
    if name not in package:
        name = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.add(name, EMPTY, _VML_TYPE)
        drawing = package.root(part).find(q("legacyDrawing"))
        if drawing is None:
            drawing = put_in_order(package.root(part), parsed("<legacyDrawing/>"), WORKSHEET)
        drawing.set(f"{{{DOCUMENT}}}id", package.relate(part, "vmlDrawing", name))
    return name
