"""Fonts that the templates ask for and that printing will not find: told before anything is printed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping

from pipeline.flow.checking.report import Finding
from pipeline.model.problem import Severity
from pipeline.pdf.asked import asked_for
from pipeline.pdf.fonts import installed, is_face, stand_ins
from pipeline.settings.workspace import Workspace

_HINT = "请把字体文件放进工作区的 fonts 文件夹，不用安装；只看 Word 文档、不转 PDF 的不受影响"


def check_fonts(workspace: Workspace, templates: Mapping[str, bytes]) -> Iterator[Finding]:
    """`templates` are their contents by name. Hints only."""
    there = installed(workspace.fonts)
    if not there:
        return
    missing: dict[str, list[str]] = {}
    for name, instead in stand_ins(workspace.fonts):
        missing.setdefault(instead, []).append(name)
    for instead, names in missing.items():
        told = f"打印时用 {instead} 代替" if instead else "打印时会用别的字体，版面可能走样"
        yield Finding("fonts", 0, "", f"没有字体 {'、'.join(names)}，{told}", _HINT, Severity.WARNS)
    for template, content in templates.items():
        try:
            asked = asked_for(content)
        except zipfile.BadZipFile:
            continue  # told as a fault of the template
        for name in sorted(asked - there):
            if not is_face(name):
                message = f"用了字体 {name}，这台电脑上没有，打印时会用别的字体代替"
                yield Finding(f"templates/{template}", 0, "", message, _HINT, Severity.WARNS)
