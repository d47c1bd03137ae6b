"""Free fonts in place of the official Chinese ones, for the converter alone and on Linux alone; what they stand in for.

LibreOffice does not say that it substituted a font; without this file 仿宋 comes out as a sans-serif.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

_SERIF = "Noto Serif CJK SC"
_SANS = "Noto Sans CJK SC"

# The names of one typeface, then the free fonts that stand in for it, best first.
_FACES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong"), (_SERIF,)),
    (("宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong"), (_SERIF,)),
    (("黑体", "SimHei", "华文黑体", "STHeiti"), (_SANS,)),
    (("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti"), ("LXGW WenKai", _SERIF)),
    (("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"), (_SERIF,)),
)
_POSTSCRIPT = ("FZXBSJW", "FZXiaoBiaoSong", "STFang", "STKai", "STHei", "STSong")
"""How fonts of the faces may begin in a PDF beside their names."""
_TITLE_FACE = _FACES[-1][0]

_HEAD = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'


def font_config(system: Path, extra: Path | None = None) -> str:
    """The text of a fontconfig file: the system's own, the folder `extra`, then the aliases.

    `accept` leaves a font that is installed alone, and a sibling name of the same typeface is tried
    before a free font.
    """
    lines = [f'<include ignore_missing="yes">{escape(str(system))}</include>']
    if extra is not None:
        lines.append(f"<dir>{escape(str(extra.absolute()))}</dir>")
    lines += [_alias(name, siblings, free) for siblings, free in _FACES for name in siblings]
    lines += [_heavier(name) for name in _TITLE_FACE]
    return _HEAD + "\n".join(lines) + "\n</fontconfig>\n"


def system_config() -> Path:
    return Path(os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf"))


def stand_ins(extra: Path | None = None) -> list[tuple[str, str]]:
    """The official faces that are not there under any of their names, each with the free font that is printed instead.

    `extra` is a folder of more fonts. The second is empty where there is none either. Nothing is known, and nothing
    told, where fontconfig is not at hand.
    """
    there = installed(extra)
    if not there:
        return []
    missing = [(names[0], free) for names, free in _FACES if there.isdisjoint(names)]
    return [(name, next((font for font in free if font in there), "")) for name, free in missing]


def is_face(name: str) -> bool:
    """Whether it is one of the official faces, for which free fonts stand in."""
    return any(name in names for names, _ in _FACES)


def is_expected(font: str) -> bool:
    """Whether a font of a PDF, by the name that it has there, is an official one or one that stands in for it."""
    name = _plain(font)
    return any(name.startswith(_plain(known)) for names, free in _FACES for known in (*names, *_POSTSCRIPT, *free))


def _plain(font: str) -> str:
    return "".join(sign for sign in font.casefold() if sign.isalnum()).removesuffix("sc")


def installed(extra: Path | None = None) -> frozenset[str]:
    """The names of all fonts that the converter finds; empty where fontconfig is not at hand."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    with tempfile.TemporaryDirectory(prefix="dangan-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(font_config(system_config(), extra), "utf-8")
        told = subprocess.run(
            [program, ":", "family"],
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
            capture_output=True,
            check=False,
        )
    lines = told.stdout.decode(errors="replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def _alias(name: str, siblings: tuple[str, ...], free: tuple[str, ...]) -> str:
    others = [other for other in siblings if other != name]
    accepted = "".join(f"<family>{other}</family>" for other in (*others, *free))
    return f'<alias binding="same"><family>{name}</family><accept>{accepted}</accept></alias>'


def _heavier(name: str) -> str:
    # demibold picks Noto's bold cut, yet is light enough that a true 小标宋 is not emboldened artificially.
    test = f'<test name="family"><string>{name}</string></test>'
    edit = '<edit name="weight" mode="assign"><const>demibold</const></edit>'
    return f'<match target="pattern">{test}{edit}</match>'
