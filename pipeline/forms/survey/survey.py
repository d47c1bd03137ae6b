"""A workbook looked over before calamine reads it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from pipeline.files.kinds import Kind
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


def survey(stream: IO[bytes], kind: Kind) -> WorkbookFacts:
    """Of the file from its first byte on; raises Unsound or TooLarge for what must not be read."""
    try:
        if kind is Kind.XLS:
            return survey_xls(stream.read())
        if not kind.is_workbook:
            raise Unsound(f"a file of the kind {kind.value}")
        with zipfile.ZipFile(stream) as package:
            return survey_xlsx(package) if kind is Kind.XLSX else survey_ods(package)
    except _FAULTS as error:
        raise Unsound(str(error)) from error
