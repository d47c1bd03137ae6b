"""Photos as they are printed: upright, in a screen's colours, small, bare; what is damaged is known and named."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from builders import make_photo, make_template, text_of
from dialect.engines import PROPERTIES, parts
from docx import Document
from PIL import Image, ImageCms, ImageOps

from pipeline.files.digest import digest_of
from pipeline.model.picture import Picture
from pipeline.render.pictures import BrokenPicture, HugePicture, PictureShop, printed_size, taken_at, upright
from pipeline.render.renderer import Renderer
from pipeline.render.store import PlanStore


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(size: tuple[int, int] = (640, 480)) -> Image.Image:
    return Image.effect_noise(size, 80).convert("RGB")


def printed(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(upright(content, 150, 95)))


def close(pixel: Any, expected: tuple[int, int, int]) -> bool:
    return all(abs(one - other) <= 6 for one, other in zip(pixel, expected, strict=True))


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (1496, 1122)), ((3000, 4000), (841, 1122)), ((200, 100), (200, 100)), ((9000, 90), (1772, 18))],
)
def test_size(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert printed(saved(Image.new("RGB", size))).size == expected


@pytest.mark.parametrize("turn", range(1, 9))
def test_upright(turn: int) -> None:
    """A red bar along the top, stored as a camera held in each of the eight ways would store it."""
    right = Image.new("RGB", (80, 40), "white")
    right.paste("red", (0, 0, 80, 10))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    exif = Image.Exif()
    exif[0x0112] = turn
    content = saved(right if turn == 1 else right.transpose(Image.Transpose(back[turn])), "PNG", exif=exif)
    assert ImageOps.exif_transpose(Image.open(io.BytesIO(content))).size == (80, 40)
    image = printed(content)
    assert image.size == (80, 40)
    assert close(image.getpixel((40, 3)), (254, 0, 0))


@pytest.mark.parametrize("turn", [6, 8])
def test_a_large_one_lying_on_its_side(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    assert printed(saved(Image.new("RGB", (4000, 1000)), exif=exif)).size == (281, 1122)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "CMYK", "I;16"])
def test_every_mode(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(saved(Image.new(mode, (20, 20)), "JPEG" if mode == "CMYK" else "PNG"))
    assert printed(path.read_bytes()).mode == "RGB"
    assert taken_at(path) == ""


def test_sixteen_bits_of_grey() -> None:
    image = Image.new("I;16", (20, 20), 128 * 257)
    assert close(printed(saved(image, "PNG")).getpixel((5, 5)), (128, 128, 128))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_is_white(mode: str) -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    assert printed(saved(image, "PNG", **options)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_first_of_several_frames(kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    content = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    assert close(printed(content).getpixel((5, 5)), (254, 0, 0))


def test_two_pictures_in_one_file_of_a_phone() -> None:
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("red", "blue"))
    content = saved(first, "MPO", save_all=True, append_images=[second])
    assert close(printed(content).getpixel((5, 5)), (254, 0, 0))


def test_colours_of_a_profile() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (20, 20), (10, 200, 30))
    for profile in (lab, srgb, b"no profile"):
        made = printed(saved(image, icc_profile=profile))
        assert close(made.getpixel((5, 5)), (10, 200, 30))
        assert "icc_profile" not in made.info


def test_nothing_of_the_camera_is_left(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "相机"
    content = saved(noise(), exif=exif, xmp=b"<x:xmpmeta>geheim</x:xmpmeta>", comment=b"geheim")
    made = printed(content)
    assert not dict(made.getexif())
    assert set(made.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True}, {"restart_marker_rows": 2}])
def test_damage_of_a_jpeg(options: dict[str, Any], tmp_path: Path) -> None:
    content = saved(noise(), quality=80, **options)
    middle, end = len(content) // 2, len(content)
    damaged = {
        "whole": content,
        "cut off": content[:middle],
        "cut off, with an end": content[:middle] + b"\xff\xd9",
        "its last lines gone": content[: end - 3000] + b"\xff\xd9",
        "a piece gone": content[:middle] + content[middle + 5000 :],
        "rubbish": content[:middle] + Random(1).randbytes(5000) + content[middle + 5000 :],
    }
    refused = set()
    for name, blob in damaged.items():
        path = tmp_path / "a.jpg"
        path.write_bytes(blob)
        try:
            taken_at(path)
        except BrokenPicture:
            refused.add(name)
    # The scans of a progressive picture may by chance end well without the piece.
    undetected = {"whole", "a piece gone"} if "progressive" in options else {"whole"}
    assert refused == set(damaged) - undetected


@pytest.mark.parametrize("options", [{"optimize": True}, {"progressive": True}])
def test_a_large_white_page_is_whole(options: dict[str, Any]) -> None:
    content = saved(Image.new("RGB", (5000, 5000), "white"), **options)
    assert printed(content).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("behind", [b"", b"\n", bytes(3000), b"\xff\xd8 motion \xff\xd9"])
def test_what_phones_write_behind_the_end(behind: bytes) -> None:
    assert printed(saved(noise()) + behind).size == (640, 480)


@pytest.mark.parametrize("image", [Image.new("RGB", (3000, 2000), "white"), Image.linear_gradient("L")])
@pytest.mark.parametrize("optimize", [False, True])
def test_plain_pictures_are_whole(image: Image.Image, optimize: bool) -> None:
    assert printed(saved(image, optimize=optimize)).mode == "RGB"


@pytest.mark.parametrize("length", [512, 4096], ids=["a sector of zeros", "a page of zeros"])
@pytest.mark.parametrize("at", [20_000, 60_000, 100_000])
def test_zeros_in_its_middle(length: int, at: int) -> None:
    content = saved(Image.frombytes("L", (640, 480), Random(1).randbytes(640 * 480)), quality=80)
    with pytest.raises(BrokenPicture):
        upright(content[:at] + bytes(length) + content[at + length :], 150, 95)


@pytest.mark.parametrize("spare", [b"\x00", b"\xff\xff\xff", b"\x12\x34" * 8])
def test_a_few_bytes_too_many_are_no_damage(spare: bytes) -> None:
    content = saved(noise(), quality=80)
    assert printed(content[:-2] + spare + content[-2:]).size == (640, 480)


@pytest.mark.parametrize(("turn", "decoded"), [(1, (2500, 1500)), (6, (1250, 750))])
def test_a_large_one_is_decoded_at_a_fraction(
    turn: int, decoded: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    transpose = ImageOps.exif_transpose

    def seen(image: Image.Image) -> Image.Image:
        sizes.append(image.size)
        return transpose(image)

    monkeypatch.setattr(ImageOps, "exif_transpose", seen)
    exif = Image.Exif()
    exif[0x0112] = turn
    upright(saved(Image.new("RGB", (5000, 3000)), exif=exif), 150, 95)
    assert sizes == [decoded]


def test_damaged_png() -> None:
    content = saved(noise(), "PNG")
    with pytest.raises(BrokenPicture):
        upright(content[: len(content) // 2], 150, 95)
    with pytest.raises(BrokenPicture):
        upright(content[:5000] + bytes(500) + content[5500:], 150, 95)


def test_a_bomb_is_not_decoded() -> None:
    header = saved(Image.new("1", (1, 1)), "PNG")
    size = (100_000).to_bytes(4, "big") * 2
    chunk = b"IHDR" + size + header[24:29]
    bomb = header[:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + header[33:]
    with pytest.raises(HugePicture):
        upright(bomb, 150, 95)


def test_a_wide_panorama() -> None:
    content = saved(Image.new("RGB", (20_000, 4_000), "red"), quality=50)
    assert printed(content).size == (1772, 354)


def test_never_enlarged() -> None:
    width, height = printed_size(saved(Image.new("RGB", (96, 48))), Picture("0"))
    assert (round(width, 1), round(height, 1)) == (25.4, 12.7)


class Originals:
    """Counts how often an original is read."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.read = 0

    def __call__(self, digest: str) -> bytes:
        self.read += 1
        return self.content


