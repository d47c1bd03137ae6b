"""Faults that stop the program. What is wrong in a form is a Problem, which is data, not an exception."""

from __future__ import annotations


class DanganError(Exception):
    """Carries its exit code and the next step; has no side effects; is caught once, in `cli`."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SetupError(DanganError):
    """Settings, mappings or templates are missing or do not fit: exit code 2."""

    exit_code = 2


class MappingError(SetupError):
    """A mapping file cannot be used; the message names file, line and key."""


class TemplateError(SetupError):
    """A template cannot be rendered; the message names the template and the field."""


class LedgerError(DanganError):
    """The ledger cannot be opened or written."""


class ConverterError(DanganError):
    """The docx -> pdf converter is missing, died, hung or left no file."""

    exit_code = 2
