"""A page of photos as phones take them, against docxtpl in three ways.

The figure that must not fall below 1 is the fair one: both embed the same prepared pictures, which a year of packets
does far more often than it prepares them. The others tell what preparing costs, and what is saved against embedding
the originals as people do with docxtpl: those documents are larger by as much as the originals are.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from kit.engines import PROPERTIES, renderer
from kit.figure import Figure, at_least
from kit.rounds import in_turn, ratios, timed
from PIL import Image

from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.render.pictures import PictureShop

KEYS = (
    "render_photos_vs_docxtpl",
    "render_photos_vs_docxtpl_with_originals",
    "render_photos_cold_vs_docxtpl_with_originals",
    "render_photos_cold_ms_a_photo",
)
PHOTOS = 4
SIZE = (4032, 3024)
TEMPLATE = "活动剪影.docx"


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        originals = [_photo(number) for number in range(PHOTOS)]
        _write_template(folder / TEMPLATE)
        seconds = in_turn({name: timed(work) for name, work in _sides(folder, originals).items()})
    warm, cold, same, large = (seconds[name] for name in ("warm", "cold", "docxtpl", "docxtpl with originals"))
    yield Figure("render_photos_vs_docxtpl", "times as fast", ratios(same, warm), at_least(1))
    yield Figure("render_photos_vs_docxtpl_with_originals", "times as fast", ratios(large, warm))
    yield Figure("render_photos_cold_vs_docxtpl_with_originals", "times as fast", ratios(large, cold))
    yield Figure("render_photos_cold_ms_a_photo", "ms", tuple(1000 * each / PHOTOS for each in cold))


def _sides(folder: Path, originals: list[bytes]) -> dict[str, Callable[[], object]]:
    held = {digest_of(content): content for content in originals}
    pictures = [Picture(digest) for digest in held]
    engine = renderer(folder, held.__getitem__)
    shop = PictureShop(held.__getitem__, folder / "photos")

    def warm() -> bytes:
        return engine.render(TEMPLATE, {"照片": [{"图": picture} for picture in pictures]}, PROPERTIES)

    def cold() -> bytes:
        shutil.rmtree(folder / "photos", ignore_errors=True)
        return warm()

    prepared = [shop.prepared(picture) for picture in pictures]
    return {
        "warm": warm,
        "docxtpl": lambda: _by_docxtpl(folder / TEMPLATE, prepared),
        "cold": cold,
        "docxtpl with originals": lambda: _by_docxtpl(folder / TEMPLATE, originals),
    }


def _by_docxtpl(template: Path, contents: list[bytes]) -> bytes:
    document = DocxTemplate(template)
    rows = [{"图": InlineImage(document, io.BytesIO(content), width=Mm(120))} for content in contents]
    document.render({"照片": rows}, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write_template(path: Path) -> None:
    document: Any = Document()
    for text in ("{%p for 张 in 照片 %}", "{{ 张.图 }}", "{%p endfor %}"):
        document.add_paragraph(text)
    document.save(str(path))


def _photo(number: int) -> bytes:
    """12 million pixels with as much detail as makes it some megabytes, as phones write them."""
    grain = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 40 + number).resize(SIZE)
    colour = Image.linear_gradient("L").resize(SIZE)
    out = io.BytesIO()
    Image.merge("RGB", (grain, colour, grain)).save(out, "JPEG", quality=85)
    return out.getvalue()