def test_prepared_once_for_each_box(tmp_path: Path) -> None:
    originals = Originals(saved(noise()))
    for shop in (PictureShop(originals, tmp_path), PictureShop(originals, tmp_path)):
        assert shop.prepared(Picture("a")) == shop.prepared(Picture("a", name="b.jpg"))
    assert originals.read == 1
    PictureShop(originals, tmp_path).prepared(Picture("a", 60, 40))
    assert originals.read == 2


def test_damaged_cache_is_made_again(tmp_path: Path) -> None:
    originals = Originals(saved(noise()))
    shop = PictureShop(originals, tmp_path)
    made = shop.prepared(Picture("a"))
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(made[:100])
    assert shop.prepared(Picture("a")) == made


def test_without_a_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    shop = PictureShop(Originals(saved(noise())), tmp_path / "file" / "cache")
    assert shop.shows(Picture("a"))


@pytest.mark.parametrize("text", ["{{ 图 }}", "{% raw %}{% endraw %}{{ 图 }}"])
def test_placeholder_with_the_name(text: str, tmp_path: Path) -> None:
    make_template(tmp_path / "t.docx", text)
    blob = make_photo(tmp_path / "a.jpg").read_bytes()[:300]
    digest = digest_of(blob)
    renderer = Renderer(tmp_path, PictureShop({digest: blob}.__getitem__, tmp_path), PlanStore(tmp_path))
    picture = Picture(digest, name="合影<1>&{_{.jpg\x0b")
    content = renderer.render("t.docx", {"图": picture}, PROPERTIES)
    assert not renderer.shows(picture)
    assert text_of(content) == "照片损坏：合影<1>&{_{.jpg"
    assert len(Document(io.BytesIO(content)).inline_shapes) == 1
    (image,) = [body for name, body in parts(content).items() if name.startswith("word/media/")]
    assert len(Image.open(io.BytesIO(image)).convert("L").getcolors(1 << 20) or ()) > 1


@pytest.mark.parametrize("taken", ["2026:03:20 14:40:59", "", "0000:00:00 00:00:00", "gestern"])
def test_time_of_a_picture(tmp_path: Path, taken: str) -> None:
    expected = "2026-03-20 14:40" if taken.startswith("2026") else ""
    assert taken_at(make_photo(tmp_path / "a.jpg", taken=taken)) == expected
