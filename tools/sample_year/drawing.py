"""Photos that show nobody: a room, a flag, rows of plain figures. Their EXIF tells the day, as a camera's does."""

from __future__ import annotations

import datetime as dt
import io
import random
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

SIZE: Final = (560, 368)
_TAKEN: Final = 0x9003
_EXIF_IFD: Final = 0x8769
_RED, _GOLD = (190, 30, 45), (245, 200, 66)
_WALLS: Final = ((226, 221, 208), (214, 224, 230), (232, 226, 214), (220, 228, 214))
_CLOTHES: Final = ((52, 73, 94), (90, 110, 120), (70, 84, 60), (110, 84, 70), (64, 64, 78))


def photo(taken: dt.datetime, number: int, *, outdoors: bool) -> bytes:
    """The same day and number give the same picture."""
    dice = random.Random(f"{taken.isoformat()} {number}")
    image = Image.new("RGB", SIZE, (196, 216, 232) if outdoors else dice.choice(_WALLS))
    draw = ImageDraw.Draw(image)
    _outside(draw, dice) if outdoors else _room(draw)
    for row, count in enumerate((dice.randint(4, 5), dice.randint(5, 6))):
        for place in range(count):
            x = SIZE[0] * (place + 1) / (count + 1) + dice.randint(-14, 14)
            _figure(draw, x, 226 + 52 * row, 20 + 6 * row, dice)
    exif = Image.Exif()
    exif.get_ifd(_EXIF_IFD)[_TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=30, exif=exif)
    return out.getvalue()


def _room(draw: ImageDraw.ImageDraw) -> None:
    width, height = SIZE
    draw.rectangle((0, 262, width, height), fill=(150, 122, 96))
    draw.rectangle((130, 36, width - 130, 84), fill=_RED)
    draw.rectangle((150, 56, width - 150, 64), fill=_GOLD)
    draw.rectangle((width / 2 - 90, 110, width / 2 + 90, 230), fill=_RED)
    draw.ellipse((width / 2 - 70, 128, width / 2 - 40, 158), fill=_GOLD)


def _outside(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    width, height = SIZE
    draw.polygon(
        [(0, 240), (dice.randint(90, 200), 120), (330, 250), (dice.randint(430, 540), 140), (width, 240)],
        fill=(120, 150, 120),
    )
    draw.rectangle((0, 236, width, height), fill=(142, 158, 112))
    draw.line((90, 70, 90, 300), fill=(90, 90, 90), width=5)
    draw.rectangle((92, 72, 200, 140), fill=_RED)
    draw.ellipse((102, 82, 122, 102), fill=_GOLD)


def _figure(draw: ImageDraw.ImageDraw, x: float, y: float, size: int, dice: random.Random) -> None:
    draw.rounded_rectangle((x - size, y, x + size, y + 160), radius=size, fill=dice.choice(_CLOTHES))
    draw.ellipse((x - size * 0.6, y - size * 1.2, x + size * 0.6, y + size * 0.2), fill=(206, 172, 146))
    draw.rectangle((x - size * 0.7, y + 16, x - size * 0.7 + 7, y + 23), fill=_RED)
