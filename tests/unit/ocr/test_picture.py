"""Opening pictures: what a viewer would show, or an error with a reason and a way out."""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from labelwarden.errors import OcrError
from labelwarden.ocr.picture import FORMATS, open_picture

SUFFIXES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "TIFF": "tif", "BMP": "bmp", "GIF": "gif", "AVIF": "avif"}
WHITE = (255, 255, 255)
RED = (255, 0, 0)
BLUE = (0, 0, 255)


def drawn(width: int = 40, height: int = 20) -> Image.Image:
    """Red with a blue top left quarter."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, 0, width // 2, height // 2))
    return image


def colour(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("kind", FORMATS)
def test_opens_each_format_whatever_the_suffix(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "label.data"
    drawn().save(path, format=kind)
    picture = open_picture(path)
    assert picture.image.mode == "RGB"
    assert picture.image.size == (40, 20)
    assert picture.note is None


def test_a_photograph_is_turned_as_a_viewer_turns_it(tmp_path: Path) -> None:
    path = tmp_path / "phone.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise
    drawn().save(path, exif=exif, quality=95)
    image = open_picture(path).image
    assert image.size == (20, 40)
    red, _, blue = colour(image, 17, 3)  # what was top left is top right
    assert blue > 200
    assert red < 50


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_is_white(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "cutout.png"
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    if mode == "P":
        clear.convert("RGB").quantize(4).save(path, transparency=0)
    else:
        clear.convert(mode).save(path)
    assert open_picture(path).image.getpixel((3, 3)) == WHITE


@pytest.mark.parametrize("mode", ["1", "L", "CMYK", "YCbCr"])
def test_other_colour_models_become_rgb(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "scan.tif"
    Image.new("RGB", (8, 8), "white").convert(mode).save(path)
    assert min(colour(open_picture(path).image, 3, 3)) > 250


def test_sixteen_bit_grey_keeps_its_levels(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    deep = Image.new("I;16", (3, 1))
    for x, level in enumerate((0, 30_000, 60_000)):
        deep.putpixel((x, 0), level)
    deep.save(path)
    image = open_picture(path).image
    assert [colour(image, x, 0)[0] for x in range(3)] == [0, pytest.approx(127, abs=1), 255]


def test_frames_of_a_tiff_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    drawn().save(path, save_all=True, append_images=[Image.new("RGB", (40, 20), "white")])
    first, second = open_picture(path), open_picture(path, frame=1)
    assert (first.frames, first.note) == (2, None)
    assert first.image.getpixel((1, 1)) == BLUE
    assert second.image.getpixel((1, 1)) == (255, 255, 255)


def test_of_moving_pictures_the_first_frame_is_read_and_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    drawn().save(path, save_all=True, append_images=[Image.new("RGB", (40, 20), "white")])
    picture = open_picture(path)
    assert (picture.frames, picture.note) == (1, "GIF of 2 frames: only the first was read")


def test_a_photo_of_an_iphone_is_opened(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif", reason='needs pip install "labelwarden[inputs]"')
    path = tmp_path / "photo.heic"
    heif.from_pillow(drawn().resize((640, 320))).save(path)
    picture = open_picture(path)
    assert picture.image.size == (640, 320)
    assert picture.image.getpixel((5, 5)) == pytest.approx(BLUE, abs=12)


def test_without_what_decodes_heic_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    path = tmp_path / "photo.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0")
    with pytest.raises(OcrError, match=r'pip install "labelwarden\[inputs\]"'):
        open_picture(path)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "the file is empty"),
        (b"product: Kratom\n", "expected a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "expected a picture"),
        (b"\x89PNG\r\n\x1a\n", "expected a picture"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "label.png"
    path.write_bytes(content)
    with pytest.raises(OcrError, match=found) as caught:
        open_picture(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(OcrError, match="there is no such file; check the path"):
        open_picture(tmp_path / "none.png")
    with pytest.raises(OcrError, match="cannot be opened"):
        open_picture(tmp_path)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose head promises that size, and that has no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + idat()


def idat() -> bytes:
    chunk = b"IDAT" + zlib.compress(b"")
    return struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(("width", "height"), [(20_000, 10_001), (60_000, 60_000)])
def test_huge_pictures_are_refused_by_their_head_alone(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "poster.png"
    path.write_bytes(png_claiming(width, height))
    with pytest.raises(OcrError, match=rf"megapixels \({width} x {height}\), and the limit is 200"):
        open_picture(path)
    assert Image.MAX_IMAGE_PIXELS is not None, "Pillow's own limit holds again for everybody else"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"label.{SUFFIXES[kind]}"
    Image.effect_noise((200, 200), 80).convert("RGB").save(path, format=kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(OcrError, match=r"cut off or broken|expected a picture") as caught:
        open_picture(path)
    assert str(path) in str(caught.value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(FORMATS))
def test_a_garbled_file_opens_or_is_refused(tmp_path: Path, data: st.DataObject, kind: str) -> None:
    path = tmp_path / f"garbled.{SUFFIXES[kind]}"
    drawn().save(path, format=kind)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        picture = open_picture(path)
    except OcrError as error:
        fault = str(error)
    else:
        fault = str(path)
        assert picture.image.mode == "RGB"
    assert str(path) in fault
