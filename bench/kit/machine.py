"""What the figures were measured on."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "docxtpl",
    "python-docx",
    "lxml",
    "Jinja2",
    "MarkupSafe",
    "isal",
    "Pillow",
    "openpyxl",
    "python-calamine",
)


def facts() -> dict[str, object]:
    return {
        "date": f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M %z}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    """Linux tells the model only here."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
