"""The theme days. A rule moves three: February (Spring Festival), June (Dragon Boat), December (a Sunday)."""

from __future__ import annotations

from typing import Final

from sample_year.people import day
from sample_year.theme_day import Away
from sample_year.theme_days_first import FIRST_HALF
from sample_year.theme_days_second import SECOND_HALF

THEME_DAYS: Final = (*FIRST_HALF, *SECOND_HALF)

MARCH: Final = (
    day(3, 20),
    "学党章 明初心 助帮扶",
    "《中国共产党章程》总纲",
    (
        Away("姜淑芬", "公差", "出差", made_up=day(3, 25), how="个别辅导", by="沈一鸣"),
        Away("严春兰", "病假", "感冒发烧", made_up=day(3, 26), how="个别辅导", by="蒋欣怡"),
    ),
)
"""Day, theme, study and who was away: the rest lies in the branch's own folder already."""
