"""Which fonts a Word document asks for: in its text, and in the styles that its text uses."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from xml.sax.saxutils import unescape

_TEXT: Final = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_FONTS: Final = re.compile(r"<w:rFonts\b[^>]*>")
_NAME: Final = re.compile(r'w:(?:ascii|hAnsi|eastAsia)="([^"]+)"')
_USED: Final = re.compile(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"')
_BASED_ON: Final = re.compile(r'<w:basedOn w:val="([^"]+)"')
_STYLE: Final = re.compile(r"<w:style\b([^>]*)>(.*?)</w:style>", re.DOTALL)
_DEFAULTS: Final = re.compile(r"<w:docDefaults>.*?</w:docDefaults>", re.DOTALL)
_ID: Final = re.compile(r'w:styleId="([^"]+)"')


def asked_for(document: bytes) -> frozenset[str]:
    """Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        names = package.namelist()
        text = "".join(_read(package, name) for name in names if _TEXT.fullmatch(name))
        styles = _read(package, "word/styles.xml") if "word/styles.xml" in names else ""
    asked = [text, *_DEFAULTS.findall(styles), *_used(styles, set(_USED.findall(text)))]
    return frozenset(
        unescape(name) for part in asked for fonts in _FONTS.findall(part) for name in _NAME.findall(fonts)
    )


def _read(package: zipfile.ZipFile, name: str) -> str:
    return package.read(name).decode(errors="replace")


def _used(styles: str, wanted: set[str]) -> list[str]:
    """The definitions of those wanted and of what they are based on; the paragraphs' default among them."""
    defined: dict[str, str] = {}
    for head, body in _STYLE.findall(styles):
        if found := _ID.search(head):
            defined[found[1]] = body
            if 'w:type="paragraph"' in head and 'w:default="1"' in head:
                wanted = {*wanted, found[1]}
    while more := {base for name in wanted for base in _BASED_ON.findall(defined.get(name, ""))} - wanted:
        wanted = wanted | more
    return [defined[name] for name in sorted(wanted) if name in defined]
