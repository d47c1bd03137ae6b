"""Photos as they are printed: upright, in sRGB, no larger than needed, without EXIF; and when they were taken."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from pipeline.model.picture import Picture
from pipeline.render.kept import keep, kept

_DPI: Final = 300
_QUALITY: Final = 85
_LARGEST: Final = 250_000_000
"""Pixels: a phone takes 200 million."""
_LARGEST_WHOLE: Final = 50_000_000
"""Of what can only be decoded whole (PNG): at four bytes a pixel."""
_RECIPE: Final = f"{_DPI}-2"
"""Of the names in the cache: raise the number when `upright` makes other bytes."""
_TAKEN, _DIGITISED, _CHANGED, _EXIF, _ORIENTATION = 0x9003, 0x9004, 0x0132, 0x8769, 0x0112
_ON_THEIR_SIDE: Final = {5, 6, 7, 8}
"""EXIF's orientations that swap width and height."""


class BrokenPicture(Exception):
    """The bytes are no picture that can be decoded, or not a whole one."""


class HugePicture(BrokenPicture):
    """More pixels than can be decoded."""


class PictureShop:
    """Prepares pictures once: by the original's digest and the box, kept in a cache folder."""

    def __init__(self, original: Callable[[str], bytes], cache: Path) -> None:
        self._original = original
        self._cache = cache

    def prepared(self, picture: Picture) -> bytes:
        """JPEG bytes; raises BrokenPicture, and OSError where the original is gone."""
        path = self._cache / f"{picture.digest}-{picture.width_mm}x{picture.height_mm}-{_RECIPE}.print"
        if content := kept(path):
            return content
        content = upright(self._original(picture.digest), picture.width_mm, picture.height_mm)
        keep(path, content)
        return content

    def shows(self, picture: Picture) -> bool:
        """False for a picture in whose place the documents have a placeholder."""
        try:
            self.prepared(picture)
        except BrokenPicture:
            return False
        return True


def upright(content: bytes, width_mm: int, height_mm: int) -> bytes:
    """Turned as EXIF says, scaled down to the box at 300 dpi (never up), as sRGB, without any metadata."""
    from PIL import Image, ImageOps

    box = (round(width_mm / 25.4 * _DPI), round(height_mm / 25.4 * _DPI))
    try:
        with _opened(content) as image:
            # JPEG can be decoded at a fraction of its size, which saves most of the time of a camera picture.
            image.draft("RGB", _fitting(image, box))
            plain = _in_srgb(ImageOps.exif_transpose(image))
            plain.thumbnail(box, Image.Resampling.LANCZOS)
            out = io.BytesIO()
            bare = Image.frombytes("RGB", plain.size, plain.tobytes())
            bare.save(out, "JPEG", quality=_QUALITY, dpi=(_DPI, _DPI))
            return out.getvalue()
    except BrokenPicture:
        raise
    except Exception as error:
        # Whatever a damaged picture makes the decoder raise.
        raise BrokenPicture(str(error)) from error


def _fitting(image: Any, box: tuple[int, int]) -> tuple[int, int]:
    """The size at which it fills the box, as it lies in the file: EXIF may turn it afterwards."""
    is_turned = image.getexif().get(_ORIENTATION) in _ON_THEIR_SIDE
    width, height = reversed(box) if is_turned else box
    scale = min(width / image.width, height / image.height)
    return math.ceil(image.width * scale), math.ceil(image.height * scale)


def _opened(content: bytes) -> Any:
    """Raises BrokenPicture for a JPEG that is not whole, HugePicture before anything is decoded."""
    from PIL import Image

    from pipeline.render.jpeg import damage_in

    Image.MAX_IMAGE_PIXELS = None  # asked here, by what can be decoded in steps
    image = Image.open(io.BytesIO(content))
    by_steps = image.format in {"JPEG", "MPO"}
    if image.width * image.height > (_LARGEST if by_steps else _LARGEST_WHOLE):
        raise HugePicture(f"{image.width} x {image.height}")
    if by_steps and (damage := damage_in(content)):
        raise BrokenPicture(damage)
    return image


def _in_srgb(image: Any) -> Any:
    """RGB of a screen, on white where it is transparent: a conversion alone makes that black."""
    from PIL import Image, ImageCms

    if image.mode.startswith("I") or image.mode == "F":
        # 16 bits of grey, which a conversion would cut off at 255.
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        flat = Image.alpha_composite(ground, layer).convert("RGB")
    else:
        flat = image if image.mode in {"CMYK", "L"} else image.convert("RGB")
    profile = image.info.get("icc_profile")
    if profile:
        # A profile that cannot be read, or is for other colours, is as good as none.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            return ImageCms.profileToProfile(
                flat, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
    return flat.convert("RGB")


def printed_size(content: bytes, picture: Picture) -> tuple[float, float]:
    """Width and height in millimetres that fill the box without distortion or enlargement beyond 96 dpi."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
    scale = min(picture.width_mm / width, picture.height_mm / height, 25.4 / 96)
    return width * scale, height * scale


def taken_at(path: Path) -> str:
    """`2026-03-20 14:40` from the EXIF, or nothing. The whole picture is decoded: BrokenPicture where it is damaged."""
    content = path.read_bytes()
    try:
        with _opened(content) as image:
            image.draft("RGB", (1, 1))
            image.load()
            exif = image.getexif()
            inner = exif.get_ifd(_EXIF)
            text = inner.get(_TAKEN) or inner.get(_DIGITISED) or exif.get(_CHANGED) or ""
    except BrokenPicture:
        raise
    except Exception as error:
        raise BrokenPicture(str(error)) from error
    try:
        return f"{dt.datetime.strptime(str(text).strip(), '%Y:%m:%d %H:%M:%S'):%Y-%m-%d %H:%M}"
    except ValueError:
        return ""


def placeholder(width_mm: int, height_mm: int) -> bytes:
    """A grey frame with a cross, for a picture that cannot be decoded; its name stands beside it (see `media`)."""
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
