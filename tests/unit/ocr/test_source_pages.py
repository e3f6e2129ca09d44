"""Files of several pages: PDFs with and without text, and TIFFs."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.reading import read_picture
from labelwarden.ocr.source_pages import MOST_PAGES, page_at, pages_of
from labelwarden.text.span import Box
from tests.fakes import BlindEngine, CrashingEngine, TellingEngine

needs_pdfium = pytest.mark.skipif(find_spec("pypdfium2") is None, reason='needs pip install "labelwarden[inputs]"')
HEADING = "BT /F1 24 Tf 72 720 Td (Mitragyna speciosa) Tj 0 -40 Td (18 years or older) Tj ET"
PER_POINT = 300 / 72


def pdf(content: str, *, rotate: int = 0, pages: int = 1) -> bytes:
    """A PDF of letter-sized pages that all show `content`."""
    first = 4
    kids = " ".join(f"{first + number} 0 R" for number in range(pages))
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate {rotate} /Contents 3 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    )
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *[page] * pages,
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}").encode("latin-1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "label.pdf"


@needs_pdfium
def test_text_of_a_pdf_is_taken_as_it_is_and_no_engine_is_asked(file: Path) -> None:
    file.write_bytes(pdf(HEADING))
    (page,) = read_picture(file, CrashingEngine()).pages
    assert page.text == "Mitragyna speciosa\n18 years or older"
    assert (page.width, page.height) == pytest.approx((2550, 3300), abs=1)
    age = next(word for word in page.words if word.text == "18")
    assert age.confidence == 1.0
    assert age.box.x == pytest.approx(72 * PER_POINT, abs=12)
    assert age.box.bottom == pytest.approx((792 - 680) * PER_POINT, abs=25), "its box may reach below the baseline"
    assert 60 < age.box.height < 120


@needs_pdfium
def test_boxes_fit_a_page_that_is_shown_turned(file: Path) -> None:
    file.write_bytes(pdf(HEADING, rotate=180))
    (source,) = pages_of(file)
    words = {word.text: line.box_of(word) for line in source.typed for word in line.words}
    assert source.image.size == pytest.approx((2550, 3300), abs=1)
    assert words["18"].right == pytest.approx((612 - 72) * PER_POINT, abs=12)
    assert words["18"].y == pytest.approx(680 * PER_POINT, abs=25)


@needs_pdfium
def test_a_page_without_text_is_read_by_the_engine(file: Path) -> None:
    Image.new("RGB", (600, 300), "white").save(file, "PDF", resolution=300)
    engine = TellingEngine(words=[SeenWord("KRATOM", Box(100, 100, 500, 100), 0.9, 1, 0)])
    (page,) = read_picture(file, engine).pages
    assert page.text == "KRATOM"
    assert (page.width, page.height) == pytest.approx((600, 300), abs=1)


@needs_pdfium
def test_what_is_drawn_beside_the_text_is_read_too(file: Path) -> None:
    file.write_bytes(pdf(HEADING + " ".join(f" 300 {y} 200 9 re f" for y in range(100, 500, 20))))
    engine = TellingEngine(words=[SeenWord("outlined", Box(1600, 2000, 400, 60), 0.9, 1, 0)])
    (page,) = read_picture(file, engine).pages
    assert "Mitragyna speciosa" in page.text
    assert "outlined" in page.text


@needs_pdfium
def test_pages_are_numbered_and_what_is_left_out_is_noted(file: Path) -> None:
    file.write_bytes(pdf(HEADING, pages=MOST_PAGES + 1))
    notes = [source.note for source in pages_of(file)]
    assert len(notes) == MOST_PAGES
    assert notes[0] == "51 pages: only the first 50 were read"
    file.write_bytes(pdf(HEADING, pages=2))
    reading = read_picture(file, BlindEngine())
    assert [page.page for page in reading.pages] == [1, 2]
    assert reading.notes == ()


@needs_pdfium
@pytest.mark.parametrize("content", [b"%PDF-1.7\n%....", pdf(HEADING, pages=0)], ids=["torn", "empty"])
def test_a_pdf_that_cannot_be_opened_is_named(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(OcrError, match=r"the PDF (cannot be opened|has no pages)") as caught:
        read_picture(file, BlindEngine())
    assert str(caught.value).startswith(f"{file}: ")


def test_without_what_opens_a_pdf_the_extra_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    file.write_bytes(pdf(HEADING))
    with pytest.raises(OcrError, match=r'pip install "labelwarden\[inputs\]"'):
        read_picture(file, BlindEngine())


def test_pages_of_a_tiff_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    Image.new("RGB", (60, 30), "white").save(path, save_all=True, append_images=[Image.new("RGB", (40, 20), "white")])
    reading = read_picture(path, BlindEngine())
    assert [(page.page, page.width) for page in reading.pages] == [(1, 60), (2, 40)]


def test_one_page_is_opened_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    Image.new("RGB", (60, 30), "white").save(path, save_all=True, append_images=[Image.new("RGB", (40, 20), "white")])
    assert page_at(path, 2).size == (40, 20)
    with pytest.raises(OcrError, match="expected 3 pages or more, found fewer"):
        page_at(path, 3)


@needs_pdfium
def test_a_page_of_artwork_has_its_size_and_one_of_a_picture_hardly(file: Path) -> None:
    file.write_bytes(pdf(HEADING))
    (artwork,) = pages_of(file)
    Image.new("RGB", (300, 200), "white").save(file, "PDF", resolution=72)
    (picture,) = pages_of(file)
    assert artwork.scale is not None
    assert artwork.scale.sure
    assert picture.scale is not None
    assert not picture.scale.sure
