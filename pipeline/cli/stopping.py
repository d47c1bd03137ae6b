"""A stop that the system asks for, taken as Ctrl-C: what was started is ended first."""

from __future__ import annotations

import signal


def stop_as_ctrl_c() -> None:
    """A terminated command would else leave the printing program running."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
