"""Copies of faulty templates with each fault as a Word comment, for the person who mends them in Word."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pipeline.files.publish import write_whole
from pipeline.flow.checking.templates import TemplateCheck
from pipeline.render.comments import with_comments

_ENDING: Final = "（检查批注）.docx"


def write_copies(templates: Iterable[TemplateCheck], folder: Path) -> dict[str, Path]:
    """By template. Earlier copies of templates that are whole again are removed, nothing else in the folder is.

    Raises OSError where a copy cannot be written or removed, as where it is open in Word.
    """
    copies: dict[str, Path] = {}
    for template in templates:
        if template.faults and (content := with_comments(template.content, template.faults)) != template.content:
            copies[template.name] = folder / f"{template.name.removesuffix('.docx').replace('/', '／')}{_ENDING}"
            write_whole(copies[template.name], content)
    for old in set(folder.glob(f"*{_ENDING}")) - set(copies.values()):
        old.unlink()
    return copies
