"""The templates that an inspection needs, each with the names that it may use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.inspection import notices, rectification
from pipeline.render.scan import Names

TEMPLATES: Final[Mapping[str, Names]] = {
    rectification.TEMPLATE: rectification.NAMES,
    notices.TEMPLATE: notices.NAMES,
}
