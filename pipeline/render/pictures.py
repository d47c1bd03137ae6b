"""Photos as they are printed: upright, no larger than needed, without EXIF; and what their EXIF says of time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from pipeline.files.publish import write_whole
from pipeline.model.picture import Picture

_DPI: Final = 220
_TAKEN, _DIGITISED, _CHANGED, _EXIF = 0x9003, 0x9004, 0x0132, 0x8769


class BrokenPicture(Exception):
    """The bytes are no picture that can be decoded."""


class PictureShop:
    """Prepares pictures once: by the original's digest and the box, kept in a cache folder."""

    def __init__(self, original: Callable[[str], bytes], cache: Path) -> None:
        self._original = original
        self._cache = cache

    def prepared(self, picture: Picture) -> bytes:
        """JPEG bytes; raises BrokenPicture."""
        name = f"{picture.digest}-{picture.width_mm}x{picture.height_mm}-{_DPI}.jpg"
        kept = self._cache / name
        if kept.is_file():
            return kept.read_bytes()
        content = upright(self._original(picture.digest), picture.width_mm, picture.height_mm)
        write_whole(kept, content)
        return content


def upright(content: bytes, width_mm: int, height_mm: int) -> bytes:
    """Turned as EXIF says, scaled down to the box at 220 dpi (never up), re-encoded without any metadata."""
    from PIL import ImageOps

    Image = _pillow()
    try:
        with Image.open(io.BytesIO(content)) as image:
            box = (round(width_mm / 25.4 * _DPI), round(height_mm / 25.4 * _DPI))
            # JPEG can be decoded at a fraction of its size, which saves most of the time of a camera picture.
            image.draft("RGB", (max(box), max(box)))
            turned = _opaque(ImageOps.exif_transpose(image))
            turned.thumbnail(box)
            out = io.BytesIO()
            Image.frombytes("RGB", turned.size, turned.tobytes()).save(out, "JPEG", quality=85, dpi=(_DPI, _DPI))
            return out.getvalue()
    except Exception as error:
        # Whatever a damaged picture makes the decoder raise.
        raise BrokenPicture(str(error)) from error


def _pillow() -> Any:
    """Pillow's Image, told that a phone takes 200 million pixels; it refuses twice as much as it is told."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = 250_000_000
    return Image


def _opaque(image: Any) -> Any:
    """On white where it is transparent: a conversion alone makes that black."""
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(ground, layer).convert("RGB")


def printed_size(content: bytes, picture: Picture) -> tuple[float, float]:
    """Width and height in millimetres that fill the box without distortion or enlargement beyond 96 dpi."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
    scale = min(picture.width_mm / width, picture.height_mm / height, 25.4 / 96)
    return width * scale, height * scale


def taken_at(path: Path) -> str:
    """`2026-03-20 14:40` from the EXIF, or nothing; raises BrokenPicture when it is no picture."""
    Image = _pillow()
    try:
        with Image.open(path) as image:
            # Decoded whole, at an eighth of its size: a picture that was cut off shows itself only then.
            image.draft("RGB", (1, 1))
            image.load()
            exif = image.getexif()
            inner = exif.get_ifd(_EXIF)
            text = inner.get(_TAKEN) or inner.get(_DIGITISED) or exif.get(_CHANGED) or ""
    except Exception as error:
        raise BrokenPicture(str(error)) from error
    try:
        return f"{dt.datetime.strptime(str(text).strip(), '%Y:%m:%d %H:%M:%S'):%Y-%m-%d %H:%M}"
    except ValueError:
        return ""


def placeholder(width_mm: int, height_mm: int) -> bytes:
    """A grey frame with a cross, for a picture that cannot be decoded: visible, so that nobody overlooks it."""
    from PIL import Image, ImageDraw

    width, height = round(width_mm * 4), round(height_mm * 4)
    image = Image.new("RGB", (width, height), "#eeeeee")
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, width - 5, height - 5), outline="#999999", width=4)
    draw.line((4, 4, width - 5, height - 5), fill="#999999", width=3)
    draw.line((4, height - 5, width - 5, 4), fill="#999999", width=3)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
