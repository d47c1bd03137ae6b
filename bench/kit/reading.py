"""What stands in a document that an engine made."""

from __future__ import annotations

import io

from docx import Document


def text_of(content: bytes) -> list[str]:
    """Paragraphs and cells of the body, in reading order; raises what python-docx raises for a broken package."""
    return ["".join(part.text or "" for part in p.iter(_TEXT)) for p in Document(io.BytesIO(content)).element.iter(_P)]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TEXT = f"{_W}p", f"{_W}t"
