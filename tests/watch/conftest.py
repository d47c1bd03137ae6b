"""A workspace whose watcher is in a hurry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.flow.desk import Desk
from pipeline.settings.schema import Watch


@pytest.fixture
def quick() -> Callable[[Desk], Desk]:
    def hurried(desk: Desk) -> Desk:
        fast = desk.settings.model_copy(update={"watch": Watch(quiet_s=0.15, rescan_s=0.4)})
        return replace(desk, settings=fast)

    return hurried
