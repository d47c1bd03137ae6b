"""谈心谈话 of the year."""

from __future__ import annotations

from typing import Final

from sample_year.talks_first import FIRST_HALF
from sample_year.talks_second import SECOND_HALF

TALKS: Final = (*FIRST_HALF, *SECOND_HALF)
