"""Which line of a template is being rendered, or was when it failed."""

from __future__ import annotations

import sys
from types import FrameType

from jinja2 import Template


def line_now() -> int:
    """The line of the template that is being rendered; 0 while it is compiled."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if line := _line_in(frame, frame.f_lineno):
            return line
        frame = frame.f_back
    return 0


def line_of(error: Exception) -> int:
    lines = []
    trace = error.__traceback__
    while trace is not None:
        lines.append(_line_in(trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    return next((line for line in reversed(lines) if line), 0)


def _line_in(frame: FrameType, line: int) -> int:
    """Jinja leaves the template in the globals of the code that it makes, as its own tracebacks need."""
    template = frame.f_globals.get("__jinja_template__")
    return int(template.get_corresponding_lineno(line)) if isinstance(template, Template) else 0
