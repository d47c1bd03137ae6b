"""One template through the renderer and through plain docxtpl, part by part."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from builders import make_photo
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree
from markupsafe import Markup, escape

from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.render.pictures import PictureShop, printed_size
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore

PROPERTIES: Final = Properties("标题 <&>", "支部", dt.date(2026, 3, 20))
_OURS: Final = ("title", "creator", "lastModifiedBy", "created", "modified", "revision")
"""Properties that are the activity's in our documents and the template's in docxtpl's."""
_CORE: Final = {
    "http://purl.org/dc/elements/1.1/": {"creator", "description", "identifier", "language", "subject", "title"},
    "http://purl.org/dc/terms/": {"created", "modified"},
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": {
        "category", "contentStatus", "contentType", "keywords", "lastModifiedBy", "lastPrinted", "revision", "version",
    },
}  # fmt: skip
"""As the standard (ECMA-376 part 2) has them, whatever a library calls them."""


class Bench:
    """A folder with one template, and the pictures 图 and 另图 for it."""

    def __init__(self, folder: Path, content: bytes) -> None:
        self.content = content
        (folder / "t.docx").write_bytes(content)
        blobs = [make_photo(folder / f"{red}.jpg", size=(400, 300), red=red).read_bytes() for red in (200, 90)]
        self._originals = {digest_of(blob): blob for blob in blobs}
        self.pictures = {name: Picture(digest) for name, digest in zip(("图", "另图"), self._originals, strict=True)}
        self._shop = PictureShop(self._originals.__getitem__, folder / "cache")
        self.renderer = Renderer(folder, self._shop, PlanStore(folder / "plans"))

    def reasons(self) -> tuple[str, ...]:
        return self.renderer.reasons("t.docx")

    def ours(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        return parts(self.renderer.render("t.docx", {**context, **self.pictures}, PROPERTIES))

    def theirs(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """docxtpl as its manual says, but for `{_{` in values, which it would take for its own sign."""
        template = DocxTemplate(io.BytesIO(self.content))
        filled = {**context, **self.pictures}
        template.render(_made_for(template, filled, self._shop), autoescape=True)
        out = io.BytesIO()
        template.save(out)
        return parts(out.getvalue())

    def agree(self, context: Mapping[str, Any]) -> None:
        ours, theirs = self.ours(context), self.theirs(context)
        assert sorted(ours) == sorted(theirs)
        for name, body in theirs.items():
            assert ours[name] == body or canonical(name, ours[name]) == canonical(name, body), name


def _made_for(template: DocxTemplate, value: Any, shop: PictureShop) -> Any:
    if isinstance(value, Picture):
        content = shop.prepared(value)
        width, height = printed_size(content, value)
        return InlineImage(template, io.BytesIO(content), width=Mm(width), height=Mm(height))
    if isinstance(value, dict):
        return {key: _made_for(template, inner, shop) for key, inner in value.items()}
    if isinstance(value, list):
        return [_made_for(template, inner, shop) for inner in value]
    if type(value) is str and ("{" in value or "}" in value):
        return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))
    return value


def parts(content: bytes) -> dict[str, bytes]:
    """Every part by name; no name twice."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        return {name: package.read(name) for name in names}


def core_of(body: bytes) -> dict[str, str]:
    """The properties by their names; each is one that the schema allows, and stands once."""
    found: dict[str, str] = {}
    for element in etree.fromstring(body):
        name = etree.QName(element)
        assert name.localname in _CORE[name.namespace]
        assert found.setdefault(name.localname, element.text or "") == (element.text or "")
        assert len(etree.fromstring(body).findall(element.tag)) == 1
        if name.localname in ("created", "modified"):
            assert element.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "dcterms:W3CDTF"
            assert element.nsmap["dcterms"] == name.namespace
    return found


def canonical(name: str, body: bytes) -> bytes:
    """XML in its canonical form, without the white space between elements that hold no text."""
    if not name.endswith((".xml", ".rels", ".psmdcp")):
        return body
    root = etree.fromstring(body)
    for element in root.iter():
        if len(element) and element.text and not element.text.strip():
            element.text = None
        if element.tail and not element.tail.strip() and not str(element.tag).endswith(("}t", "}instrText")):
            element.tail = None
    if name.endswith(("core.xml", ".psmdcp")):
        for element in list(root):
            if etree.QName(element).localname in _OURS:
                root.remove(element)
    if name.endswith(".rels"):
        root[:] = sorted(root, key=lambda relation: relation.get("Id", ""))
    return bytes(etree.tostring(root, method="c14n"))
