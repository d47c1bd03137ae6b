"""How high on a page something is printed."""

from __future__ import annotations

import pytest
from foreign_pdf import page_with

from pipeline.pdf.ink import ink_top


@pytest.mark.parametrize(
    ("drawn", "top"),
    [
        (b"BT /F 10 Tf 100 300 Td (a) Tj ET", 309),
        (b"BT /F 10 Tf 0 1 -1 0 100 300 Tm (a) Tj ET", 842),
        (b"0.7 0.7 -0.7 0.7 0 0 cm BT /F 10 Tf 100 300 Td (a) Tj ET", 842),
        (b"0 1 -1 0 500 0 cm BT /F 10 Tf 0 -1 1 0 300 100 Tm (a) Tj ET", 309),
    ],
)
def test_turned_text_may_reach_the_upper_edge(drawn, top, tmp_path):
    """The last is turned twice, and so upright."""
    assert ink_top(page_with(tmp_path / "a.pdf", drawn).pages[0]) == pytest.approx(top)
