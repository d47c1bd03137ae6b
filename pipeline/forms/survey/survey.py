"""A workbook looked over before calamine reads it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from pipeline.files.kinds import Kind, Known
from pipeline.files.ole import BrokenOle
from pipeline.forms.survey.facts import Unsound, WorkbookFacts
from pipeline.forms.survey.ods import survey_ods
from pipeline.forms.survey.xls import survey_xls
from pipeline.forms.survey.xlsx import survey_xlsx

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    BrokenOle,
    struct.error,
    KeyError,
    ValueError,
    IndexError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)
"""All that a container raises that was cut off, overwritten or made up."""


def survey(stream: IO[bytes], file: Known) -> WorkbookFacts:
    """Of the file that the stream holds; raises Unsound or TooLarge for what must not be read."""
    try:
        if file.kind is Kind.XLS:
            stream.seek(0)
            return survey_xls(stream.read())
        if not file.kind.is_workbook or file.package is None:
            raise Unsound(f"a file of the kind {file.kind.value}")
        return survey_xlsx(file.package) if file.kind is Kind.XLSX else survey_ods(file.package)
    except _FAULTS as error:
        raise Unsound(str(error)) from error
