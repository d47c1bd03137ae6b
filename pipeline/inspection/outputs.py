"""What an inspection leaves in outbox/年度/迎检: the page, the lists, the list of what to mend, and the notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from pipeline.errors import TemplateError
from pipeline.files.names import distinct, safe_name
from pipeline.inspection import notices, rectification
from pipeline.inspection.inspection import Inspection
from pipeline.inspection.listing import LISTING, listing
from pipeline.inspection.page import PAGE, page
from pipeline.ledger.entries import PublishedDocument
from pipeline.ledger.ledger import Ledger
from pipeline.packet.publish.by_manifest import publish_all
from pipeline.packet.publish.outbox import Outbox
from pipeline.render.fault import together
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer

FOLDER: Final = "迎检"


def write(
    inspection: Inspection, renderer: Renderer, outbox: Outbox, ledger: Ledger, mend_by: dt.date | None = None
) -> tuple[PublishedDocument, ...]:
    """What now lies there; with `beside` where a person's version was kept. `mend_by` is a day that the office sets.

    Raises TemplateError with what is wrong in any template, before anything is written.
    """
    folder = f"{inspection.year}/{FOLDER}"
    contents = {PAGE: page(inspection), LISTING: listing(inspection), **_rendered(inspection, renderer, mend_by)}
    return publish_all({f"{folder}/{name}": content for name, content in contents.items()}, folder, outbox, ledger)


def _rendered(inspection: Inspection, renderer: Renderer, mend_by: dt.date | None) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    errors: list[TemplateError] = []
    for name, author, template, context in _documents(inspection, mend_by):
        try:
            made[f"{name}.docx"] = renderer.render(template, context, Properties(name, author, inspection.today))
        except TemplateError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return made


def _documents(inspection: Inspection, mend_by: dt.date | None) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Name without ending, author, template and what the template sees."""
    yield rectification.NAME, "", rectification.TEMPLATE, rectification.context(inspection, mend_by)
    taken: set[str] = set()
    for office, context in notices.contexts(inspection, mend_by).items():
        yield distinct(safe_name(f"{notices.NAME} {office}"), taken), office, notices.TEMPLATE, context
